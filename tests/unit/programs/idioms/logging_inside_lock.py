"""A handler takes a lock that another holds while it logs."""
# expect: deadlock

import logging
import threading

LOCK = threading.Lock()


class Counting(logging.Handler):
    def __init__(self):
        super().__init__()
        self.count = 0

    def emit(self, record):
        with LOCK:
            self.count += 1


def test_counted(together):
    handler = Counting()
    logger = logging.Logger("test")
    logger.addHandler(handler)
    def locked():
        with LOCK:
            logger.warning("two")

    together(lambda: logger.warning("one"), locked)
    assert handler.count == 2
