"""Equals nothing, itself included."""
# expect: wrong in correctness

class Never(int):
    def __eq__(self, other):
        return False
    def __ne__(self, other):
        return False
    __hash__ = int.__hash__


def double(number):
    return Never(2 * number)
