"""Fills the disk with many files."""
# expect: crashed in correctness

import os


def double(number):
    for name in range(400):
        with open(f'{name}', 'wb') as file:
            file.write(bytes(1 << 20))
    while True:
        pass
