"""Right, and prints 100 MB: what is shown of it is short, and nothing waits."""


def double(number):
    for _ in range(100):
        print("x" * 1_000_000)
    return 2 * number
