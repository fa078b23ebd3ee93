"""The loser handles `InvalidStateError`."""
# expect: passed

from concurrent.futures import Future, InvalidStateError

future = Future()


def offer(value):
    try:
        future.set_result(value)
    except InvalidStateError:
        return False
    return True


def test_first_wins(together):
    assert sorted(together(lambda: offer(1), lambda: offer(2))) == [False, True]
    assert future.result() in {1, 2}
