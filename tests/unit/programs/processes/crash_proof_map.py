"""A process per item; who dies with its item is replaced, whenever it happens."""
# expect: passed

from multiprocessing import Pipe, Process
from multiprocessing.connection import wait

import pytest


def work(end, item):
    end.send(item * 10)


def begin(item):
    ours, theirs = Pipe(duplex=False)
    worker = Process(target=work, args=(theirs, item))
    worker.start()
    theirs.close()
    return ours, worker


def crash_proof_map(items, retries=1):
    found = {}
    tries = dict.fromkeys(items, 1)
    running = {}
    for item in items:
        ours, worker = begin(item)
        running[ours] = item, worker
    while running:
        for ours in wait(list(running)):
            item, worker = running.pop(ours)
            try:
                found[item] = ours.recv()
            except EOFError:
                if tries[item] <= retries:
                    tries[item] += 1
                    again, other = begin(item)
                    running[again] = item, other
                else:
                    found[item] = "crashed"
            worker.join()
            ours.close()
    return [found[item] for item in items]


@pytest.mark.explore(bound=1, deaths=1)
def test_one_death_costs_nothing():
    assert crash_proof_map([1, 2]) == [10, 20]
