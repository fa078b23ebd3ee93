"""A worker that dies is noticed by its end, not by an answer that never comes."""
# expect: passed

from multiprocessing import Pipe, Process
from multiprocessing.connection import wait

import pytest


def work(end):
    end.send("done")


@pytest.mark.explore(bound=2, deaths=1)
def test_every_death_is_noticed():
    ours, theirs = Pipe(duplex=False)
    worker = Process(target=work, args=(theirs,))
    worker.start()
    wait([ours, worker.sentinel])
    said = ours.recv() if ours.poll() else "died"
    worker.join()
    assert said == "done" or worker.exitcode == -9
    theirs.close()
