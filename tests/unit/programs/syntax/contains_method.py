"""`__contains__` and `__setitem__` of a class of one's own."""
# expect: race

class Registry:
    def __init__(self):
        self._items = {}

    def __contains__(self, key):
        return key in self._items

    def __setitem__(self, key, value):
        if key in self._items:
            raise KeyError(key)
        self._items[key] = value


registry = Registry()


def register(key):
    if key not in registry:
        registry[key] = 1


def test_no_error(together):
    together(lambda: register("a"), lambda: register("a"))
