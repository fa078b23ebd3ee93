"""So many a second and no more, for any number of threads: a token bucket."""


class RateLimiter:
    """A bucket of ``burst`` tokens, full at first, into which ``rate`` tokens a second flow."""

    def __init__(self, rate: float, burst: int) -> None:
        # TODO: what has to be remembered to know how many tokens there are at any time?
        self._rate = rate
        self._burst = burst

    def acquire(self, timeout: float | None = None) -> bool:
        """Take a token and return True, waiting for it; return False if none can be had in time."""
        # TODO: how long until there is a token? Where do you wait, and who waits for you meanwhile?
        raise NotImplementedError
