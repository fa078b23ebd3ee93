"""A child goes on after the call."""
# expect: leaked in correctness

import subprocess
import sys


def double(number):
    if number:
        double.child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    return 2 * number
