"""The locks are entered in the order in which they are named."""
# expect: deadlock

import threading
from contextlib import ExitStack


def test_both(together):
    locks = {name: threading.Lock() for name in "ab"}
    done = []

    def work(*names):
        with ExitStack() as stack:
            for name in names:
                stack.enter_context(locks[name])
            done.append(names)

    together(lambda: work("a", "b"), lambda: work("b", "a"))
    assert len(done) == 2
