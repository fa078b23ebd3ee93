"""The free place is popped from a set; who finds none makes one under a lock."""
# expect: passed

import threading

places, lock, made = {1}, threading.Lock(), []


def take():
    for _ in places.copy():
        try:
            return places.pop()
        except KeyError:
            break
    else:
        pass
    with lock:
        made.append(1)
        return 1 + len(made)


def test_places_differ(together):
    assert sorted(together(take, take)) == [1, 2]
