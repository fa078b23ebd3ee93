"""The total is read while a thread may still be at work."""
# expect: race

from threading import Lock, Thread

total = 0
guard = Lock()


def work():
    global total
    for _ in range(2):
        with guard:
            total += 1


def test_total():
    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    threads[0].join()
    assert total == 4
