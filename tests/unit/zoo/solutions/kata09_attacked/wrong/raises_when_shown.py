"""Raises whatever is asked of it."""
# expect: crashed in correctness

class Bad:
    def __getattribute__(self, name):
        raise SystemExit(0)
    def __repr__(self):
        raise SystemExit(0)
    def __eq__(self, other):
        raise SystemExit(0)


def double(number):
    return Bad()
