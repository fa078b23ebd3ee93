"""A child that outlives the worker keeps every descriptor that it could inherit."""
# expect: leaked in correctness

import os
import subprocess
import sys


def double(number):
    if number:
        for descriptor in range(3, 64):
            try:
                os.set_inheritable(descriptor, True)
            except OSError:
                continue
        double.child = subprocess.Popen(
            [sys.executable, "-c", "import time; time.sleep(60)"], close_fds=False, start_new_session=True
        )
    return 2 * number
