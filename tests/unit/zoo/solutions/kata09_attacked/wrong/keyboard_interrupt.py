"""Acts as if somebody had pressed Ctrl-C."""
# expect: wrong in correctness

def double(number):
    raise KeyboardInterrupt
