"""Two threads drain a deque with `popleft` and `IndexError`."""
# expect: passed

from collections import deque

tasks = deque([1, 2, 3])


def drain():
    done = []
    while True:
        try:
            done.append(tasks.popleft())
        except IndexError:
            return done


def test_all_once(together):
    first, second = together(drain, drain)
    assert sorted(first + second) == [1, 2, 3]
