"""The errors of both threads are gathered under a lock and raised as a group."""
# expect: passed

import threading

lock, errors = threading.Lock(), []


def guarded(function, *args):
    try:
        function(*args)
    except Exception as error:
        with lock:
            errors.append(error)


def test_gathered(together):
    together(lambda: guarded(int, "x"), lambda: guarded([].pop))
    try:
        raise ExceptionGroup("both", errors)
    except* ValueError as group:
        assert len(group.exceptions) == 1
    except* IndexError as group:
        assert len(group.exceptions) == 1
