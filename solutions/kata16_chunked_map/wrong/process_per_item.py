"""A process for every item: starting it costs a hundred times what it does."""

# expect: slow in benchmark

from multiprocessing import Process, SimpleQueue


def run(fn, number, item, answers):
    """Apply ``fn`` in a process of its own."""
    try:
        answers.put((number, fn(item), None))
    except Exception as error:
        answers.put((number, None, error))


def parallel_map(fn, items, workers):
    """``fn`` of each of ``items``, at most ``workers`` processes at a time."""
    items, found, running, answers = list(items), {}, {}, SimpleQueue()
    waiting = iter(enumerate(items))
    while len(found) < len(items):
        while len(running) < workers and (following := next(waiting, None)):
            running[following[0]] = Process(target=run, args=(fn, *following, answers))
            running[following[0]].start()
        number, result, error = answers.get()
        running.pop(number).join()
        found[number] = result, error
    answers.close()
    for number in range(len(items)):
        if found[number][1] is not None:
            raise found[number][1]
    return [found[number][0] for number in range(len(items))]
