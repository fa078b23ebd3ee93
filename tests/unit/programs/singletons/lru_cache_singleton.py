"""`lru_cache` runs the function twice when two threads miss at once."""
# expect: race

import functools


@functools.lru_cache(maxsize=None)
def settings():
    return {"debug": False}


def test_one_object(together):
    first, second = together(settings, settings)
    assert first is second
