"""Two oxygens take one hydrogen each and both wait for the second."""
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
        self.hydrogen.acquire()
        self.hydrogen.acquire()
        self.log.append("H2O")
        self.bonded.release(2)


def test_one_molecule(together):
    water = Water()
    together(water.o, water.o, *[lambda: [water.h(), water.h()]] * 2)
    assert water.log == ["H2O"] * 2
