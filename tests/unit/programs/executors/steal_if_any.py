"""The owner asks whether there is a task, then takes it."""
# expect: race

from collections import deque


def test_each_task_once(together):
    deques = [deque([1, 2]), deque()]
    done = []

    def work(me):
        while True:
            if deques[me]:
                task = deques[me].pop()
            else:
                try:
                    task = deques[1 - me].popleft()
                except IndexError:
                    return
            done.append(task)

    together(lambda: work(0), lambda: work(1))
    assert sorted(done) == [1, 2]
