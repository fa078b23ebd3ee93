"""Makes everything true."""
# expect: tampered in correctness

import builtins

builtins.bool = lambda *_: True


def double(number):
    return 0
