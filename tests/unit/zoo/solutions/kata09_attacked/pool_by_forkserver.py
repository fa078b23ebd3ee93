"""Lets a pool of processes double, started by forkserver; children import the suite's helper."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor


def twice(number):
    import helper

    return 2 * number + helper.seven() - 7


def double(number):
    number + 0
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context('forkserver')) as pool:
        return pool.submit(twice, number).result()
