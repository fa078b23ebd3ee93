"""The light is read before the lock is taken."""
# expect: race

import threading


class Light:
    def __init__(self):
        self.green = "north"
        self.lock = threading.Lock()
        self.crossing = []

    def arrive(self, road):
        stop = self.green != road
        with self.lock:
            if stop:
                self.green = road
            self.crossing.append(road)
            assert self.green == road
            self.crossing.remove(road)


def test_no_crash(together):
    light = Light()
    together(lambda: light.arrive("north"), lambda: light.arrive("east"))
    assert light.crossing == []
