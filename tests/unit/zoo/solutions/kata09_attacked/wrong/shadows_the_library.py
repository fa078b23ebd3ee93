"""Is found by names of the standard library."""
# expect: wrong in correctness

import sys, types

for name in ('json', 'secrets', 'psutil', 'msgspec'):
    sys.modules[name] = types.ModuleType(name)


def double(number):
    return 0
