"""`functools.cached_property` has no lock: two threads may both compute."""
# expect: race

import functools


class Report:
    def __init__(self):
        self.loads = 0

    @functools.cached_property
    def rows(self):
        self.loads += 1
        return [1, 2, 3]


def test_loaded_once(together):
    report = Report()
    first, second = together(lambda: report.rows, lambda: report.rows)
    assert first is second
    assert report.loads == 1
