"""The daemon may have run or not; both are provided for."""
# expect: passed

import threading

log = []


def test_either():
    threading.Thread(target=log.append, args=("tick",), daemon=True).start()
    assert len(log) <= 1
