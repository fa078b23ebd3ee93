"""A new thread does not see what the main thread has set."""
# expect: wrong

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

    user.set("admin")
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(user.get).result() == "admin"
