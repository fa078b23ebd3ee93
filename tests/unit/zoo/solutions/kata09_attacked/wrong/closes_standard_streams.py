"""Closes what it prints to."""
# expect: wrong in correctness

import os, sys

sys.stdout.close()
sys.stderr.close()
for number in range(3):
    os.close(number)


def double(number):
    return 0
