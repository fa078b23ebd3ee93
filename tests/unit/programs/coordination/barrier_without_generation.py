"""No generation: a fast thread laps the slow one."""
# expect: race | deadlock

import threading


class Barrier:
    def __init__(self, parties):
        self.parties, self.waiting, self.generation = parties, 0, 0
        self.condition = threading.Condition()

    def wait(self):
        with self.condition:
            mine = self.generation
            self.waiting += 1
            if self.waiting == self.parties:
                self.waiting = 0
                self.generation += 1
                self.condition.notify_all()
            while 0 < self.waiting < self.parties:
                self.condition.wait()


def test_in_step(together):
    barrier, rounds = Barrier(2), [0, 0]

    def walk(me):
        for number in (1, 2):
            rounds[me] = number
            barrier.wait()
            assert rounds[1 - me] >= number
            barrier.wait()

    together(lambda: walk(0), lambda: walk(1))
