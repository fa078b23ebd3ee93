"""Single keys from a terminal, lines from anything else."""

from __future__ import annotations

import contextlib
import os
import select
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TextIO

ENTER = "\n"


@dataclass
class Keyboard:
    """Where keys come from: of a line that is no terminal's, the first letter is one."""

    descriptor: int
    is_terminal: bool
    _rest: bytes = b""

    def read(self) -> list[str]:
        """Wait for what was pressed; an empty text among it says that there will be no more."""
        data = os.read(self.descriptor, 1 if self.is_terminal else 4096)
        if self.is_terminal:
            return [data.decode(errors="replace")]
        *lines, self._rest = (self._rest + data).split(b"\n")
        if not data and self._rest:
            lines, self._rest = [self._rest], b""
        found = [line.decode(errors="replace").strip()[:1] or ENTER for line in lines]
        return found if data else [*found, ""]

    def until(self, wakes: int) -> bool:
        """Wait for a key; False if ``wakes`` became readable before."""
        ready, _, _ = select.select([self.descriptor, wakes], [], [])
        return wakes not in ready


def keyboard_of(stream: TextIO | None) -> Keyboard | None:
    """The keyboard behind ``stream``; None where nothing can be read."""
    try:
        return None if stream is None else Keyboard(stream.fileno(), stream.isatty())
    except (OSError, ValueError):
        return None


@contextlib.contextmanager
def pressed(keyboard: Keyboard | None, tell: Callable[[str], None]) -> Iterator[None]:
    """Tell each key, from a thread; an empty text when there will be no more."""
    if keyboard is None:
        yield
        return
    wakes, wake = os.pipe()

    def listen() -> None:
        while keyboard.until(wakes):
            for key in keyboard.read():
                tell(key)
                if not key:
                    return

    thread = threading.Thread(target=listen, name="keys", daemon=True)
    with single_keys(keyboard):
        thread.start()
        try:
            yield
        finally:
            os.close(wake)
            thread.join()
            os.close(wakes)


@contextlib.contextmanager
def single_keys(keyboard: Keyboard) -> Iterator[None]:
    """Have a terminal hand over each key as it is pressed, unseen; it is put back as it was."""
    try:
        import termios  # noqa: PLC0415  not there on Windows
        import tty  # noqa: PLC0415  the same
    except ImportError:  # keys come by the line
        keyboard.is_terminal = False
        yield
        return
    if not keyboard.is_terminal:
        yield
        return
    before = termios.tcgetattr(keyboard.descriptor)
    try:
        tty.setcbreak(keyboard.descriptor)
        yield
    finally:
        termios.tcsetattr(keyboard.descriptor, termios.TCSADRAIN, before)
