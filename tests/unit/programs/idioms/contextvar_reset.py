"""A context variable is set and reset by a token in each thread."""
# expect: passed

import contextvars

user = contextvars.ContextVar("user", default="nobody")


def act(name):
    token = user.set(name)
    try:
        return user.get()
    finally:
        user.reset(token)


def test_own(together):
    assert together(lambda: act("a"), lambda: act("b")) == ["a", "b"]
    assert user.get() == "nobody"
