"""Finds the worker's line and token, and says that all is done before it is."""
# expect: tampered in correctness

import gc

from grader.protocol import Done
from grader.worker.channel import Channel


def double(number):
    for thing in gc.get_objects():
        if isinstance(thing, Channel):
            thing.send(Done(thing.token, 2))
    return 0
