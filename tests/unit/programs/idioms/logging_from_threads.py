"""Two threads log through one handler into one stream, whole lines each."""
# expect: passed

import io
import logging

out = io.StringIO()


def test_lines(together):
    logger = logging.Logger("work")
    handler = logging.StreamHandler(out)
    handler.setFormatter(logging.Formatter("%(threadName)s %(message)s"))
    logger.addHandler(handler)
    together(lambda: logger.warning("a"), lambda: logger.warning("b"))
    assert sorted(line.split()[-1] for line in out.getvalue().splitlines()) == ["a", "b"]
