"""The parent keeps the child's end, and waits for an answer of the dead."""
# expect: deadlock

import threading
from multiprocessing import Pipe, Process

import pytest


def serve(end):
    while True:
        try:
            asked = end.recv()
        except EOFError:
            return
        end.send(asked * 10)


class Service:
    def __init__(self):
        self.end, theirs = Pipe()
        self.lock = threading.Lock()
        self.child = Process(target=serve, args=(theirs,))
        self.child.start()
        self.theirs = theirs

    def call(self, asked):
        with self.lock:
            try:
                self.end.send(asked)
                return self.end.recv()
            except (EOFError, OSError):
                raise ConnectionError("the service is gone") from None

    def close(self):
        self.end.close()
        self.child.join()


@pytest.mark.explore(bound=1, deaths=1)
def test_answers_or_is_gone(together):
    service = Service()

    def ask(number):
        try:
            return service.call(number)
        except ConnectionError:
            return "gone"

    first, second = together(lambda: ask(1), lambda: ask(2))
    service.close()
    assert first in (10, "gone")
    assert second in (20, "gone")
