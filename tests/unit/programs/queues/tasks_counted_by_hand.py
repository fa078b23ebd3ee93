"""The unfinished tasks of a queue are counted by hand."""
# expect: race

import queue


def test_both(together):
    tasks = queue.Queue()

    def work():
        tasks.unfinished_tasks += 1

    together(work, work)
    assert tasks.unfinished_tasks == 2
