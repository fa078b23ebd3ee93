"""The worker's line to its parent: messages as JSON lines on a descriptor that nobody inherits."""

from __future__ import annotations

import os
from _thread import allocate_lock
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.json import Encoder

from grader.protocol import LINE_CLOSED, Progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.protocol import Message, Position


def _encoder() -> Callable[[object], bytes]:
    """Encode a message, also one that quotes half a character (a lone surrogate), as a submission may say."""
    encode, to_builtins = Encoder().encode, msgspec.to_builtins

    def whole(value: Any) -> Any:
        if isinstance(value, str):
            return value.encode("utf-8", "backslashreplace").decode()
        if isinstance(value, (list, tuple)):
            return [whole(one) for one in value]
        if isinstance(value, dict):
            return {whole(key): whole(one) for key, one in value.items()}
        return value

    def encoded(message: object) -> bytes:
        try:
            return encode(message)
        except UnicodeEncodeError:
            return encode(whole(to_builtins(message)))

    return encoded


class Channel:
    """Sends messages on ``descriptor``, and from the process that made it only.

    What sending needs is bound here, before a submission can put something else in its place. A
    forked child closes its copy of the descriptor, so that it can neither speak for the worker nor
    keep the line open.
    """

    def __init__(self, descriptor: int, token: str, requests: int = -1) -> None:
        self.token = token
        self._requests = requests
        self._received = b""
        if requests >= 0:
            os.set_inheritable(requests, False)  # noqa: FBT003  the standard library's signature
        os.set_inheritable(descriptor, False)  # noqa: FBT003  the standard library's signature
        encode, write, lock = _encoder(), os.write, allocate_lock()
        getpid, leave = os.getpid, os._exit
        owner = getpid()

        def send(message: Message | Position) -> None:
            if getpid() != owner:
                return
            rest = encode(message) + b"\n"
            try:
                with lock:
                    while rest:
                        rest = rest[write(descriptor, rest) :]
            except OSError:
                leave(LINE_CLOSED)  # the submission closed our descriptor, or the parent is gone

        self._send = send
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=lambda: os.close(descriptor))

    def send(self, message: Message | Position) -> None:
        """Send ``message``, whole; a forked child's is dropped."""
        self._send(message)

    def progress(
        self, check: str, text: str, *, schedules: int = 0, bound: int = -1, left: float = -1.0
    ) -> None:
        """Say how far ``check`` is."""
        self._send(Progress(self.token, check, text, schedules=schedules, bound=bound, left=left))

    def receive(self) -> bytes | None:
        """Wait for the parent's next line; None when there will be no more. Only a play has any."""
        while b"\n" not in self._received:
            part = os.read(self._requests, 1 << 16)
            if not part:
                return None
            self._received += part
        line, _, self._received = self._received.partition(b"\n")
        return line
