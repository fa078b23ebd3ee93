"""Right; a child that it forked and waited for could have held the worker's line open."""

import os
import warnings


def double(number):
    child = os.fork()
    if child == 0:
        os._exit(3)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 3
    warnings.warn("a warning is no failure", DeprecationWarning)
    return 2 * number
