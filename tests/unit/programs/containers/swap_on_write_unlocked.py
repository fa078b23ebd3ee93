"""The list is replaced without the lock."""
# expect: race

import threading

listeners = []
lock = threading.Lock()


def subscribe(name):
    global listeners
    listeners = [*listeners, name]


def notify():
    return [name for name in listeners]


def test_all_subscribed(together):
    *_, seen = together(lambda: subscribe("a"), lambda: subscribe("b"), notify)
    assert sorted(listeners) == ["a", "b"]
    assert set(seen) <= {"a", "b"}
