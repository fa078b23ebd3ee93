"""Linux's namespaces: a run sees a network that is loopback alone, and shared memory of its own.

``isolate`` is called once, by a worker that has no other thread yet. An ordinary user needs a user
namespace for it, which some systems forbid; then nothing changes. Whatever was named in the shared
memory (semaphores, too) is gone with the last process of the run, and none of it can be another run's.
"""

from __future__ import annotations

import os
import struct
import sys

_LOOPBACK_UP = struct.pack("16sh14x", b"lo", 0x1 | 0x40)  # IFF_UP, IFF_RUNNING
_SET_FLAGS = 0x8914  # SIOCSIFFLAGS
_PRIVATE = 1 << 18 | 1 << 14  # MS_PRIVATE, MS_REC
_HARMLESS = 0x2 | 0x4  # MS_NOSUID, MS_NODEV
_NO_CAPABILITIES = (struct.pack("=Ii", 0x20080522, 0), bytes(24))
_SHARED = "/dev/shm"  # noqa: S108  a mount point


def isolate(memory_mib: int) -> str:
    """Leave network and shared memory of the machine; say why not, where that is not to be had.

    ``memory_mib`` bounds what the shared memory may hold.
    """
    if sys.platform != "linux" or not hasattr(os, "unshare"):
        return "only Linux has it"
    try:
        if os.geteuid():
            _try()
        _leave(memory_mib)
    except (ImportError, OSError) as error:
        return f"this system does not allow it: {error}"
    return ""


def _try() -> None:
    """See in a child whether it can be done: who is half way has a network without loopback, for good."""
    child = os.fork()
    if child == 0:
        try:
            _leave(1)
        except BaseException:  # noqa: BLE001  a child must end here, whatever happens
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if status:
        raise PermissionError("a user namespace with a network of its own")


def _leave(memory_mib: int) -> None:
    import ctypes  # noqa: PLC0415  not in every Python

    libc = ctypes.CDLL(None, use_errno=True)
    user, group = os.geteuid(), os.getegid()
    apart = os.CLONE_NEWNET | os.CLONE_NEWNS | os.CLONE_NEWIPC
    os.unshare(apart | (os.CLONE_NEWUSER if user else 0))
    if user:
        for name, text in (
            ("setgroups", "deny"),
            ("uid_map", f"{user} {user} 1"),
            ("gid_map", f"{group} {group} 1"),
        ):
            with open(f"/proc/self/{name}", "w", encoding="ascii") as file:  # noqa: PTH123  start lean
                file.write(text)
    _raise_loopback()
    if os.path.isdir(_SHARED):  # noqa: PTH112  the same
        for source, target, kind, flags, options in (
            (None, b"/", None, _PRIVATE, None),
            (b"tmpfs", _SHARED.encode(), b"tmpfs", _HARMLESS, f"size={memory_mib}m,mode=1777".encode()),
        ):
            if libc.mount(source, target, kind, ctypes.c_ulong(flags), options):
                raise OSError(ctypes.get_errno(), f"mounting {target.decode()}")
    if user:  # inside its namespace it is as root, and that is not for the submission
        libc.capset(*_NO_CAPABILITIES)


def _raise_loopback() -> None:
    import fcntl  # noqa: PLC0415  not there on Windows
    import socket  # noqa: PLC0415  the same

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_one:
        fcntl.ioctl(any_one, _SET_FLAGS, _LOOPBACK_UP)
