"""A fast hydrogen comes again and takes the bond that was meant for another."""
# expect: deadlock

import threading


class Water:
    def __init__(self):
        self.hydrogen = threading.Semaphore(0)
        self.bonded = threading.Semaphore(0)
        self.mutex = threading.Lock()
        self.log = []

    def h(self):
        self.hydrogen.release()
        self.bonded.acquire()

    def o(self):
        with self.mutex:
            self.hydrogen.acquire()
            self.hydrogen.acquire()
        self.log.append("H2O")
        self.bonded.release(2)


def test_one_molecule(together):
    water = Water()
    together(water.o, water.o, *[lambda: [water.h(), water.h()]] * 2)
    assert water.log == ["H2O"] * 2
