"""Both semaphores start open."""
# expect: race

from threading import Semaphore


def test_alternate(together):
    ping, pong, log = Semaphore(1), Semaphore(1), []

    def play(mine, other, word):
        for _ in range(2):
            mine.acquire()
            log.append(word)
            other.release()

    together(lambda: play(ping, pong, "ping"), lambda: play(pong, ping, "pong"))
    assert log == ["ping", "pong"] * 2
