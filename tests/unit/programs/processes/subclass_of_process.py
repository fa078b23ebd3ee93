"""A process as a class of one's own, which sends what it found."""
# expect: passed

import multiprocessing as mp

import pytest


class Worker(mp.Process):
    def __init__(self, results):
        super().__init__()
        self.results = results

    def run(self):
        self.results.put(self.name)


@pytest.mark.explore(bound=1)
def test_the_name_arrives():
    results = mp.SimpleQueue()
    worker = Worker(results)
    worker.start()
    found = results.get()
    worker.join()
    assert found == "Worker-1"
