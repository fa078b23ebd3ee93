"""The count is never set back, so the second round waits for nobody."""
# expect: race

import threading


class Barrier:
    def __init__(self, parties):
        self.parties, self.waiting, self.generation = parties, 0, 0
        self.condition = threading.Condition()

    def wait(self):
        with self.condition:
            mine = self.generation
            self.waiting += 1
            if self.waiting >= self.parties:
                self.generation += 1
                self.condition.notify_all()
            while mine == self.generation:
                self.condition.wait()


def test_in_step(together):
    barrier, rounds = Barrier(2), [0, 0]

    def walk(me):
        for number in (1, 2):
            rounds[me] = number
            barrier.wait()
            assert rounds[1 - me] >= number


    together(lambda: walk(0), lambda: walk(1))
