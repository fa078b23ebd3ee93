"""A snapshot of a queue's items is taken under the queue's own `mutex`."""
# expect: passed

import queue

tasks = queue.Queue()


def put_two():
    with tasks.mutex:
        tasks.queue.append(1)
        tasks.queue.append(2)
        tasks.not_empty.notify(2)


def look():
    with tasks.mutex:
        return list(tasks.queue)


def test_whole(together):
    assert together(put_two, look)[1] in ([], [1, 2])
