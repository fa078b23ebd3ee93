"""The result is read before the join, which makes no difference with the GIL here."""
# expect: race

import threading

import pytest


class Task(threading.Thread):
    number = 0

    def run(self):
        self.number = 1


@pytest.mark.explore(free_threaded=True)
def test_next():
    task = Task()
    task.start()
    early = task.number
    task.join()
    assert early in {0, 1}
