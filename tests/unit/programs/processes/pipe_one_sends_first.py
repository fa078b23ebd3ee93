"""One end sends, the other receives, and then the other way."""
# expect: passed

from multiprocessing import Pipe, Process

import pytest


def work(end):
    end.recv()
    end.send("x" * 1_000_000)


@pytest.mark.explore(bound=1)
def test_both_arrive():
    ours, theirs = Pipe()
    child = Process(target=work, args=(theirs,))
    child.start()
    theirs.close()
    ours.send("y" * 1_000_000)
    assert len(ours.recv()) == 1_000_000
    child.join()
