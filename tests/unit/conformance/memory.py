"""Shared values, arrays and blocks."""

import ctypes
import multiprocessing as mp
import pickle
import struct
from multiprocessing import shared_memory


def _started(target, *args):
    child = mp.Process(target=target, args=args)
    child.start()
    return child


def _sets(value, to):
    value.value = to


def value_is_shared():
    value = mp.Value("d", 1.5)
    child = _started(_sets, value, 2.5)
    child.join()
    return value.value


def raw_value_is_shared():
    value = mp.RawValue(ctypes.c_long, 3)
    child = _started(_sets, value, -7)
    child.join()
    return value.value


def value_wraps_as_c_does():
    value = mp.Value("B", 255)
    value.value += 1
    return value.value


def value_without_lock():
    value = mp.Value("i", 4, lock=False)
    return value.value, hasattr(value, "get_lock")


def _fills(array):
    for index in range(len(array)):
        array[index] = index * index


def array_is_shared():
    array = mp.Array("i", 5)
    child = _started(_fills, array)
    child.join()
    return array[:], len(array), array[2]


def raw_array_is_shared():
    array = mp.RawArray("q", [5, 6, 7])
    child = _started(_fills, array)
    child.join()
    return list(array), sum(array)


def array_of_text():
    array = mp.Array("c", b"hello")
    array.value = b"bye"
    return array.value, array.raw


def array_index_out_of_range():
    return mp.Array("i", 2)[2]


class _Point(ctypes.Structure):
    _fields_ = [("x", ctypes.c_int), ("y", ctypes.c_int)]


def _moves(point):
    point.x += 10


def structure_is_shared():
    point = mp.Value(_Point, 1, 2)
    child = _started(_moves, point)
    child.join()
    return point.x, point.y


def _writes(name):
    block = shared_memory.SharedMemory(name=name)
    block.buf[:5] = b"hello"
    struct.pack_into("<i", block.buf, 8, 77)
    block.close()


def block_is_shared():
    block = shared_memory.SharedMemory(create=True, size=16)
    child = _started(_writes, block.name)
    child.join()
    said = bytes(block.buf[:5]), struct.unpack_from("<i", block.buf, 8)[0]
    block.close()
    block.unlink()
    return said


def block_is_unlinked():
    block = shared_memory.SharedMemory(create=True, size=16)
    block.close()
    block.unlink()
    shared_memory.SharedMemory(name=block.name)


def block_of_no_size():
    shared_memory.SharedMemory(create=True, size=0)


def block_exists_already():
    block = shared_memory.SharedMemory(create=True, size=16)
    try:
        shared_memory.SharedMemory(name=block.name, create=True, size=16)
    finally:
        block.close()
        block.unlink()


def _appends(name):
    shared = shared_memory.ShareableList(name=name)
    shared[0] += 1
    shared.shm.close()


def list_is_shared():
    shared = shared_memory.ShareableList([1, "two", 3.5, None])
    child = _started(_appends, shared.shm.name)
    child.join()
    said = list(shared)
    shared.shm.close()
    shared.shm.unlink()
    return said


def views_are_of_the_block():
    block = shared_memory.SharedMemory(create=True, size=16)
    numbers = block.buf[:16].cast("i")
    numbers[1] = 9
    said = block.buf[4]
    numbers.release()
    block.close()
    block.unlink()
    return said


def pickled_by_every_protocol():
    block = shared_memory.SharedMemory(create=True, size=16)
    try:
        copies = [pickle.loads(pickle.dumps(block, protocol)) for protocol in range(6)]
        block.buf[0] = 7
        said = [copy.buf[0] for copy in copies]
        for copy in copies:
            copy.close()
        return said
    finally:
        block.close()
        block.unlink()
