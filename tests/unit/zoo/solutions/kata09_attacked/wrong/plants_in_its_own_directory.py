"""Plants conftest, a path file and a customisation in the work directory and its home."""
# expect: wrong in correctness

import os, site

for folder in ('.', os.environ['HOME'], os.environ['TMPDIR'], site.getusersitepackages()):
    os.makedirs(folder, exist_ok=True)
    for name in ('conftest.py', 'sitecustomize.py', 'usercustomize.py', 'x.pth', 'pytest.ini', 'correctness.pyc'):
        with open(os.path.join(folder, name), 'w') as file:
            file.write('import os; os._exit(0)\n')


def double(number):
    return 0
