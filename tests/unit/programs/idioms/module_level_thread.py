"""A thread started while the module is imported."""
# expect: passed

import threading

box = []
done = threading.Event()


def work():
    box.append(1)
    done.set()


threading.Thread(target=work).start()


def test_it():
    done.wait()
    assert box == [1]
