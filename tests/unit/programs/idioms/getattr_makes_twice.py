"""`__getattr__` makes what is missing: two threads may both find it missing."""
# expect: race

class Lazy:
    def __getattr__(self, name):
        if name != "conn":
            raise AttributeError(name)
        value = object()
        self.conn = value
        return value


def test_it(together):
    a = Lazy()
    x, y = together(lambda: a.conn, lambda: a.conn)
    assert x is y
