"""A thread ends when its stop event is set."""
# expect: passed

from threading import Event, Thread


class Ticker(Thread):
    def __init__(self):
        super().__init__()
        self.stopped = Event()
        self.ticks = 0

    def run(self):
        while not self.stopped.wait(1):
            self.ticks += 1

    def stop(self):
        self.stopped.set()
        self.join()


def test_stops():
    ticker = Ticker()
    ticker.start()
    ticker.stop()
    assert not ticker.is_alive()
    assert ticker.ticks >= 0
