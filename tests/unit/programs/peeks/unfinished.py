"""`unfinished_tasks` is counted up by hand without the mutex."""
# expect: race

import queue

tasks = queue.Queue()


def cheat():
    tasks.unfinished_tasks += 1


def test_counted(together):
    together(cheat, cheat)
    assert tasks.unfinished_tasks == 2
