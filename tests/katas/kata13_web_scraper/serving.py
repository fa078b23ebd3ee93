"""The web server that the suite scrapes: one process of its own, one event loop, loopback alone.

It is started by `server.Serving` and serves one `Site` after the other, each on a port of its own and
with nothing left of the one before. The site tells it over standard input what each page does and asks
what it has seen; answers go to standard output, one JSON object a line. It ends when standard input
does, or when its parent is gone, so nothing outlives the suite. Standard library only; nothing imported
from beside it, because its text is handed to a bare interpreter.

A page is a list of acts, one per request; the last act is repeated. Acts, by their ``do``:

- ``answer``  status, headers and the body, after a pause of ``after`` seconds and a ``meet``-ing
- ``raw``     these bytes, then the connection is closed
- ``drop``    the connection is closed before any byte of the response, or after ``body`` (a part of it)
- ``stall``   the head or the body stops for ever, or with ``drip`` sends a byte now and then
- ``hold``    head and half of the body at once, the rest when `Site` releases the request
"""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
import os
import socket
import struct
import sys
import time
from collections import Counter
from http import HTTPStatus

type Ends = tuple[asyncio.StreamReader, asyncio.StreamWriter]

TICK = 0.05
LONELY = 10
"""Ticks without a newcomer before a meeting is off."""
REFUSALS = 60
"""Ticks for which a port refuses connections, before whoever tries for ever finds a 404 there."""


class Seen:
    """What the server knows about its requests."""

    def __init__(self) -> None:
        self.requests: Counter[str] = Counter()
        self.inside: dict[int, dict[str, object]] = {}
        self.peak = 0
        self.gave_up: list[str] = []
        self.spans: list[list[object]] = []
        self._numbers = itertools.count()
        self._start = time.monotonic()

    def enter(self, path: str, port: int) -> int:
        """A request has arrived, whole."""
        number = next(self._numbers)
        if not number:
            self._start = time.monotonic()
        self.spans.append([path, self._now(), None])
        self.requests[path] += 1
        self.inside[number] = {"id": number, "path": path, "port": port}
        self.peak = max(self.peak, len(self.inside))
        return number

    def leave(self, number: int) -> None:
        """A request is about to get its last byte, or none: it no longer counts as in flight."""
        if self.inside.pop(number, None):
            self.spans[number][2] = self._now()

    def _now(self) -> float:
        return time.monotonic() - self._start


