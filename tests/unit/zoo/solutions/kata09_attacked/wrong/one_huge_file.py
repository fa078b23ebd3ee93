"""Writes a file without end."""
# expect: wrong | crashed in correctness

def double(number):
    with open('huge', 'wb') as file:
        for _ in range(4000):
            file.write(bytes(1 << 20))
    return 0
