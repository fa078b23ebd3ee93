"""A value written before a thread starts, and read after it was joined, needs no lock."""
# expect: passed

import threading


def test_start_and_join_order():
    box = {"in": 1}

    def work():
        box["out"] = box["in"] + 1

    box["in"] = 2
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    box["in"] = 0
    assert box == {"in": 0, "out": 3}
