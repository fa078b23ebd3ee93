"""The function has another name."""
# expect: wrong in correctness

def twice(number):
    return 2 * number
