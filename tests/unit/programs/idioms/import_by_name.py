"""The module is imported by its name as text."""
# expect: passed

import importlib

threading = importlib.import_module("threading")
lock, count = __import__("threading").Lock(), 0


def add():
    global count
    with lock:
        count += 1


def test_counted():
    threads = [threading.Thread(target=add) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count == 2
