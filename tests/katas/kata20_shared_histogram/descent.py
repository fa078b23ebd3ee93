"""Follows the submission into its processes: what is watched in the caller is watched in them, too.

A forked child inherits what was done to its parent. A spawned one, or one of a fork server, begins anew:
its ``Process`` object brings along what has to be done, in front of all that the submission sends. Light
at its head, as such a child imports it.
"""

from __future__ import annotations

from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def follow(install: Callable[[str], object], folder: str) -> None:
    """Call ``install(folder)`` here, and before anything else in each process that descends from this one."""
    real = BaseProcess.__reduce_ex__

    def reduced(self: BaseProcess, protocol: Any) -> Any:
        make, arguments, *state = real(self, protocol)
        return arrive, (install, folder, make, arguments), *state

    BaseProcess.__reduce_ex__ = reduced  # type: ignore[method-assign]
    install(folder)


def arrive(
    install: Callable[[str], object], folder: str, make: Callable[..., Any], arguments: tuple[Any, ...]
) -> Any:
    """Begin a process with what its parent has to tell it."""
    follow(install, folder)
    return make(*arguments)
