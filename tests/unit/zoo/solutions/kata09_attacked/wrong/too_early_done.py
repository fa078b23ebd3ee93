"""Says that the worker is done, in its name."""
# expect: tampered in correctness

import sys

from grader.protocol import Done


def double(number):
    frame = sys._getframe()
    while frame:
        worker = frame.f_locals.get('self')
        if hasattr(worker, '_job') and hasattr(worker, '_send'):
            worker._send(Done(worker._job.token, 2))
        frame = frame.f_back
    return 0
