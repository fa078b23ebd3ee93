"""A grandchild in a session of its own outlives its parent, deaf to SIGTERM."""
# expect: leaked in correctness

import os
import signal
import time


def double(number):
    if number:
        child = os.fork()
        if child == 0:
            os.setsid()
            if os.fork() == 0:
                signal.signal(signal.SIGTERM, signal.SIG_IGN)
                time.sleep(60)
            os._exit(0)
        os.waitpid(child, 0)
    return 2 * number
