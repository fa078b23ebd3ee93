"""A thread started by a daemon is a daemon too, and holds nobody up."""
# expect: passed

import threading

never = threading.Event()


def outer():
    threading.Thread(target=never.wait).start()
    never.wait()


def test_ends():
    threading.Thread(target=outer, daemon=True).start()
