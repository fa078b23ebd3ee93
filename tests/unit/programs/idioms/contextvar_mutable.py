"""The value is a list, and that is shared by all threads."""
# expect: race

import contextvars
from concurrent.futures import ThreadPoolExecutor

user = contextvars.ContextVar("user", default=[])


def test_own_user(together):
    def work(name):
        user.get().append(name)
        return user.get()[-1]

    assert together(lambda: work("a"), lambda: work("b")) == ["a", "b"]
