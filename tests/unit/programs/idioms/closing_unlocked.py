"""The users are counted down without a lock: nobody, or both, may see nothing left."""
# expect: race

import contextlib


class Resource:
    def __init__(self):
        self.users, self.closed = 2, 0

    def close(self):
        self.users -= 1
        if self.users == 0:
            self.closed += 1


def test_closed_once(together):
    resource = Resource()

    def use():
        with contextlib.closing(resource):
            pass

    together(use, use)
    assert resource.closed == 1
