"""Both ends send more than the pipe holds before either receives."""
# expect: deadlock

from multiprocessing import Pipe, Process

import pytest


def work(end):
    end.send("x" * 1_000_000)
    end.recv()


@pytest.mark.explore(bound=1)
def test_both_arrive():
    ours, theirs = Pipe()
    child = Process(target=work, args=(theirs,))
    child.start()
    theirs.close()
    ours.send("y" * 1_000_000)
    assert len(ours.recv()) == 1_000_000
    child.join()
