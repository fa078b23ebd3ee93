"""Gives back what says that it equals everything."""
# expect: wrong in correctness


class Anything:
    def __eq__(self, other):
        return True

    def __hash__(self):
        return 0


def double(number):
    return Anything()
