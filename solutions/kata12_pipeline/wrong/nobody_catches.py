"""What a stage raises ends its thread, with a traceback on the screen; the caller waits."""
# expect: deadlock in correctness

from queue import Queue
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
        while (item := inbox.get()) is not _END:
            outbox.put(stage(item))
        outbox.put(_END)

    threads = [Thread(target=feed)]
    for number, stage in enumerate(stages):
        threads.append(Thread(target=work, args=(stage, queues[number], queues[number + 1])))
    for thread in threads:
        thread.start()
    results = []
    while (result := queues[-1].get()) is not _END:
        results.append(result)
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return results
