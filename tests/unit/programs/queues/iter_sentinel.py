"""`for task in iter(tasks.get, None)` in two workers, a `None` for each."""
# expect: passed

import queue


def test_all_done(together):
    tasks, done = queue.Queue(), []
    for n in (1, 2, None, None):
        tasks.put(n)

    def work():
        for task in iter(tasks.get, None):
            done.append(task)

    together(work, work)
    assert sorted(done) == [1, 2]
