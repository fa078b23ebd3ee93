"""A process for every item, all at the same time."""

# expect: slow in correctness

from multiprocessing import Pipe, Process


def run(fn, item, line):
    """Apply ``fn`` in a process of its own."""
    try:
        line.send((fn(item), None))
    except Exception as error:
        line.send((None, error))


def parallel_map(fn, items, workers):
    """``fn`` of each of ``items``."""
    children, lines, found = [], [], []
    for item in list(items):
        mine, theirs = Pipe()
        children.append(Process(target=run, args=(fn, item, theirs)))
        children[-1].start()
        lines.append(mine)
    for child, line in zip(children, lines):
        found.append(line.recv())
        child.join()
    for _, error in found:
        if error is not None:
            raise error
    return [result for result, _ in found]
