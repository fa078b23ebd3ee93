"""Work whose process dies is done again by another one."""
# expect: passed

from multiprocessing import Pipe, Process

import pytest


def work(end):
    end.send("done")


@pytest.mark.explore(bound=1, deaths=1)
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
