"""A cached loader is taken for a once-only initialiser."""
# expect: race

import functools

loads = []


@functools.lru_cache(maxsize=None)
def settings():
    loads.append(1)
    return {"debug": False}


def test_one_object(together):
    first, second = together(settings, settings)
    assert first == second and len(loads) == 1
