"""A spawned child never ends."""
# expect: timed_out in correctness

import multiprocessing


def _spin():
    while True:
        pass


def double(number):
    if number:
        child = multiprocessing.get_context("spawn").Process(target=_spin)
        child.start()
        child.join()
    return 2 * number
