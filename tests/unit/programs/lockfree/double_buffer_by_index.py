"""The writer fills the buffer that nobody reads and then turns the index."""
# expect: passed

buffers, current = [{"a": 0, "b": 0}, {}], 0


def write():
    global current
    spare = buffers[1 - current]
    spare["a"] = 1
    spare["b"] = 1
    current = 1 - current


def read():
    seen = buffers[current]
    return seen["a"] == seen["b"]


def test_consistent(together):
    assert together(write, read)[1]
