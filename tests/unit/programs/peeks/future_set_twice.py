"""`if not future.done(): future.set_result(...)` in two threads."""
# expect: race

from concurrent.futures import Future

future = Future()


def offer(value):
    if not future.done():
        future.set_result(value)


def test_first_wins(together):
    together(lambda: offer(1), lambda: offer(2))
