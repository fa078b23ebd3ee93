"""Starts a program and ends it by signal."""

import signal, subprocess, sys


def double(number):
    number + 0
    child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])
    child.send_signal(signal.SIGTERM)
    return 2 * number * (child.wait() == -signal.SIGTERM)
