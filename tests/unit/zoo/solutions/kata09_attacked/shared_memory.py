"""Uses a block of shared memory and a named semaphore."""

import multiprocessing
from multiprocessing import shared_memory


def double(number):
    number + 0
    with multiprocessing.get_context('spawn').Lock():
        block = shared_memory.SharedMemory(create=True, size=8)
        try:
            block.buf[:8] = (2 * number).to_bytes(8)
            return int.from_bytes(block.buf[:8])
        finally:
            block.close()
            block.unlink()
