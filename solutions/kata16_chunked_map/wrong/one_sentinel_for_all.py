"""One sentinel for all workers: whoever takes it ends, and the others wait for ever."""

# expect: deadlock in correctness

from multiprocessing import Process, Queue


def work(fn, tasks, answers):
    """Take chunks until there is none; runs in a worker."""
    for start, chunk in iter(tasks.get, None):
        results = []
        try:
            for item in chunk:
                results.append(fn(item))
        except Exception as error:
            answers.put((start, results, error))
        else:
            answers.put((start, results, None))


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
    tasks.put(None)
    found = sorted((answers.get() for _ in starts), key=lambda answer: answer[0])
    for child in children:
        child.join()
    for _, _, error in found:
        if error is not None:
            raise error
    return [result for _, results, _ in found for result in results]
