"""Dies of a signal."""
# expect: crashed in correctness

import os
import signal


def double(number):
    os.kill(os.getpid(), signal.SIGSEGV)
    return 2 * number
