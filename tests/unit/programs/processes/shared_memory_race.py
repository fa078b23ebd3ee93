"""Two processes raise one byte of shared memory."""
# expect: race

from multiprocessing import Process
from multiprocessing.shared_memory import SharedMemory

import pytest


def work(name):
    block = SharedMemory(name=name)
    block.buf[0] += 1
    block.close()


@pytest.mark.explore(bound=1)
def test_no_update_is_lost():
    block = SharedMemory(create=True, size=8)
    workers = [Process(target=work, args=(block.name,)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    seen = block.buf[0]
    block.close()
    block.unlink()
    assert seen == 2
