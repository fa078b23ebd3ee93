"""The start method is set to fork: the worker of a pool finds what its parent put into a global list."""
# expect: passed

import multiprocessing

given = []


def work(at):
    return given[at] * 2


def run():
    multiprocessing.set_start_method("fork", force=True)
    given.extend([3, 4])
    child_end, parent_end = multiprocessing.Pipe()
    child = multiprocessing.Process(target=lambda: child_end.send(work(1)))
    child.start()
    got = parent_end.recv()
    child.join()
    return got


def test_it():
    assert run() == 8
