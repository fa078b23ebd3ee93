"""`if not logger.handlers: addHandler` lets both threads add one."""
# expect: race

import logging


def setup(logger):
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())


def test_one_handler(together):
    logger = logging.Logger("work")
    together(lambda: setup(logger), lambda: setup(logger))
    assert len(logger.handlers) == 1
