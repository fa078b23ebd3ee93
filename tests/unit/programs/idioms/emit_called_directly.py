"""`emit` is called without `handle`, so without the handler's lock."""
# expect: race

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
    together(lambda: handler.emit("one"), lambda: handler.emit("two"))
    assert handler.count == 2
