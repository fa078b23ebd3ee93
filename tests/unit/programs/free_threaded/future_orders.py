"""What a task wrote may be read once its result is there."""
# expect: passed

from concurrent.futures import ThreadPoolExecutor

import pytest


class Box:
    value = 0


@pytest.mark.explore(free_threaded=True)
def test_result():
    box = Box()

    def work():
        box.value = 2

    with ThreadPoolExecutor(2) as pool:
        pool.submit(work).result()
        assert box.value == 2
