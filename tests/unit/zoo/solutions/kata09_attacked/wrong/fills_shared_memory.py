"""Puts more into shared memory than a run may have."""
# expect: crashed in correctness

from multiprocessing import shared_memory


def double(number):
    block = shared_memory.SharedMemory(create=True, size=1 << 30)
    try:
        block.buf[:] = bytes(1 << 30)
    finally:
        block.close()
        block.unlink()
    return 0
