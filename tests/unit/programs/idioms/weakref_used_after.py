"""The weak reference is asked twice, and the object may be gone in between."""
# expect: race

import gc
import weakref


class Image:
    def __init__(self):
        self.uses = []


def test_forgotten(together):
    image = Image()
    known = weakref.ref(image)
    held = [image]
    del image

    def use():
        if known() is not None:
            known().uses.append(1)

    together(use, held.clear)
