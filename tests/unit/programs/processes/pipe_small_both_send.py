"""Both ends send first, and what they send fits."""
# expect: passed

from multiprocessing import Pipe, Process

import pytest


def work(end):
    end.send("x")
    end.recv()


@pytest.mark.explore(bound=1)
def test_both_arrive():
    ours, theirs = Pipe()
    child = Process(target=work, args=(theirs,))
    child.start()
    theirs.close()
    ours.send("y")
    assert ours.recv() == "x"
    child.join()
