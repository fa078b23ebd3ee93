"""The thief reads the task, then takes it out."""
# expect: race

from collections import deque


def test_each_task_once(together):
    deques = [deque([1, 2]), deque()]
    done = []

    def work(me):
        while True:
            try:
                task = deques[me].pop()
            except IndexError:
                try:
                    task = deques[1 - me][0]
                    if deques[1 - me]:
                        deques[1 - me].popleft()
                except IndexError:
                    return
            done.append(task)

    together(lambda: work(0), lambda: work(1))
    assert sorted(done) == [1, 2]
