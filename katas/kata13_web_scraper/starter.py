"""Fetch many pages at once, from servers that are slow, busy and sometimes plain broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def scrape(
    urls: Sequence[str], max_workers: int = 16, timeout: float = 5.0, retries: int = 2
) -> dict[str, str | Exception]:
    """Fetch every URL once and give its text, or the exception that it failed with.

    At most ``max_workers`` requests are in flight at once, and that many whenever enough URLs wait.
    One attempt takes at most ``timeout`` seconds. A 503 and a connection that is closed before the
    whole response came are tried again, up to ``retries`` times.
    """
    # TODO: fetch one URL. What is its text, and what can go wrong?
    # TODO: which of that deserves another try, and how long may one attempt take?
    # TODO: now many URLs. Who waits for whom?
    raise NotImplementedError
