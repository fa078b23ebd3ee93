"""A weak dict forgets what nobody holds any more."""
# expect: passed

import weakref


class Image:
    pass


def test_same_object(together):
    cache = weakref.WeakValueDictionary()
    image = cache["x"] = Image()
    first, second = together(lambda: cache["x"], lambda: cache["x"])
    assert first is second is image
    del image, first, second
    assert "x" not in cache
