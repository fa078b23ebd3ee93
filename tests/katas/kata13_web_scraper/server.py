"""The suite's side of the web server: start it, say what its pages do, ask what it saw, end it.

The server is a process of its own (`serving`), so that nothing a submission does to its own process,
the GIL included, can slow or change what is measured.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Mapping

type Act = Mapping[str, Any]

# Read while the suite is collected: later the sandbox may have taken away the right to read it.
_SERVING = Path(__file__).with_name("serving.py").read_text(encoding="utf-8")


class Serving:
    """A process that can serve one site after the other; a context manager."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603  this interpreter, our own text
            [sys.executable, "-I", "-S", "-c", _SERVING],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._turn = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process; every connection goes with it."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._pipe("stdin"), self._pipe("stdout")):
            pipe.close()

    def ask(self, order: Mapping[str, object]) -> dict[str, Any]:
        """Give an order and wait for the answer."""
        with self._turn:
            pipe = self._pipe("stdin")
            pipe.write(json.dumps(order).encode() + b"\n")
            pipe.flush()
            line = self._pipe("stdout").readline()
        if not line:
            raise RuntimeError(f"the suite's web server is gone (exit code {self._process.poll()})")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _pipe(self, name: str) -> Any:
        return getattr(self._process, name)


class Site:
    """A running server with a port of its own, in ``serving`` or a process for it alone."""

    def __init__(self, serving: Serving | None = None) -> None:
        self._serving = serving or Serving()
        self._alone = serving is None
        self._paths: dict[str, str] = {}
        self.port: int = self._ask(do="anew")["port"]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the server; every connection goes with it."""
        if self._alone:
            self._serving.close()
        else:
            self._ask(do="close")

    def page(self, path: str, *acts: Act) -> str:
        """Put a page there that does ``acts``, one per request; gives its URL."""
        self._ask(do="page", path=path, acts=acts)
        url = f"http://127.0.0.1:{self.port}{path}"
        self._paths[url] = path
        return url

    def deaf(self, patience: float) -> str:
        """Give a URL where `connect` itself stalls, for so many seconds."""
        url = f"http://127.0.0.1:{self._ask(do='deaf', patience=patience)['port']}/nobody-accepts"
        self._paths[url] = "/nobody-accepts"
        return url

    def refused(self) -> str:
        """Give a URL whose connection is refused; after 3 s it is a 404, for whoever never gives up."""
        url = f"http://127.0.0.1:{self._ask(do='refuse')['port']}/refused"
        self._paths[url] = "/refused"
        return url

    def name(self, url: str) -> str:
        """Name a page as a report should: the path, without the port of the day."""
        return self._paths.get(url, url)

    def requests(self, url: str) -> int:
        """How many requests for ``url`` arrived."""
        return int(self._ask(do="look")["requests"].get(self.name(url), 0))

    def gave_up(self) -> list[str]:
        """Which stalls the server itself ended, because the client never hung up."""
        return list(self._ask(do="look")["gave_up"])

    def inside(self) -> list[dict[str, Any]]:
        """The requests in flight, in order of arrival: ``id``, ``path`` and the client's ``port``."""
        return list(self._ask(do="look")["inside"])

    def peak_so_far(self) -> int:
        """The most requests in flight at once since this was last asked; meetings begin anew."""
        return int(self._ask(do="again")["peak"])

    def spans(self) -> list[tuple[str, float, float | None]]:
        """When requests were in flight, seconds since the first: path, start, end."""
        return [(path, start, end) for path, start, end in self._ask(do="spans")["spans"]]

    def release(self, request: Mapping[str, Any]) -> None:
        """Let one held request have the rest of its response."""
        self._ask(do="release", id=request["id"])

    def open(self) -> None:
        """Hold nothing any more."""
        self._ask(do="open")

    def _ask(self, **order: object) -> dict[str, Any]:
        return self._serving.ask(order)


def answer(body: str | bytes = "", charset: str | None = None, *, after: float = 0.0) -> Act:
    """Answer 200 with text: encoded by ``charset`` and labelled so, or UTF-8 without a label."""
    if isinstance(body, str):
        body = body.encode((charset or "utf-8").strip('"'))
    kind = f"text/html; charset={charset}" if charset else "text/html"
    return {"do": "answer", "type": kind, "body": _text(body), "after": after}


def status(number: int, *, after: float = 0.0) -> Act:
    """Answer with a status and a short body of its own."""
    return {"do": "answer", "status": number, "body": _text(b"an error page"), "after": after}


def hold(body: str) -> Act:
    """Send half of the response, and the rest when the suite says so."""
    return {"do": "hold", "type": "text/html", "body": _text(body.encode())}


def meet(body: str, *, of: int, after: float) -> Act:
    """Answer ``after`` a moment, and the first ones not before ``of`` are there or nobody else comes."""
    return {"do": "answer", "type": "text/html", "body": _text(body.encode()), "after": after, "meet": of}


def raw(data: bytes) -> Act:
    """Send ``data`` as it is and close the connection."""
    return {"do": "raw", "body": _text(data)}


def drop(sent: bytes = b"", *, reset: bool = False) -> Act:
    """Close the connection before any byte, or after ``sent`` of a longer body."""
    return {"do": "drop", "type": "text/html", "body": _text(sent), "length": 1000, "reset": reset}


def stall(where: str, *, drip: bool = False, patience: float) -> Act:
    """Stop before the ``head`` or in the ``body``, or let it drip; for ``patience`` seconds."""
    act = {"do": "stall", "where": where, "drip": drip, "patience": patience}
    return act | {"type": "text/html", "length": 100_000}


def _text(body: bytes) -> str:
    return base64.b64encode(body).decode("ascii")
