"""A server that inverts grey images: threads for the clients, who wait, and processes for the pixels."""

from __future__ import annotations

MOST_PIXELS = 16 * 2**20
LONGEST_HEADER = 1000


def invert(pixels: bytes) -> bytes:
    """Turn black into white; slow on purpose, as it stands for a filter that nobody can make quicker."""
    return bytes([255 - pixel for pixel in pixels])


class ImageServer:
    """Answers ``INVERT <width> <height>`` with the inverted image; ``workers`` processes do the inverting."""

    def __init__(self, host: str, port: int, workers: int) -> None:
        # TODO: what does the server own from now on, and what only once it has been started?
        raise NotImplementedError

    @property
    def address(self) -> tuple[str, int]:
        """Host and port as bound: with port 0 the system has chosen one. Valid once `start` returned."""
        # TODO: what does the socket itself say?
        raise NotImplementedError

    def start(self) -> None:
        """Listen, and return when clients can connect."""
        # TODO: processes first, then threads and sockets. Why in this order?
        # TODO: who waits for a slow client, and who for the next one?
        raise NotImplementedError

    def stop(self) -> None:
        """Answer what was received completely, close the rest, and leave nothing behind."""
        # TODO: clients that never send, never read, never go away: nobody may hold this up
        raise NotImplementedError
