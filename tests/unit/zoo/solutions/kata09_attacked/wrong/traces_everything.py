"""Traces the grader, to change what it sees."""
# expect: tampered | wrong in correctness

import sys


def look(frame, event, arg):
    for name in ('seen',):
        if name in frame.f_locals and 'expected' in frame.f_locals:
            frame.f_locals['expected'] = frame.f_locals['seen']
    return look


sys.settrace(look)


def double(number):
    return None
