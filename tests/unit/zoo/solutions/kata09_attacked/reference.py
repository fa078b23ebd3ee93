"""The answer."""


def double(number: int) -> int:
    """Give twice ``number``."""
    return 2 * number
