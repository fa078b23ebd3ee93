"""A load from outside: 200 connections, slow ones and broken ones among them. Standard library alone.

Anybody can run it::

    python tests/katas/kata24_image_server/load.py solutions/kata24_image_server/reference.py

starts the server of that file in this process, lets another process be its clients, stops the server, and
prints what was served, what went wrong, and what is left: processes, threads, files, the port. With
``--clients HOST PORT`` it is only the clients, for a server that runs elsewhere, and prints one JSON object.

What the clients do: most send three images one after the other and compare every byte of the answers. The
slow ones send and read in small pieces with pauses. Of the broken ones some send headers that are none, some
ask for too large an image, and some go away: in mid-header, in mid-image, or before they read the answer.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import importlib
import json
import os
import socket
import struct
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

CONNECTIONS = 200
INVERTED = bytes(255 - pixel for pixel in range(256))
HEADERS = (b"HELLO", b"INVERT", b"INVERT 3", b"INVERT x y", b"INVERT -1 4", b"INVERT 0 4", b"\xff\xfe", b"")
LARGE = (b"INVERT 65536 65536", b"INVERT 4097 4096", b"INVERT 1 99999999999999999999")


class Clients:
    """Two hundred of them, at the same time."""

    def __init__(self, host: str, port: int, patience: float) -> None:
        self._address = (host, port)
        self._patience = patience
        self.counts: Counter[str] = Counter()
        self.errors: list[str] = []

    async def run(self) -> None:
        """Let all of them come, and wait until the last has gone."""
        await asyncio.gather(*(self._client(number) for number in range(CONNECTIONS)))

    async def _client(self, number: int) -> None:
        match number % 10:
            case 3 | 7:
                kind, act = "slow", self._slow
            case 4:
                kind, act = "bad header", self._bad_header
            case 5:
                kind, act = "too large", self._too_large
            case 8:
                kind, act = "gone", self._gone
            case _:
                kind, act = "steady", self._steady
        try:
            reader, writer = await asyncio.open_connection(*self._address)
            try:
                await asyncio.wait_for(act(number, reader, writer), self._patience)
                self.counts[f"{kind} connections"] += 1
            finally:
                writer.close()
        except Exception as error:  # noqa: BLE001  whatever it was, it is counted, and the others go on
            self.errors.append(f"{kind} connection {number}: {type(error).__name__}: {error}")

    async def _steady(self, number: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for turn in range(3):
            header, pixels = image(40 + number % 7, 90 + turn, number)
            writer.write(header + pixels)
            await self._answer(reader, pixels)

    async def _slow(self, number: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        header, pixels = image(30, 40, number)
        sent = header + pixels
        for start in range(0, len(sent), 100):
            writer.write(sent[start : start + 100])
            await asyncio.sleep(0.05)
        await asyncio.sleep(0.3)
        await self._answer(reader, pixels)

    async def _bad_header(
        self, number: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        writer.write(HEADERS[number // 10 % len(HEADERS)] + b"\n")
        await self._refused(reader)

    async def _too_large(
        self, number: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        writer.write(LARGE[number // 10 % len(LARGE)] + b"\n")
        await self._refused(reader)

    async def _gone(self, number: int, _: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        header, pixels = image(300, 200, number)
        sent = (header[:5], header + pixels[:70], header + pixels)[number // 10 % 3]
        writer.write(sent)
        await writer.drain()
        if number // 30 % 2:  # without a farewell: the server finds a reset, not an end
            sock = writer.get_extra_info("socket")
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    async def _answer(self, reader: asyncio.StreamReader, pixels: bytes) -> None:
        line = await reader.readline()
        if line != b"OK %d\n" % len(pixels):
            raise ValueError(f"answered {line!r} to an image of {len(pixels)} pixels")
        if await reader.readexactly(len(pixels)) != pixels.translate(INVERTED):
            raise ValueError("the pixels are not the inverted ones")
        self.counts["images"] += 1

    async def _refused(self, reader: asyncio.StreamReader) -> None:
        line = await reader.readline()
        if not (line.startswith(b"ERROR") and line.endswith(b"\n")):
            raise ValueError(f"answered {line!r} to a header that is none")
        self.counts["refusals"] += 1


def image(width: int, height: int, seed: int) -> tuple[bytes, bytes]:
    """Give a header and pixels that belong to this client alone."""
    pixels = bytes((seed * 31 + place * 7) % 256 for place in range(width * height))
    return b"INVERT %d %d\n" % (width, height), pixels


def expected() -> dict[str, int]:
    """What a server that does everything right is counted for."""
    return {
        "steady connections": 100,
        "slow connections": 40,
        "bad header connections": 20,
        "too large connections": 20,
        "gone connections": 20,
        "images": 340,
        "refusals": 40,
    }


def be_clients(host: str, port: int, patience: float) -> None:
    """Be the clients, and print what came of it."""
    began, clients = time.monotonic(), Clients(host, port, patience)
    asyncio.run(clients.run())
    seconds = time.monotonic() - began
    print(json.dumps({"counts": clients.counts, "errors": clients.errors, "seconds": seconds}))  # noqa: T201


def children() -> set[int]:
    """The processes that this one has started; multiprocessing's own helpers stay, and are none."""
    found = set()
    for task in Path("/proc/self/task").glob("*"):
        with contextlib.suppress(OSError):
            found |= {int(pid) for pid in (task / "children").read_text().split()}
    return {pid for pid in found if not is_helper(pid)}


