"""What is written before start is seen by the thread, and what it wrote after join."""
# expect: passed

import threading

import pytest


class Task(threading.Thread):
    def __init__(self, number):
        super().__init__()
        self.number = number

    def run(self):
        self.number += 1


@pytest.mark.explore(free_threaded=True)
def test_next():
    tasks = [Task(number) for number in range(2)]
    for task in tasks:
        task.number *= 10
        task.start()
    for task in tasks:
        task.join()
    assert [task.number for task in tasks] == [1, 11]
