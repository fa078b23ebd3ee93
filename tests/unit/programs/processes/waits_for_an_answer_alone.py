"""The parent waits for an answer, keeps the other end, and is not told of a death."""
# expect: deadlock

from multiprocessing import Pipe, Process

import pytest


def work(end):
    end.send("done")


@pytest.mark.explore(bound=2, deaths=1)
def test_every_death_is_noticed():
    ours, theirs = Pipe(duplex=False)
    worker = Process(target=work, args=(theirs,))
    worker.start()
    said = ours.recv()
    worker.join()
    theirs.close()
    assert said == "done"
