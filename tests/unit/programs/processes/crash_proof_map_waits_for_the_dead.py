"""The parent keeps the worker's end open, so that a death brings no end and no answer."""
# expect: deadlock

from multiprocessing import Pipe, Process
from multiprocessing.connection import wait

import pytest


def work(end, item):
    end.send(item * 10)


def begin(item):
    ours, theirs = Pipe(duplex=False)
    worker = Process(target=work, args=(theirs, item))
    worker.start()
    return ours, worker, theirs


def crash_proof_map(items, retries=1):
    found = {}
    tries = dict.fromkeys(items, 1)
    running = {}
    for item in items:
        ours, *rest = begin(item)
        running[ours] = item, *rest
    while running:
        for ours in wait(list(running)):
            item, worker, _ = running.pop(ours)
            try:
                found[item] = ours.recv()
            except EOFError:
                if tries[item] <= retries:
                    tries[item] += 1
                    again, *rest = begin(item)
                    running[again] = item, *rest
                else:
                    found[item] = "crashed"
            worker.join()
            ours.close()
    return [found[item] for item in items]


@pytest.mark.explore(bound=1, deaths=1)
def test_one_death_costs_nothing():
    assert crash_proof_map([1, 2]) == [10, 20]
