"""An exception that leaves a thread goes to `threading.excepthook`."""
# expect: passed

import threading


def test_hook():
    seen = []
    threading.excepthook = lambda args: seen.append(args.exc_type)

    def fail():
        raise LookupError

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert seen == [LookupError]
    assert not thread.is_alive()
