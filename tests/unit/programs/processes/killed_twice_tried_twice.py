"""Two deaths are one more than is allowed for."""
# expect: race

from multiprocessing import Pipe, Process

import pytest


def work(end):
    end.send("done")


@pytest.mark.explore(bound=2, deaths=2)
def test_done_in_the_end():
    for _ in range(2):
        ours, theirs = Pipe(duplex=False)
        worker = Process(target=work, args=(theirs,))
        worker.start()
        theirs.close()
        try:
            said = ours.recv()
        except EOFError:
            said = "died"
        worker.join()
        ours.close()
        if said == "done":
            break
    assert said == "done"
