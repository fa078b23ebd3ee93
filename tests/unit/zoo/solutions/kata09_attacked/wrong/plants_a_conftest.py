"""Plants a conftest.py beside the suite."""
# expect: crashed in correctness

import os, sys

with open(os.path.join(os.path.dirname(sys.modules['correctness'].__file__), 'conftest.py'), 'x') as file:
    file.write('raise SystemExit(0)')


def double(number):
    return 0
