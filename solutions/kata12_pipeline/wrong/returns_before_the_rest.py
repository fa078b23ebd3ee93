"""The failure reaches the caller at once; the stages that are at work finish when they like."""
# expect: race | wrong in schedules

from queue import Empty, Queue
from threading import Thread

_END = object()


def run_pipeline(items, stages, capacity):
    """Send each of ``items`` through all ``stages``, which work at the same time; the results in order."""
    if capacity < 1:
        raise ValueError("capacity must be at least 1")
    queues = [Queue(capacity) for _ in stages] + [Queue()]
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
        while (item := inbox.get()) is not _END:
            if not errors:
                try:
                    outbox.put(stage(item))
                except BaseException as error:
                    errors.append(error)
        outbox.put(_END)

    threads = [Thread(target=feed)]
    for number, stage in enumerate(stages):
        threads.append(Thread(target=work, args=(stage, queues[number], queues[number + 1])))
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
    if not errors:
        for thread in threads:
            thread.join()
    if errors:
        raise errors[0]
    return results
