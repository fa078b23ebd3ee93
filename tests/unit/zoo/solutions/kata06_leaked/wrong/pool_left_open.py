"""A forkserver's workers outlive the call."""
# expect: leaked in correctness

import multiprocessing
import time


def double(number):
    if number:
        double.child = multiprocessing.get_context("forkserver").Process(target=time.sleep, args=(60,))
        double.child.start()
    return 2 * number
