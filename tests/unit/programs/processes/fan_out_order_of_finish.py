"""Results come in the order in which workers finish."""
# expect: race

from multiprocessing import Process, Queue

import pytest


def work(tasks, results):
    while (task := tasks.get()) is not None:
        index, item = task
        results.put((index, item * 10))


def fan_out(items, workers):
    tasks, results = Queue(), Queue()
    crew = [Process(target=work, args=(tasks, results)) for _ in range(workers)]
    for one in crew:
        one.start()
    for task in enumerate(items):
        tasks.put(task)
    for _ in crew:
        tasks.put(None)
    found = [results.get()[1] for _ in items]
    for one in crew:
        one.join()
    return found


@pytest.mark.explore(bound=1)
def test_in_order():
    assert fan_out([1, 2], 2) == [10, 20]
