"""An exception ends the worker, and its answer is waited for in vain."""

# expect: deadlock in correctness

from multiprocessing import Process, Queue


def work(fn, tasks, answers):
    """Take chunks until there is none."""
    for start, chunk in iter(tasks.get, None):
        answers.put((start, [fn(item) for item in chunk]))


def parallel_map(fn, items, workers):
    """``fn`` of each of ``items``, in their order."""
    items, tasks, answers = list(items), Queue(), Queue()
    size = max(1, len(items) // (workers * 16))
    starts = range(0, len(items), size)
    children = [Process(target=work, args=(fn, tasks, answers)) for _ in range(workers)]
    for child in children:
        child.start()
    for start in starts:
        tasks.put((start, items[start : start + size]))
    for _ in children:
        tasks.put(None)
    found = sorted((answers.get() for _ in starts), key=lambda answer: answer[0])
    for child in children:
        child.join()
    return [result for _, results in found for result in results]
