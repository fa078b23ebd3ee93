"""A filter of the logger counts, and runs under no lock."""
# expect: race

import logging


class Counting(logging.Handler):
    def __init__(self):
        super().__init__()
        self.count = 0

    def emit(self, record):
        pass

    def seen(self, record):
        self.count += 1
        return True


def test_counted(together):
    handler = Counting()
    logger = logging.Logger("test")
    logger.addHandler(handler)
    logger.addFilter(handler.seen)
    together(lambda: logger.warning("one"), lambda: logger.warning("two"))
    assert handler.count == 2
