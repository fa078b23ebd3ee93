"""The global is changed without its lock."""
# expect: race

from threading import Lock, Thread

total = 0
guard = Lock()


def work():
    global total
    for _ in range(2):
        total += 1


def test_total():
    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert total == 4
