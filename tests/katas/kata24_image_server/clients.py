"""A client of the image server, as the suite's checks need it: blocking, patient, and exact.

No check depends on how fast an answer comes. `Patience` is how long one is waited for before the check
says that none came; a right server needs a hundredth of it, also on a busy machine.
"""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from grader.verdict import Verdict
from grader.worker.findings import Finding

if TYPE_CHECKING:
    from types import TracebackType

LONG = 15.0
SHORT = 3.0
LONGEST_STOP = 8.0
"""Seconds for which `stop`, which may take five, is waited for at least; three times five at first."""
INVERTED = bytes(255 - pixel for pixel in range(256))


class NoAnswer(AssertionError):
    """The server said nothing for as long as anybody waits, or hung up."""


class Patience:
    """Seconds for which an answer is waited for, over all checks of a run.

    Fewer once one has been waited for in vain: that check has named the verdict.
    """

    def __init__(self) -> None:
        self.seconds = LONG

    def used_up(self) -> float:
        """Nothing came; gives for how long it was waited."""
        waited, self.seconds = self.seconds, SHORT
        return waited


def image(width: int, height: int, seed: int = 0) -> tuple[bytes, bytes]:
    """Give a request and the answer to it, of pixels that nobody else has."""
    row = bytes((seed * 37 + place * 7) % 256 for place in range(256))
    pixels = (row * (width * height // 256 + 1))[: width * height]
    answer = b"OK %d\n" % len(pixels) + pixels.translate(INVERTED)
    return b"INVERT %d %d\n" % (width, height) + pixels, answer


class Client:
    """One connection; a context manager."""

    def __init__(self, address: tuple[str, int], patience: Patience, *, deaf: bool = False) -> None:
        self._patience = patience
        self.socket = socket.socket()
        self.socket.settimeout(patience.seconds)
        if deaf:  # the system takes next to nothing for who does not read
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.socket.connect(address)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.socket.close()

    @property
    def port(self) -> int:
        """Our own port, by which the system knows the connection."""
        return int(self.socket.getsockname()[1])

    def send(self, data: bytes) -> None:
        """Send it all."""
        try:
            self.socket.sendall(data)
        except TimeoutError:
            raise NoAnswer(f"the server read nothing for {self._patience.used_up():g} s") from None
        except OSError as error:
            raise NoAnswer(f"the server does not take what a client sends: {error}") from error

    def read(self, count: int) -> bytes:
        """Read ``count`` bytes, or fewer if the connection ends before."""
        got = bytearray()
        try:
            while len(got) < count and (chunk := self.socket.recv(min(65536, count - len(got)))):
                got += chunk
        except TimeoutError:
            raise NoAnswer(f"no answer came in {self._patience.used_up():g} s") from None
        except OSError:
            pass  # reset: it ends here
        return bytes(got)

    def line(self) -> bytes:
        """Read up to the end of a line, or of the connection."""
        got = bytearray()
        while not got.endswith(b"\n") and len(got) < 2000 and (byte := self.read(1)):
            got += byte
        return bytes(got)

    def gets(self, answer: bytes, why: str) -> None:
        """Make sure that the next that comes is ``answer``."""
        head = self.line()
        expected = answer[: answer.index(b"\n") + 1]
        if not head:
            raise NoAnswer(f"{why}: the connection ended without an answer")
        assert head == expected, f"{why}: answered {head[:80]!r}, expected {expected!r}"
        seen, wanted = self.read(len(answer) - len(expected)), answer[len(expected) :]
        if len(seen) != len(wanted):
            raise AssertionError(f"{why}: {len(seen)} of {len(wanted)} bytes came, and then the end")
        if seen != wanted:
            wrong = next(place for place in range(len(wanted)) if seen[place] != wanted[place])
            raise AssertionError(
                f"{why}: byte {wrong} of the answer is {seen[wrong]}, expected {wanted[wrong]}"
            )

    def is_refused(self, why: str) -> None:
        """Make sure that an ERROR comes."""
        line = self.line()
        if not line:
            raise NoAnswer(f"{why}: the connection ended without an ERROR line")
        assert line.startswith(b"ERROR ") and line.endswith(b"\n"), (  # noqa: PT018  one line, one form
            f"{why}: answered {line[:80]!r}, expected ERROR <reason>"
        )

    def go_away(self) -> None:
        """Close with a reset instead of a farewell."""
        with contextlib.suppress(OSError):
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()

    def unread(self) -> int | None:
        """How many bytes that we sent the server has not taken yet; None where the system does not tell."""
        ours, theirs = f":{self.port:04X}", f":{self.socket.getpeername()[1]:04X}"
        try:
            lines = Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]
        except OSError:
            return None
        queued = None
        for fields in map(str.split, lines):
            if fields[1].endswith(theirs) and fields[2].endswith(ours):
                queued = (queued or 0) + int(fields[4].partition(":")[2], 16)
            elif fields[1].endswith(ours) and fields[2].endswith(theirs):
                queued = (queued or 0) + int(fields[4].partition(":")[0], 16)
        return queued


class Net:
    """What the checks of a run do as clients."""

    def __init__(self) -> None:
        self.patience = Patience()

    def client(self, server: Any, *, deaf: bool = False) -> Client:
        """Connect to a server; a ``deaf`` client's system takes hardly anything that is not read."""
        return Client(server.address, self.patience, deaf=deaf)

    def asks(self, server: Any, why: str, seed: int = 0) -> None:
        """Make sure that a new client gets its image inverted."""
        request, answer = image(20, 10, seed)
        with self.client(server) as client:
            client.send(request)
            client.gets(answer, why)

    def still_there(self, server: Any, when: str) -> None:
        """Make sure that the server has not ended."""
        try:
            self.asks(server, "a new client")
        except (NoAnswer, OSError) as error:
            raise Finding(Verdict.CRASHED, f"{when} the server answered nobody any more: {error}") from error

    def crowd(self, server: Any, *, clients: int, turns: int, width: int, height: int) -> None:
        """Let clients send images at the same time, each its own, and compare what they get."""
        failed: list[BaseException] = []
        gate = threading.Barrier(clients)

        def be_client(number: int) -> None:
            try:
                images = [image(width, height, number * turns + turn) for turn in range(turns)]
                with self.client(server) as client:
                    gate.wait()
                    for request, answer in images:
                        client.send(request)
                        client.gets(answer, f"client {number + 1} of {clients}")
            except BaseException as error:  # noqa: BLE001  raised again below, in the check's own thread
                failed.append(error)
                gate.abort()

        threads = [threading.Thread(target=be_client, args=(number,)) for number in range(clients)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for error in failed:
            if not isinstance(error, threading.BrokenBarrierError):
                raise error

    def stopped(self, server: Any) -> None:
        """Stop a server, and say so if it does not come to an end."""
        raised: list[BaseException] = []

        def stop() -> None:
            try:
                server.stop()
            except BaseException as error:  # noqa: BLE001  raised again below, in the check's own thread
                raised.append(error)

        thread = threading.Thread(target=stop, name="the suite's stop", daemon=True)
        thread.start()
        thread.join(max(self.patience.seconds, LONGEST_STOP))
        if thread.is_alive():
            waited = max(self.patience.used_up(), LONGEST_STOP)
            raise Finding(Verdict.TIMED_OUT, f"stop() had not returned after {waited:g} s; it may take five")
        if raised:
            raise raised[0]
