"""A semaphore promises no order among those who wait."""
# expect: race

import threading


def test_few_pass(together):
    permit = threading.BoundedSemaphore(1)
    passed, waits = 0, False

    def often():
        nonlocal passed
        for _ in range(3):
            with permit:
                passed += waits

    def once():
        nonlocal waits
        waits = True
        with permit:
            return passed

    _, seen = together(often, once)
    assert seen <= 1
