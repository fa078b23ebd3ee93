"""A date is a look at the clock: on one that jumps, a wait of an hour is seen to take an hour."""
# expect: passed

import copy
import datetime as dt
import pickle
import time
from datetime import date, datetime, timedelta

import pytest


@pytest.mark.explore(clock="jumping")
def test_an_hour(together):
    def wait():
        before, ticks = datetime.now(), time.clock_gettime(time.CLOCK_MONOTONIC_RAW)
        time.sleep(3600)
        passed = datetime.now() - before
        return passed, time.clock_gettime(time.CLOCK_MONOTONIC_RAW) - ticks

    for passed, ticks in together(wait, wait):
        assert timedelta(hours=1) <= passed < timedelta(hours=2)
        assert 3600 <= ticks < 7200
    now = dt.datetime.now(dt.UTC)
    assert now.isoformat()[:4] == time.strftime("%Y") == str(date.today().year)
    assert isinstance(now, datetime) and isinstance(now, date) and not isinstance(date.today(), datetime)
    assert copy.deepcopy(now) == pickle.loads(pickle.dumps(now)) == now + timedelta(0)
    assert isinstance(now + timedelta(1), datetime) and issubclass(datetime, date)
    assert abs(time.time_ns() / 1e9 - time.time()) < 1 and time.time() == pytest.approx(now.timestamp(), abs=1)
