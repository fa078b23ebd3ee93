"""The worker's line to its parent: messages as JSON lines on a descriptor that nobody inherits."""

from __future__ import annotations

import os
from _thread import allocate_lock
from typing import TYPE_CHECKING

from msgspec.json import Encoder

from grader.protocol import LINE_CLOSED, Progress

if TYPE_CHECKING:
    from grader.protocol import Message


class Channel:
    """Sends messages on ``descriptor``, and from the process that made it only.

    What sending needs is bound here, before a submission can put something else in its place. A
    forked child closes its copy of the descriptor, so that it can neither speak for the worker nor
    keep the line open.
    """

    def __init__(self, descriptor: int, token: str) -> None:
        self.token = token
        os.set_inheritable(descriptor, False)  # noqa: FBT003  the standard library's signature
        encode, write, lock = Encoder().encode, os.write, allocate_lock()
        getpid, leave = os.getpid, os._exit
        owner = getpid()

        def send(message: Message) -> None:
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

    def send(self, message: Message) -> None:
        """Send ``message``, whole; a forked child's is dropped."""
        self._send(message)

    def progress(self, check: str, text: str) -> None:
        """Say how far ``check`` is."""
        self._send(Progress(self.token, check, text))
