"""A subclass of `Thread` keeps the exception of its target, and `join` raises it again."""
# expect: passed

import threading


class Task(threading.Thread):
    def run(self):
        self.error = None
        try:
            super().run()
        except Exception as error:
            self.error = error

    def join(self, timeout=None):
        super().join(timeout)
        if self.error is not None:
            raise self.error


def test_raised():
    def fail():
        raise LookupError("x")

    task = Task(target=fail)
    task.start()
    try:
        task.join()
    except LookupError as error:
        assert error.args == ("x",)
    else:
        raise AssertionError("nothing was raised")
