"""A flag waited for with `sleep(0)`."""
# expect: passed

import time


class Box:
    full = False


def test_filled(together):
    box = Box()

    def fill():
        box.value = 7
        box.full = True

    def wait():
        while not box.full:
            time.sleep(0)
        return box.value

    assert together(wait, fill)[0] == 7
