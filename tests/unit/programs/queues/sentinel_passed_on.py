"""One sentinel for two workers: whoever gets it puts it back for the next."""
# expect: passed

import queue


def test_all_done(together):
    tasks = queue.Queue()
    for n in (1, 2):
        tasks.put(n)
    tasks.put(None)

    def work():
        done = []
        while (n := tasks.get()) is not None:
            done.append(n)
        tasks.put(None)
        return done

    first, second = together(work, work)
    assert sorted(first + second) == [1, 2]
