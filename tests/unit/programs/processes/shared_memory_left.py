"""A block of shared memory that nobody unlinks."""
# expect: leaked

from multiprocessing import Process
from multiprocessing.shared_memory import SharedMemory

import pytest


def work(name):
    block = SharedMemory(name=name)
    block.buf[0] = 7
    block.close()


@pytest.mark.explore(bound=1)
def test_the_byte_arrives():
    block = SharedMemory(create=True, size=8)
    worker = Process(target=work, args=(block.name,))
    worker.start()
    worker.join()
    seen = block.buf[0]
    block.close()
    assert seen == 7
