"""The other is released before the word is written."""
# expect: race

from threading import Semaphore


def test_alternate(together):
    ping, pong, log = Semaphore(1), Semaphore(0), []

    def play(mine, other, word):
        for _ in range(2):
            mine.acquire()
            other.release()
            log.append(word)

    together(lambda: play(ping, pong, "ping"), lambda: play(pong, ping, "pong"))
    assert log == ["ping", "pong"] * 2
