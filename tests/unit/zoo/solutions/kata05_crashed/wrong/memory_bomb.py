"""Takes memory without end."""
# expect: crashed in correctness

def double(number):
    taken = []
    while number:
        taken.append(bytearray(b"x") * (1 << 20))
    return 0
