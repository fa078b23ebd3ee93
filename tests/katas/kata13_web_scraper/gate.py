"""Holds requests at the server and looks at who is there: proof of overlap on any machine.

A `Gate` runs in a thread of the suite beside the call under test. Its pages are *held*: they get half
of a response at once and the rest when the gate says so. The gate waits until a given number is inside,
makes sure that nobody else comes, and lets single ones go. Its patience is counted in naps of this
very process, and starts again with every arrival, so a machine under load does not use it up. Once it
was used up in one check, later ones wait less: that check has named the verdict.
"""

from __future__ import annotations

import socket
import threading
import time
from typing import TYPE_CHECKING, Any

import psutil

from grader.verdict import Gantt, Span, Verdict
from grader.worker.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Callable

    from server import Site

NAP = 0.02
PATIENCE = 150
"""Naps without a newcomer (3 s) before the gate stops waiting for more."""
SHORT = 25
"""The same, once an earlier check has waited in vain."""
WATCH = 10
"""Naps that a full house is watched for one more; half as many when it has filled up again."""


class Patience:
    """How long gates wait, over all checks of a run."""

    def __init__(self) -> None:
        self.naps = PATIENCE

    def used_up(self) -> None:
        """Somebody never came: whoever waits again may wait less."""
        self.naps = SHORT


class Gate:
    """Lets ``limit`` requests in, and says what is wrong with whoever comes."""

    def __init__(self, site: Site, patience: Patience, limit: int, allowed: str = "") -> None:
        self.site = site
        self.patience = patience
        self.limit = limit
        self.allowed = allowed or f"max_workers={limit}"
        self._returned = threading.Event()
        self._was_full = False

    def beside(self, watch: Callable[[Gate], None], call: Callable[[], Any]) -> Any:
        """Run ``call`` here and ``watch`` in a thread beside it; raises what the watch found."""
        found: list[BaseException] = []

        def guard() -> None:
            try:
                watch(self)
            except BaseException as error:  # noqa: BLE001  raised again below, in the check's own thread
                found.append(error)
            finally:
                self.site.open()

        guardian = threading.Thread(target=guard, name="the suite's gate")
        guardian.start()
        try:
            result = call()
        except BaseException:
            if not found:
                raise  # the gate had nothing against it: the exception is the submission's own affair
        finally:
            self._returned.set()
            guardian.join()
        if not found:
            return result
        if isinstance(found[0], Finding):
            found[0].evidence = (self._picture(),)
        raise found[0]

    def _picture(self) -> Gantt:
        """Draw the first requests as the server saw them, one lane each."""
        spans = self.site.spans()[: self.limit + 5]
        end = max((span[2] or span[1] for span in spans), default=0.0)
        lanes = tuple(
            Span(f"{n} {path}", start, done or end) for n, (path, start, done) in enumerate(spans, 1)
        )
        return Gantt("requests in flight, as the server saw them (it held them to see who else comes)", lanes)

    def full_house(self) -> list[dict[str, Any]]:
        """Wait until ``limit`` requests are held and make sure that no further one comes."""
        naps = most = watched = 0
        while watched < (WATCH // 2 if self._was_full else WATCH):
            inside = self.site.inside()
            if len(inside) > self.limit:
                raise Finding(
                    Verdict.WRONG,
                    f"{len(inside)} requests were in flight at once; {self.allowed} allows {self.limit}",
                )
            if self._returned.is_set():
                raise AssertionError("scrape returned while requests of its own were still in flight")
            watched = watched + 1 if len(inside) == self.limit else 0
            naps = 0 if len(inside) > most else naps + 1
            most = max(most, len(inside))
            if naps > self.patience.naps:
                self.patience.used_up()
                raise Finding(Verdict.SLOW, self._too_few(most))
            time.sleep(NAP)
        self._was_full = True
        return inside

    def _too_few(self, most: int) -> str:
        if self._was_full:
            return (
                f"a response was sent and no new request took its place: {most} of {self.limit} in flight, "
                "though more URLs were waiting"
            )
        return (
            f"at most {most} of {self.limit} requests {'was' if most == 1 else 'were'} in flight at once, "
            "though more URLs were waiting"
        )

    def owners(self, inside: list[dict[str, Any]]) -> None:
        """Make sure that these requests came from this process and from no other."""
        with socket.create_connection(("127.0.0.1", self.site.port)) as probe:
            own = _ports(psutil.Process())
            if probe.getsockname()[1] not in own:
                raise Finding(
                    Verdict.INCONCLUSIVE,
                    "this machine does not let a process see its own sockets, so who sent the requests "
                    "is not known; allow reading /proc/self",
                )
        strange = {request["port"] for request in inside} - own
        if strange:
            children = psutil.Process().children(recursive=True)
            pids = sorted(child.pid for child in children if _ports(child) & strange)
            raise Finding(
                Verdict.WRONG_TOOL,
                f"{len(strange)} of {len(inside)} requests in flight came from other processes"
                + (f" (pids {', '.join(map(str, pids))})" if pids else "")
                + "; waiting for a network takes threads or an event loop, not processes",
            )


def _ports(process: psutil.Process) -> set[int]:
    """Give the local ports of a process's sockets."""
    try:
        return {sock.laddr.port for sock in process.net_connections("tcp") if sock.laddr}
    except psutil.Error:
        return set()
