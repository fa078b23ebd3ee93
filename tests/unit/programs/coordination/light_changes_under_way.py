"""The car crosses after it gave the lock back."""
# expect: race

import threading


class Light:
    def __init__(self):
        self.green = "north"
        self.lock = threading.Lock()
        self.crossing = []

    def arrive(self, road):
        with self.lock:
            if self.green != road:
                self.green = road
        self.crossing.append(road)
        assert self.green == road
        self.crossing.remove(road)


def test_no_crash(together):
    light = Light()
    together(lambda: light.arrive("north"), lambda: light.arrive("east"))
    assert light.crossing == []
