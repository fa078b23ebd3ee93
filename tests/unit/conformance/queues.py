"""Queues between processes: order, bounds, ends, and what is still on its way."""

import multiprocessing as mp
import queue


def _puts(results, *what):
    for one in what:
        results.put(one)


def _doubles(tasks, results):
    while (task := tasks.get()) is not None:
        results.put(task * 2)


def _started(target, *args):
    child = mp.Process(target=target, args=args)
    child.start()
    return child


def puts_and_gets():
    results = mp.Queue()
    child = _started(_puts, results, 1, None, "x", [2])
    said = [results.get() for _ in range(4)]
    child.join()
    return said


def works_through_tasks():
    tasks, results = mp.Queue(), mp.Queue()
    child = _started(_doubles, tasks, results)
    for task in (1, 2, 3, None):
        tasks.put(task)
    said = [results.get() for _ in range(3)]
    child.join()
    return said, child.exitcode


def is_drained_before_join():
    results = mp.Queue()
    child = _started(_puts, results, b"x" * 1_000_000)
    size = len(results.get())
    child.join()
    return size


def small_is_joined_first():
    results = mp.Queue()
    child = _started(_puts, results, 1)
    child.join()
    return results.get(), child.exitcode


def gives_up_when_empty():
    mp.Queue().get(timeout=0.01)


def has_nothing_now():
    mp.Queue().get_nowait()


def is_bounded():
    tasks = mp.Queue(1)
    tasks.put(1)
    try:
        tasks.put(2, timeout=0.01)
    except queue.Full:
        return "full", tasks.full(), tasks.get()


def full_at_once():
    tasks = mp.Queue(1)
    tasks.put(1)
    try:
        tasks.put_nowait(2)
    finally:
        tasks.get()


def knows_its_size():
    tasks = mp.Queue()
    tasks.put(1)
    tasks.put(2)
    size = tasks.qsize()
    return size, tasks.get(), tasks.get(), tasks.qsize(), tasks.empty()


def is_closed():
    tasks = mp.Queue()
    tasks.close()
    tasks.put(1)


def thread_is_joined():
    tasks = mp.Queue()
    tasks.put(1)
    tasks.close()
    tasks.join_thread()
    return "joined"


def _cancels(results):
    results.cancel_join_thread()
    results.put(b"x" * 1_000_000)


def thread_is_not_joined():
    results = mp.Queue()
    child = _started(_cancels, results)
    child.join()
    return child.exitcode


def simple_queue():
    tasks, results = mp.SimpleQueue(), mp.SimpleQueue()
    child = _started(_doubles, tasks, results)
    for task in (1, 2, None):
        tasks.put(task)
    said = [results.get(), results.get()]
    child.join()
    return said, results.empty()


def _finishes(tasks):
    while tasks.get() is not None:
        tasks.task_done()
    tasks.task_done()


def joinable_queue():
    tasks = mp.JoinableQueue()
    child = _started(_finishes, tasks)
    for task in (1, 2, None):
        tasks.put(task)
    tasks.join()
    child.join()
    return child.exitcode


def too_many_are_done():
    tasks = mp.JoinableQueue()
    tasks.put(1)
    tasks.get()
    tasks.task_done()
    tasks.task_done()


def two_workers_share_tasks():
    tasks, results = mp.Queue(), mp.Queue()
    crew = [_started(_doubles, tasks, results) for _ in range(2)]
    for task in (1, 2, 3, None, None):
        tasks.put(task)
    said = sorted(results.get() for _ in range(3))
    for child in crew:
        child.join()
    return said


def cannot_travel_by_queue():
    tasks = mp.Queue()
    tasks.put(mp.Queue())
    return type(tasks.get(timeout=0.2)).__name__


def is_joined_before_drained():
    """Hangs."""
    results = mp.Queue()
    child = _started(_puts, results, b"x" * 1_000_000)
    child.join()
    return len(results.get())
