"""Right for two alone, so that a pass and a failure stand side by side."""
# expect: wrong in correctness

def double(number):
    return 4
