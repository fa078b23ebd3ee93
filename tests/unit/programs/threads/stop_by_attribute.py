"""A plain attribute as the stop flag: written once, polled with a sleep between looks."""
# expect: passed

import threading
import time


class Worker(threading.Thread):
    stopped = False

    def run(self):
        while not self.stopped:
            time.sleep(0.1)


def test_ends():
    worker = Worker()
    worker.start()
    worker.stopped = True
    worker.join()
    assert not worker.is_alive()
