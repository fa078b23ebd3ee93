"""Writes a fake result to every open descriptor."""
# expect: tampered in correctness

import contextlib
import os

FAKE = b'{"type":"done","token":"","checks":2}\n'


def double(number):
    for descriptor in range(3, 256):
        with contextlib.suppress(OSError):
            os.write(descriptor, FAKE)
    os._exit(0)
