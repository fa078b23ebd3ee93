"""Two conditions over one lock: each kind of waiter is woken by its own."""
# expect: passed

import threading

lock = threading.Lock()
ping, pong = threading.Condition(lock), threading.Condition(lock)
turn, log = "ping", []


def play(mine, other, me, you):
    global turn
    for _ in range(2):
        with lock:
            while turn != me:
                mine.wait()
            log.append(me)
            turn = you
            other.notify()


def test_in_turn(together):
    together(lambda: play(ping, pong, "ping", "pong"), lambda: play(pong, ping, "pong", "ping"))
    assert log == ["ping", "pong"] * 2
