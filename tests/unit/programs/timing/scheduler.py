"""`sched.scheduler` in a thread runs its events in the order of their time."""
# expect: passed

import sched
import threading
import time

import pytest


@pytest.mark.explore(clock="jumping")
def test_in_order():
    log, plan = [], sched.scheduler(time.monotonic, time.sleep)
    plan.enter(2, 1, log.append, ("late",))
    plan.enter(1, 1, log.append, ("early",))
    thread = threading.Thread(target=plan.run)
    thread.start()
    thread.join()
    assert log == ["early", "late"]
