"""Right, by a pool of spawned processes and by threads that are gone in time."""

import concurrent.futures
import multiprocessing


def _twice(number):
    return 2 * number


def double(number):
    context = multiprocessing.get_context("forkserver")
    with concurrent.futures.ProcessPoolExecutor(1, mp_context=context) as pool:
        there = pool.submit(_twice, number).result()
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        return pool.submit(lambda: there).result()
