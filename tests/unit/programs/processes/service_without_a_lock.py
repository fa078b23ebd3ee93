"""Two threads ask one child over one pipe, and get each other's answers."""
# expect: race

import threading
from multiprocessing import Pipe, Process

import pytest


def serve(end):
    while (asked := end.recv()) is not None:
        end.send(asked * 10)


@pytest.mark.explore(bound=1)
def test_own_answers(together):
    ours, theirs = Pipe()
    child = Process(target=serve, args=(theirs,))
    child.start()
    theirs.close()

    def ask(number):
        ours.send(number)
        return ours.recv()

    answers = together(lambda: ask(1), lambda: ask(2))
    ours.send(None)
    child.join()
    assert answers == [10, 20]
