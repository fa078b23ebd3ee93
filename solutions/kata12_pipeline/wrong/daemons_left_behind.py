"""A failure goes straight to the caller, and the threads are daemons: they stay where they were blocked."""
# expect: leaked in correctness

from queue import Empty, Queue
from threading import Thread

_END = object()


def run_pipeline(items, stages, capacity):
    """Send each of ``items`` through all ``stages``, which work at the same time; the results in order."""
    if capacity < 1:
        raise ValueError("capacity must be at least 1")
    queues = [Queue(capacity) for _ in range(len(stages) + 1)]
    errors = []

    def feed():
        try:
            for item in items:
                queues[0].put(item)
                if errors:
                    break
        except BaseException as error:
            errors.append(error)
        queues[0].put(_END)

    def work(stage, inbox, outbox):
        try:
            while (item := inbox.get()) is not _END:
                outbox.put(stage(item))
            outbox.put(_END)
        except BaseException as error:
            errors.append(error)

    threads = [Thread(target=feed, daemon=True)]
    for number, stage in enumerate(stages):
        threads.append(Thread(target=work, args=(stage, queues[number], queues[number + 1]), daemon=True))
    for thread in threads:
        thread.start()
    results = []
    while not errors:
        try:
            result = queues[-1].get(timeout=0.01)
        except Empty:
            continue
        if result is _END:
            break
        results.append(result)
    if errors:
        raise errors[0]
    return results