class Server:
    """Pages, connections and the commands that control them."""

    def __init__(self) -> None:
        self.pages: dict[str, list[dict[str, object]]] = {}
        self.seen = Seen()
        self.held: dict[int, asyncio.Event] = {}
        self.open = False
        self.met = False
        self.deaf: list[socket.socket] = []
        self.tasks: set[asyncio.Task[None]] = set()
        self.listeners: list[asyncio.Server] = []
        self.visits: set[asyncio.Task[None]] = set()

    async def start(self) -> int:
        """Listen; gives the port."""
        self.listeners.append(await asyncio.start_server(self.connected, "127.0.0.1", 0, backlog=512))
        return int(self.listeners[0].sockets[0].getsockname()[1])

    def close(self) -> None:
        """Take no more connections and drop those that there are."""
        for listener in self.listeners:
            listener.close()
        for task in (*self.tasks, *self.visits):
            task.cancel()
        for sock in self.deaf:
            sock.close()

    # -- connections ---------------------------------------------------------------------------

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection until either side has had enough."""
        visit = asyncio.current_task()
        assert visit  # it is one
        self.visits.add(visit)
        visit.add_done_callback(self.visits.discard)
        try:
            while await self.exchange(reader, writer):
                pass
        except (OSError, EOFError, ValueError, asyncio.LimitOverrunError):
            pass  # the client went away or speaks no HTTP: its own affair
        finally:
            writer.close()

    async def exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """One request and its response; says whether the connection can be used again."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        method, target, version = head.split("\r\n", 1)[0].split(" ")
        path = "/" + target.split("/", 3)[3] if target.startswith("http://") else target
        keep = version == "HTTP/1.1" and "connection: close" not in head.lower()
        number = self.seen.enter(path, writer.get_extra_info("peername")[1])
        try:
            act = self.next_act(path) if method == "GET" else {"do": "answer", "status": 405}
            return await self.perform(act, number, path, (reader, writer), keep=keep)
        finally:
            self.seen.leave(number)

    def next_act(self, path: str) -> dict[str, object]:
        """What the page does for the request that has just been counted."""
        acts = self.pages.get(path.partition("#")[0], [{"do": "answer", "status": 404}])
        return acts[min(self.seen.requests[path], len(acts)) - 1]

    async def perform(
        self, act: dict[str, object], number: int, path: str, ends: Ends, *, keep: bool
    ) -> bool:
        """Carry out one act; True if another request may follow on this connection."""
        reader, writer = ends
        body = base64.b64decode(str(act.get("body", "")))
        head = head_of(act, int(act.get("length") or len(body)), keep=keep)
        match act["do"]:
            case "answer":
                await self.meet(int(str(act.get("meet", 0))))
                await asyncio.sleep(float(str(act.get("after", 0))))
                self.seen.leave(number)
                writer.write(head + body)
            case "hold":
                writer.write(head + body[: len(body) // 2])
                await self.hold(number)
                self.seen.leave(number)
                writer.write(body[len(body) // 2 :])
            case "raw" | "drop":
                self.seen.leave(number)
                writer.write(body if act["do"] == "raw" else head + body if body else b"")
                if act.get("reset"):
                    # Linger for no time at all: the kernel sends RST where it would have sent FIN.
                    sock = writer.get_extra_info("socket")
                    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                keep = False
            case "stall":
                await self.stall(act, head, writer)
                if await still_there(reader, writer):
                    self.seen.gave_up.append(path)
                keep = False
        await writer.drain()
        return keep

    async def hold(self, number: int) -> None:
        """Wait until the suite releases this request."""
        if not self.open:
            self.held[number] = asyncio.Event()
            await self.held[number].wait()

    async def meet(self, number: int) -> None:
        """Wait until ``number`` requests were in flight together, or half a second brought nobody new."""
        lonely = 0
        while not self.met and len(self.seen.inside) < number and lonely < LONELY:
            inside = len(self.seen.inside)
            await asyncio.sleep(TICK)
            lonely = lonely + 1 if len(self.seen.inside) <= inside else 0
        self.met = self.met or number > 0

    async def stall(self, act: dict[str, object], head: bytes, writer: asyncio.StreamWriter) -> None:
        """Stop before the head or in the body; with ``drip``, a byte a tick all the while."""
        if act["where"] == "body":
            writer.write(head)
        elif act.get("drip"):
            writer.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        for _ in range(ticks(act["patience"])):
            if act.get("drip"):
                writer.write(b".")
                await writer.drain()
            await asyncio.sleep(TICK)

    # -- commands ------------------------------------------------------------------------------

    def command(self, order: dict[str, object]) -> dict[str, object]:
        """Do what the suite asks and say what is to be seen."""
        match order["do"]:
            case "page":
                self.pages[str(order["path"])] = list(order["acts"])  # type: ignore[call-overload]  # JSON list
            case "release":
                self.held.pop(int(str(order["id"]))).set()
            case "open":
                self.open = True
                while self.held:
                    self.held.popitem()[1].set()
            case "spans":
                return {"spans": self.seen.spans[:100]}
            case "deaf":
                return {"port": self.listen_without_accepting(ticks(order["patience"]))}
            case "refuse":
                return {"port": self.refuse_for_a_while()}
        peak = self.seen.peak
        if order["do"] == "again":
            self.seen.peak, self.met = len(self.seen.inside), False
        return {
            "inside": list(self.seen.inside.values()),
            "peak": peak,
            "requests": self.seen.requests,
            "gave_up": self.seen.gave_up,
        }

    def listen_without_accepting(self, patience: int) -> int:
        """A port whose queue of connections is full already, so that `connect` itself stalls."""
        listener = socket.create_server(("127.0.0.1", 0), backlog=0)
        self.deaf.append(listener)
        for _ in range(3):
            client = socket.socket()
            client.setblocking(False)  # noqa: FBT003  the standard library's own signature
            client.connect_ex(listener.getsockname())
            self.deaf.append(client)
        self.tasks.add(asyncio.ensure_future(self.stop_being_deaf(patience)))
        return int(listener.getsockname()[1])

    def refuse_for_a_while(self) -> int:
        """A port that is bound and does not listen yet, so that connections are refused."""
        taken = socket.socket()
        taken.bind(("127.0.0.1", 0))
        self.tasks.add(asyncio.ensure_future(self.begin_to_listen(taken)))
        return int(taken.getsockname()[1])

    async def begin_to_listen(self, taken: socket.socket) -> None:
        """Let those who have tried for so long come to an end."""
        for _ in range(REFUSALS):
            await asyncio.sleep(TICK)
        self.listeners.append(await asyncio.start_server(self.connected, sock=taken))

    async def stop_being_deaf(self, patience: int) -> None:
        """End the stall of a connection that nobody accepts."""
        for _ in range(patience):
            await asyncio.sleep(TICK)
        self.seen.gave_up.append("/nobody-accepts")
        for sock in self.deaf:
            sock.close()


def head_of(act: dict[str, object], length: int, *, keep: bool) -> bytes:
    """The status line and the headers of a response."""
    status = int(str(act.get("status", 200)))
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}", f"Content-Length: {length}"]
    if act.get("type"):
        lines.append(f"Content-Type: {act['type']}")
    if not keep:
        lines.append("Connection: close")
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


async def still_there(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
    """Tell a client that waits from one that hung up; one that has sent its all may be either."""
    if not reader.at_eof():
        return True
    for _ in range(2):  # the first byte to somebody who is gone comes back as RST, the second fails
        writer.write(b".")
        await asyncio.sleep(TICK)
    return not writer.transport.is_closing()


def ticks(seconds: object) -> int:
    """Ticks, not seconds, are waited for: a machine that stands still does not use them up."""
    return int(float(str(seconds)) / TICK)


def say(answer: dict[str, object]) -> None:
    """Answer the suite."""
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


async def watch_parent() -> None:
    """Return when the process that started this one is gone."""
    parent = os.getppid()
    while os.getppid() == parent:  # noqa: ASYNC110  nobody signals the death of a parent
        await asyncio.sleep(TICK * 4)


async def obey() -> None:
    """Read commands until there are no more; ``anew`` puts another server in the place of the last."""
    loop = asyncio.get_running_loop()
    orders = asyncio.StreamReader(limit=2**26)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
    server = Server()
    while line := await orders.readline():
        order = json.loads(line)
        match order["do"]:
            case "anew":
                server.close()
                server = Server()
                say({"port": await server.start()})
            case "close":
                server.close()
                await asyncio.sleep(0)  # so that the connections are gone when this is answered
                say({})
            case _:
                say(server.command(order))


async def main() -> None:
    """Serve until the suite hangs up or dies."""
    ends = [asyncio.ensure_future(obey()), asyncio.ensure_future(watch_parent())]
    await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
    for end in ends:
        if end.done():
            end.result()


if __name__ == "__main__":
    asyncio.run(main())
