"""`try` round `join` does not catch what the thread raised."""
# expect: wrong

import threading


def test_hook():
    seen = []

    def fail():
        raise LookupError

    thread = threading.Thread(target=fail)
    thread.start()
    try:
        thread.join()
    except LookupError:
        seen.append(LookupError)
    assert seen == [LookupError]
    assert not thread.is_alive()
