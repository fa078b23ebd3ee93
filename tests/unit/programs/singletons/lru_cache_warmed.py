"""A cached function that is called once before the threads start."""
# expect: passed

import functools


@functools.lru_cache(maxsize=None)
def settings():
    return {"debug": False}


def test_one_object(together):
    settings()
    first, second = together(settings, settings)
    assert first is second
