"""Waiters remember the generation, so that none takes a wake-up for the round before."""
# expect: passed

import threading

changed, generation = threading.Condition(), 0


def wait_next():
    with changed:
        mine = generation
        ended = changed.wait_for(lambda: generation != mine, timeout=1)
        return ended == (generation != mine)


def advance():
    global generation
    with changed:
        generation += 1
        changed.notify_all()


def test_true_of_each(together):
    assert together(wait_next, advance)[0]
