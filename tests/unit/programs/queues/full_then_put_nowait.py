"""`full` says no, and `put_nowait` raises."""
# expect: race

import queue


def test_last_one(together):
    tasks = queue.Queue(1)

    def take():
        if not tasks.full():
            tasks.put_nowait("mine")

    def put():
        take()

    together(take, put)
    assert tasks.qsize() == 1
