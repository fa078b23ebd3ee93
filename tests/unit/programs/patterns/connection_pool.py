"""A semaphore counts the connections, a deque keeps the idle ones."""
# expect: passed

import threading
from collections import deque
from contextlib import contextmanager


class Pool:
    def __init__(self, size):
        self.room, self.idle, self.made = threading.BoundedSemaphore(size), deque(), []

    @contextmanager
    def connection(self):
        with self.room:
            try:
                connection = self.idle.pop()
            except IndexError:
                connection = object()
                self.made.append(connection)
            try:
                yield connection
            finally:
                self.idle.append(connection)


def test_one_made(together):
    pool = Pool(1)

    def use():
        with pool.connection() as connection:
            return connection

    first, second = together(use, use)
    assert first is second
    assert len(pool.made) == 1
