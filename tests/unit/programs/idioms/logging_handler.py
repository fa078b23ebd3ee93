"""A logging handler counts: `handle` calls `emit` under the handler's lock."""
# expect: passed

import logging


class Counting(logging.Handler):
    def __init__(self):
        super().__init__()
        self.count = 0

    def emit(self, record):
        self.count += 1


def test_counted(together):
    handler = Counting()
    logger = logging.Logger("test")
    logger.addHandler(handler)
    together(lambda: logger.warning("one"), lambda: logger.warning("two"))
    assert handler.count == 2
