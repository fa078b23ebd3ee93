"""Double a number."""


def double(number: int) -> int:
    """Give twice ``number``."""
    return 2 * number
