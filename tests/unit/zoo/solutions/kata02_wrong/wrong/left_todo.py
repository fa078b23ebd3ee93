"""Nothing is written yet."""
# expect: wrong in correctness

def double(number):
    raise NotImplementedError  # TODO
