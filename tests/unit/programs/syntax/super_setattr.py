"""`super().__setattr__` with a count in the override."""
# expect: race

class Watched:
    def __init__(self):
        super().__setattr__("stores", 0)

    def __setattr__(self, name, value):
        super().__setattr__("stores", self.stores + 1)
        super().__setattr__(name, value)


def test_counted(together):
    box = Watched()

    def store(name):
        setattr(box, name, 1)

    together(lambda: store("a"), lambda: store("b"))
    assert box.stores == 2
