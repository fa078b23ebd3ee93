"""A subclass of `threading.local` with class attributes as defaults."""
# expect: passed

import threading


class Settings(threading.local):
    depth = 0


settings = Settings()


def descend(times):
    for _ in range(times):
        settings.depth += 1
    return settings.depth


def test_own_depth(together):
    assert together(lambda: descend(1), lambda: descend(2)) == [1, 2]
    assert settings.depth == 0
