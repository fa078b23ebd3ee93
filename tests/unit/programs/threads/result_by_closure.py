"""A closure with `nonlocal` takes the result, which is read after the join."""
# expect: passed

import threading


def test_result():
    result = None

    def work():
        nonlocal result
        result = 42

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join()
    assert result == 42
