"""An exception leaves the function."""
# expect: wrong in correctness

def double(number):
    return {}["number"]
