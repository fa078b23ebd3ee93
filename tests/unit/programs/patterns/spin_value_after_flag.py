"""The flag goes up before the value is there."""
# expect: race

import time


class Box:
    full = False


def test_filled(together):
    box = Box()

    def fill():
        box.full = True
        box.value = 7

    def wait():
        while not box.full:
            time.sleep(0)
        return box.value

    assert together(wait, fill)[0] == 7
