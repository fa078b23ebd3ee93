"""A module-level counter with a module-level lock, bound by name at import."""
# expect: passed

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
    for thread in threads:
        thread.join()
    assert total == 4
