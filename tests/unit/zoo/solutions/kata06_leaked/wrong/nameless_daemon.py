"""A daemon in a session of its own that has thrown its environment away."""
# expect: leaked in correctness

import subprocess
import sys

DAEMON = """
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(60)
    os._exit(0)
os.wait()
"""


def double(number):
    if number:
        subprocess.run([sys.executable, "-c", DAEMON], env={}, start_new_session=True, check=True)
    return 2 * number
