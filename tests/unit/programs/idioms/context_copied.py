"""A thread runs in a copy of the context, and sees what was set before."""
# expect: passed

import contextvars
import threading

user = contextvars.ContextVar("user", default="nobody")


def test_seen():
    seen = []
    user.set("a")
    context = contextvars.copy_context()
    thread = threading.Thread(target=context.run, args=(lambda: seen.append(user.get()),))
    thread.start()
    user.set("b")
    thread.join()
    assert seen == ["a"]
