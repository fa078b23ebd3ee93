"""Lets children take the memory."""
# expect: crashed in correctness

import os, time


def double(number):
    for _ in range(8):
        if os.fork() == 0:
            taken = bytearray(b'x') * (60 << 20)
            time.sleep(20)
    time.sleep(20)