def is_helper(pid: int) -> bool:
    """Tell the resource tracker and the fork server."""
    try:
        command = Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return True
    return "resource_tracker" in command or "forkserver" in command


def files() -> int:
    """How many files this process has open."""
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208  a count of names


def is_open(address: tuple[str, int]) -> bool:
    """Whether anybody can connect."""
    try:
        socket.create_connection(address, 2).close()
    except OSError:
        return False
    return True


def try_out(path: str, workers: int) -> bool:
    """Start the server of a file, load it, stop it, and print the figures; whether all is as it should be."""
    sys.path.insert(0, str(Path(path).resolve().parent))  # spawned workers import it by its name
    module = importlib.import_module(Path(path).stem)
    for _ in range(2):  # the first time, multiprocessing starts helpers that stay
        before = (files(), threading.active_count(), children())
        server = module.ImageServer("127.0.0.1", 0, workers)
        server.start()
        address = server.address
        ran = subprocess.run(  # noqa: S603  this very file
            [sys.executable, __file__, "--clients", address[0], str(address[1])],
            stdout=subprocess.PIPE,
            check=True,
        )
        began = time.monotonic()
        server.stop()
        stopped = time.monotonic() - began
        said = json.loads(ran.stdout)
        left = {
            "files": files() - before[0],
            "threads": threading.active_count() - before[1],
            "processes": len(children() - before[2]),
            "ports": int(is_open(address)),
        }
    for what, count in sorted(said["counts"].items()):
        print(f"{count:5} {what}")  # noqa: T201
    print(f"{len(said['errors']):5} errors", *said["errors"][:10], sep="\n        ")  # noqa: T201
    print(f"{said['seconds']:5.1f} s for all, {stopped:.2f} s to stop; left behind:", left)  # noqa: T201
    return said["counts"] == expected() and not said["errors"] and not any(left.values())


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="200 connections, slow ones and broken ones among them.")
    parser.add_argument("file", nargs="?", help="a file with an ImageServer")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--clients", nargs=2, metavar=("HOST", "PORT"), help="be only the clients")
    parser.add_argument("--patience", type=float, default=30.0, help="seconds that a client gives the server")
    given = parser.parse_args()
    if given.clients:
        be_clients(given.clients[0], int(given.clients[1]), given.patience)
    elif given.file:
        sys.exit(0 if try_out(given.file, given.workers) else 1)
    else:
        parser.error("a file, or --clients HOST PORT")


if __name__ == "__main__":
    main()
