"""Run as ``python -I -S guard.py TOKEN DIRECTORY``: cleans up after a parent that was killed.

Its standard input is a pipe that the parent holds. The parent ends this process when all is well; an
end of file means that the parent is gone, whatever ended it. Then every process with the token in its
environment is killed, the process groups named on standard input too, and the directory removed.
"""

import os
import sys
from _signal import SIGKILL, SIGSTOP  # type: ignore[import-not-found]  # `signal` costs ten times as much


def marked(token: bytes) -> list[int]:
    """Every process with ``token`` in its environment."""
    found: list[int] = []
    try:
        names = os.listdir("/proc")  # noqa: PTH208  this process lives without site-packages and pathlib
    except OSError:
        return found
    for name in names:
        if name.isdecimal() and int(name) != os.getpid():
            try:
                with open(f"/proc/{name}/environ", "rb") as file:  # noqa: PTH123  the same
                    if token in file.read():
                        found.append(int(name))
            except OSError:
                continue
    return found


def kill(pids: list[int], number: int) -> None:
    """Send ``number`` to each of ``pids``."""
    for pid in pids:
        try:
            os.kill(pid, number)
        except OSError:
            continue


def main() -> None:
    """Wait for the parent's end, then clean up."""
    token, directory = sys.argv[1].encode(), sys.argv[2]
    groups = [int(line) for line in sys.stdin]
    for group in groups:
        try:
            os.killpg(group, SIGKILL)
        except OSError:
            continue
    while True:
        pids = marked(token)
        kill(pids, SIGSTOP)
        if set(marked(token)) <= set(pids):
            kill(pids, SIGKILL)
            if not pids:
                break
    import shutil  # noqa: PLC0415  only needed when all is lost

    shutil.rmtree(directory, ignore_errors=True)


if __name__ == "__main__":
    main()
