"""A context variable is each thread's own."""
# expect: passed

import contextvars
from concurrent.futures import ThreadPoolExecutor

user = contextvars.ContextVar("user", default="nobody")


def test_own_user(together):
    def work(name):
        token = user.set(name)
        try:
            return user.get()
        finally:
            user.reset(token)

    assert together(lambda: work("a"), lambda: work("b")) == ["a", "b"]
    assert user.get() == "nobody"
