"""Ends itself politely."""
# expect: crashed in correctness

import os, signal


def double(number):
    os.kill(os.getpid(), signal.SIGTERM)
