"""Pools and executors of processes."""

import concurrent.futures
import multiprocessing as mp
import os
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor, as_completed


def _square(number):
    return number * number


def _fails(number):
    raise KeyError(number)


def _dies(_number):
    os._exit(1)


def _add(one, other):
    return one + other


def pool_maps():
    with mp.Pool(2) as pool:
        return pool.map(_square, range(5))


def pool_maps_in_order():
    with mp.Pool(2) as pool:
        return list(pool.imap(_square, range(4))), sorted(pool.imap_unordered(_square, range(4)))


def pool_applies():
    with mp.Pool(1) as pool:
        return pool.apply(_add, (1, 2)), pool.apply_async(_add, (3, 4)).get(), pool.starmap(_add, [(5, 6)])


def pool_raises():
    with mp.Pool(1) as pool:
        pool.map(_fails, [3])


def pool_is_closed():
    pool = mp.Pool(1)
    result = pool.apply_async(_square, (3,))
    pool.close()
    pool.join()
    return result.get()


def pool_takes_no_more():
    pool = mp.Pool(1)
    pool.close()
    try:
        pool.apply(_square, (1,))
    finally:
        pool.join()


def executor_maps():
    with ProcessPoolExecutor(2) as pool:
        return list(pool.map(_square, range(4)))


def executor_raises():
    with ProcessPoolExecutor(1) as pool:
        return type(pool.submit(_fails, 3).exception()).__name__


def executor_breaks():
    with ProcessPoolExecutor(1) as pool:
        try:
            pool.submit(_dies, 1).result()
        except BrokenExecutor:
            return "broken"


def executor_is_shut():
    pool = ProcessPoolExecutor(1)
    pool.shutdown()
    pool.submit(_square, 1)


def executor_cannot_pickle():
    with ProcessPoolExecutor(1) as pool:
        error = pool.submit(lambda: None).exception()
        return isinstance(error, AttributeError) or "ickl" in type(error).__name__


def executor_completes():
    with ProcessPoolExecutor(2) as pool:
        return sorted(one.result() for one in as_completed([pool.submit(_square, n) for n in range(3)]))


def executor_has_chunks():
    with ProcessPoolExecutor(1) as pool:
        return list(pool.map(_square, range(5), chunksize=2))


def function_of_os_is_called():
    with mp.Pool(1) as pool:
        return pool.apply(os.getpid) != os.getpid()


def broken_pool_by_its_whole_name():
    with concurrent.futures.ProcessPoolExecutor(1) as executor:
        try:
            return executor.submit(_dies, 1).result()
        except concurrent.futures.process.BrokenProcessPool:
            return "broken"
