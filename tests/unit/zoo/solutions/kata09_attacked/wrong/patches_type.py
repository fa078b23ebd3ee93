"""Makes all types the same."""
# expect: crashed in correctness

import builtins

builtins.isinstance = lambda *_: False


class Same(int):
    def __eq__(self, other):
        return True
    __hash__ = None


builtins.type = lambda *_: int


def double(number):
    return Same()
