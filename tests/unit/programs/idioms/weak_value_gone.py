"""Nobody holds the object: the weak dict has forgotten it before it is asked."""
# expect: wrong

import weakref


class Image:
    pass


def test_same_object(together):
    cache = weakref.WeakValueDictionary()
    cache["x"] = Image()
    first, second = together(lambda: cache["x"], lambda: cache["x"])
    assert first is second
