"""`setdefault` decides whose future is run; the loser waits for the winner's."""
# expect: passed

from concurrent.futures import Future

cache, runs = {}, []


def get(key):
    mine = Future()
    future = cache.setdefault(key, mine)
    if future is mine:
        runs.append(key)
        mine.set_result(key.upper())
    return future.result()


def test_once(together):
    assert together(lambda: get("a"), lambda: get("a")) == ["A", "A"]
    assert runs == ["a"]
