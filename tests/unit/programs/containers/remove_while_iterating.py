"""A listener is removed while another thread goes through the list."""
# expect: race

import threading

listeners = ["b"]
lock = threading.Lock()


def subscribe(name):
    global listeners
    with lock:
        if name in listeners:
            listeners.remove(name)
        else:
            listeners.insert(0, name)


def notify():
    return [listeners.index(name) for name in listeners]


def test_all_subscribed(together):
    *_, seen = together(lambda: subscribe("a"), lambda: subscribe("b"), notify)
    assert seen in ([0], [], [0, 1])
