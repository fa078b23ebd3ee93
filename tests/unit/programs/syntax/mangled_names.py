"""Two classes of one family each have a private name of their own."""
# expect: passed

class Base:
    def __init__(self):
        self.__count = 0

    def add_base(self):
        self.__count += 1
        return self.__count


class Child(Base):
    def __init__(self):
        super().__init__()
        self.__count = 0

    def add_child(self):
        self.__count += 1
        return self.__count


def test_apart(together):
    both = Child()
    assert together(both.add_base, both.add_child) == [1, 1]
