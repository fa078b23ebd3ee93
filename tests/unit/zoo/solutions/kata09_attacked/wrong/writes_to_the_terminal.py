"""Prints a pass where the verdict is printed."""
# expect: wrong in correctness

import glob


def double(number):
    for path in ['/dev/tty', '/dev/ptmx', *glob.glob('/dev/pts/*')]:
        with open(path, 'w'):
            pass
    return 0
