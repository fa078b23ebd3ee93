"""`zero` starts with two permits."""
# expect: race

import threading


def test_0102(together):
    out = []
    zero, odd, even = threading.Semaphore(2), threading.Semaphore(0), threading.Semaphore(0)

    def zeros():
        for number in (1, 2):
            zero.acquire()
            out.append(0)
            (odd if number % 2 else even).release()

    def numbers(mine, number):
        mine.acquire()
        out.append(number)
        zero.release()

    together(zeros, lambda: numbers(odd, 1), lambda: numbers(even, 2))
    assert out == [0, 1, 0, 2]
