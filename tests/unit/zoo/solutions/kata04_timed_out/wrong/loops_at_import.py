"""Never ends while it is imported."""
# expect: timed_out in correctness

while True:
    pass


def double(number):
    return 2 * number
