"""Only one kind inside at a time, at most as many as there is room for."""
# expect: passed

import threading


class Bathroom:
    def __init__(self):
        self.changed, self.kind, self.count = threading.Condition(), None, 0

    def enter(self, kind):
        with self.changed:
            self.changed.wait_for(lambda: self.kind in {None, kind} and self.count < 2)
            self.kind = kind
            self.count += 1

    def leave(self):
        with self.changed:
            self.count -= 1
            if not self.count:
                self.kind = None
            self.changed.notify_all()


def test_one_kind(together):
    bathroom, inside = Bathroom(), []

    def use(kind):
        bathroom.enter(kind)
        inside.append(kind)
        assert len(set(inside)) == 1
        inside.remove(kind)
        bathroom.leave()

    together(lambda: use("a"), lambda: use("b"))
