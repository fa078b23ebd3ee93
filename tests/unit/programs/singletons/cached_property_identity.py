"""Two threads of a `cached_property` without a lock may get two objects."""
# expect: race

import functools


class Report:
    def __init__(self):
        self.size = 3

    @functools.cached_property
    def rows(self):
        return [number for number in range(self.size)]


def test_loaded_once(together):
    report = Report()
    first, second = together(lambda: report.rows, lambda: report.rows)
    assert first is second
