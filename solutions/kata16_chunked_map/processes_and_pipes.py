"""Processes made by hand, a pipe to each: whoever has answered is sent the next chunk."""

import multiprocessing
from collections.abc import Callable, Iterable
from multiprocessing.connection import Connection, wait
from typing import Any


def serve(fn: Callable[[Any], Any], line: Connection) -> None:
    """Answer each chunk with what came out, until the line is closed; runs in a worker."""
    while True:
        try:
            number, chunk = line.recv()
        except EOFError:
            return
        done: list[Any] = []
        error = None
        try:
            for item in chunk:
                done.append(fn(item))  # noqa: PERF401  what was done before an exception stays in the list
        except Exception as raised:  # noqa: BLE001  whatever it is, it is the caller's
            error = raised
        line.send((number, done, error))


def parallel_map[T, R](fn: Callable[[T], R], items: Iterable[T], workers: int) -> list[R]:
    """``fn`` of each of ``items``, in their order, computed by ``workers`` processes."""
    items = list(items)
    size = max(1, min(2_000, len(items) // (workers * 10)))
    chunks = list(enumerate(items[i : i + size] for i in range(0, len(items), size)))
    waiting = iter(chunks)
    answers: dict[int, tuple[list[R], Exception | None]] = {}
    lines, children = [], []
    context = multiprocessing.get_context("spawn")  # inherits nothing, so no worker holds another's end
    for _ in range(min(workers, len(chunks))):
        mine, theirs = context.Pipe()
        child = context.Process(target=serve, args=(fn, theirs))
        child.start()
        theirs.close()
        mine.send(next(waiting))
        lines.append(mine)
        children.append(child)
    while len(answers) < len(chunks):
        for line in wait(lines):
            if isinstance(line, Connection):  # and no handle or socket, as wait() could give, too
                number, done, error = line.recv()
                answers[number] = done, error
                following = next(waiting, None)
                if following is not None:
                    line.send(following)
    for line, child in zip(lines, children, strict=True):
        line.close()
        child.join()
    found: list[R] = []
    for number, _ in chunks:
        done, error = answers[number]
        if error is not None:
            raise error
        found += done
    return found
