"""An object that two threads have used is forgotten once nobody holds it."""
# expect: passed

import gc
import weakref


class Image:
    def __init__(self):
        self.uses = []


def test_forgotten(together):
    image = Image()
    known = weakref.ref(image)
    together(lambda: known().uses.append(1), lambda: known().uses.append(2))
    assert sorted(image.uses) == [1, 2]
    del image
    gc.collect()
    assert known() is None
