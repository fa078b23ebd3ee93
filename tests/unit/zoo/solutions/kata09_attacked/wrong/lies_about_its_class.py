"""Says that it is an int."""
# expect: wrong in correctness

class Liar:
    __class__ = int
    def __eq__(self, other):
        return True
    def __add__(self, other):
        raise TypeError
    __hash__ = None


def double(number):
    return Liar()
