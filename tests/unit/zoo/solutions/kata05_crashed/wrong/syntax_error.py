"""A colon is missing."""
# expect: crashed in correctness

def double(number)
    return 2 * number
