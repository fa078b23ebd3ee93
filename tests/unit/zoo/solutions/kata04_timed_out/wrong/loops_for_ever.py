"""Never ends for two."""
# expect: timed_out in correctness

def double(number):
    while number == 2:
        pass
    return 2 * number
