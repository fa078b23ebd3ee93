"""Tells whether anybody below this process runs, or waits for a core: if nobody does, nothing will come."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from pathlib import Path

from grader.worker.leftovers import children


def still() -> bool:
    """Whether nobody below this process runs, or waits for a core or a disk; who asks is left out."""
    seen = [os.getpid()]
    for pid in seen:
        if _runs(pid):
            return False
        seen += children(pid)
    return True


def _runs(pid: int) -> bool:
    me = str(threading.get_native_id())
    try:
        for task in os.listdir(f"/proc/{pid}/task"):  # noqa: PTH208  asked often
            if task != me:
                stat = Path(f"/proc/{pid}/task/{task}/stat").read_text(encoding="utf-8", errors="replace")
                if stat.rpartition(")")[2].split()[0] in {"R", "D"}:
                    return True
    except OSError:
        if Path("/proc/self").is_dir():
            return False  # gone
        import psutil  # noqa: PLC0415  only where there is no /proc

        with suppress(psutil.Error):
            return pid != os.getpid() and psutil.Process(pid).status() == psutil.STATUS_RUNNING
    return False
