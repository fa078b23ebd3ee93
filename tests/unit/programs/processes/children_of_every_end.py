"""Exit codes tell how a child ended."""
# expect: passed

import multiprocessing as mp

import pytest


def leaves():
    raise SystemExit(3)


def fails():
    raise ValueError("no")


@pytest.mark.explore(bound=1)
def test_exit_codes():
    seen = []
    for target in (leaves, fails):
        child = mp.Process(target=target)
        child.start()
        child.join()
        seen.append(child.exitcode)
    assert seen == [3, 1]
