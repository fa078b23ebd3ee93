"""A daemon that was started is taken not to have run yet."""
# expect: race

import threading

log = []


def test_either():
    threading.Thread(target=lambda: log.append("tick"), daemon=True).start()
    assert log == []
