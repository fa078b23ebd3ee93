"""The parent closes its copy of the child's end, and sees the child's death."""
# expect: passed

from multiprocessing import Pipe, Process

import pytest


def work(end):
    end.send(end.recv() + 1)


@pytest.mark.explore(bound=2, deaths=1)
def test_answer_or_end():
    ours, theirs = Pipe()
    child = Process(target=work, args=(theirs,))
    child.start()
    theirs.close()
    try:
        ours.send(1)
        assert ours.recv() == 2
    except (EOFError, BrokenPipeError):
        pass
    child.join()
