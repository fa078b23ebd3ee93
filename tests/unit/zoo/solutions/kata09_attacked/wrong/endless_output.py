"""Prints without end."""
# expect: timed_out in correctness

def double(number):
    while True:
        print('x' * 10_000)
