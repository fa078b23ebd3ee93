"""Right, and a thread of its own ends by an exception, which is no failure by itself."""

import threading


def double(number):
    thread = threading.Thread(target=lambda: 1 // 0)
    thread.start()
    thread.join()
    return 2 * number
