"""Each thread makes its connection once, in a `threading.local`."""
# expect: passed

import threading

local, made = threading.local(), []


def connection():
    try:
        return local.connection
    except AttributeError:
        made.append(1)
        local.connection = object()
        return local.connection


def test_one_each(together):
    def work():
        return connection() is connection()

    assert together(work, work) == [True, True]
    assert len(made) == 2
