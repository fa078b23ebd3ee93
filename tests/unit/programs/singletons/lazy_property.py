"""A lazy attribute computed under a lock."""
# expect: passed

import threading


class Report:
    def __init__(self):
        self._lock = threading.Lock()
        self._rows = None
        self.loads = 0

    @property
    def rows(self):
        if self._rows is None:
            with self._lock:
                if self._rows is None:
                    self.loads += 1
                    self._rows = [1, 2, 3]
        return self._rows


def test_loaded_once(together):
    report = Report()
    first, second = together(lambda: report.rows, lambda: report.rows)
    assert first is second
    assert report.loads == 1
