"""What the suite and its children import by name."""


def seven() -> int:
    """Give a number in whatever process."""
    return 7
