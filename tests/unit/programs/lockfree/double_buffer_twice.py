"""Writing twice reuses the buffer that a slow reader still reads."""
# expect: race

buffers, current = [{"a": 0, "b": 0}, {}], 0


def write(n):
    global current
    spare = buffers[1 - current]
    spare["a"] = n
    spare["b"] = n
    current = 1 - current


def read():
    seen = buffers[current]
    return seen["a"] == seen["b"]


def test_consistent(together):
    def write_twice():
        write(1)
        write(2)

    assert together(write_twice, read)[1]
