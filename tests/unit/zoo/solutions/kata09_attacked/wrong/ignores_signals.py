"""Ignores whatever can be ignored, and stays."""
# expect: timed_out in correctness

import signal

for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT, signal.SIGPIPE, signal.SIGALRM):
    signal.signal(number, signal.SIG_IGN)


def double(number):
    while True:
        pass
