"""The image server at work: real sockets on loopback, real processes, and clients of every kind.

Nothing depends on how fast the machine is: who waits for whom is forced by clients that send half a request
and no more, who works is told by CPU time, and a time-out is only how long the suite waits for what never
comes.
"""

from __future__ import annotations

import contextlib
import gc
import json
import multiprocessing
import os
import select
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from clients import Client, Net, NoAnswer, image
from load import expected
from watching import LOOKS, Catching, Watching, held

from grader.measure.busy import all_asleep
from grader.verdict import Verdict
from grader.worker.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

HOST = "127.0.0.1"
SLOW = 30
"""Clients that are in no hurry: more than anybody has workers."""
AT_ONCE = 2.0
"""Seconds for what has happened already, if it ever does."""
STOP_WAITS = (0.6, 1.0)
"""Seconds that `stop`, which may take five, has before the held worker goes on: at least, at most."""
TRIES, ENOUGH = 12, 2
"""How often three workers are tried to be caught at work together, and how often in vain is enough."""
# Read while the suite is collected: later the sandbox may have taken away the right to read it.
LOAD = Path(__file__).with_name("load.py").read_text(encoding="utf-8")

type Serve = Callable[..., Any]


@pytest.fixture(scope="session")
def net() -> Net:
    """Give what all checks of a run share: how long they wait for an answer."""
    return Net()


@pytest.fixture
def serve(attempt: ModuleType, net: Net) -> Iterator[Serve]:
    """Give the maker of running servers; at the end of the check all are stopped."""
    running: list[Any] = []

    def start(workers: int = 2, port: int = 0) -> Any:
        server = attempt.ImageServer(HOST, port, workers)
        server.start()
        running.append(server)
        return server

    yield start
    for server in running:
        net.stopped(server)


# What is answered.


def test_inverts_images(net: Net, serve: Serve) -> None:
    """Images of any shape come back inverted, one after the other on one connection."""
    server = serve()
    address = server.address
    assert tuple(address)[:1] == (HOST,), f"address is {address!r}, expected ({HOST!r}, <port>)"
    with net.client(server) as client:
        for number, (width, height) in enumerate(((3, 2), (1, 1), (256, 1), (1, 300), (211, 97))):
            request, answer = image(width, height, number)
            client.send(request)
            client.gets(answer, f"an image of {width} x {height}")


def test_pixels_that_look_like_lines(net: Net, serve: Serve) -> None:
    """Pixels may be any bytes: ends of lines, zeros, headers."""
    with net.client(serve()) as client:
        for pixels in (b"\n" * 6, b"\0\r\n\0\xff\n", b"INVERT 2 3\n"[:6]):
            client.send(b"INVERT 2 3\n" + pixels)
            client.gets(b"OK 6\n" + bytes(255 - pixel for pixel in pixels), f"the pixels {pixels!r}")


def test_in_small_pieces(net: Net, serve: Serve) -> None:
    """A request that comes byte by byte is the same request."""
    request, answer = image(7, 5, 3)
    with net.client(serve()) as client:
        client.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for place in range(len(request)):
            client.send(request[place : place + 1])
            time.sleep(0.002)
        client.gets(answer, "an image that came byte by byte")


def test_several_requests_in_one_piece(net: Net, serve: Serve) -> None:
    """A client may send the next request before it has the answer: they are answered in order."""
    images = [image(12, 9, 1), image(5, 5, 2), image(40, 30, 3)]
    with net.client(serve()) as client:
        client.send(b"".join(request for request, _ in images))
        for number, (_, answer) in enumerate(images, 1):
            client.gets(answer, f"image {number} of three that were sent in one piece")


BAD = (
    b"HELLO",
    b"",
    b"INVERT",
    b"INVERT 3",
    b"INVERT 3 2 1",
    b"INVERT x y",
    b"INVERT 3 -2",
    b"INVERT -3 -2",
    b"INVERT 0 5",
    b"INVERT 5 0",
    b"INVERT 2.0 3",
    b"INVERT +2 3",
    b"INVERT 1_0 1",
    b"INVERT 0x2 2",
    b"invert 3 2",
    b"BLUR 3 2",
    "INVERT \u0663 1".encode(),
    b"INVERT \xb2 1",
    b"\xff\xfe\x00",
)


def test_bad_headers(net: Net, serve: Serve) -> None:
    """A header that is none is answered with ERROR, and the server goes on."""
    server = serve()
    for header in BAD:
        with net.client(server) as client:
            client.send(header + b"\n")
            try:
                client.is_refused(f"to the header {header!r}")
            except NoAnswer:
                net.still_there(server, f"after the header {header!r}")
                raise
        net.still_there(server, f"after the header {header!r}")


def test_endless_headers(net: Net, serve: Serve) -> None:
    """A header of more than 1000 bytes is answered with ERROR, whether or not it ever ends."""
    server = serve()
    for header in (b"INVERT 3 " * 300, b"x" * 5000, b"INVERT 1 1" + b" " * 1500 + b"\n"):
        with net.client(server) as client:
            client.send(header)
            client.is_refused(f"to {len(header)} bytes of a header that begins with {header[:12]!r}")
        net.still_there(server, "after a header that was too long")


def test_too_large_images(net: Net, serve: Serve) -> None:
    """An image of more than 16 Mi pixels is refused before it is read, and no memory is taken for it."""
    server = serve()
    for width, height in ((4097, 4096), (2**24 + 1, 1), (1, 10**30), (32768, 32768)):
        with net.client(server) as client:
            client.send(b"INVERT 1 1\n\x07")
            client.gets(b"OK 1\n\xf8", "an image of one pixel")  # the connection has all that it needs
            gc.collect()
            before = memory()
            client.send(b"INVERT %d %d\n" % (width, height))
            client.is_refused(f"to the header of an image of {width} x {height}")
            after = memory()
            told = f"for the header of an image of {width} x {height}, which is to be refused,"
            grown = after["RssAnon"] - before["RssAnon"]
            assert grown < 4 * 2**20, f"{told} the server's memory grew by {grown / 2**20:.0f} MiB"
            taken = after["VmPeak"] - before["VmSize"]
            if after["VmPeak"] > before["VmPeak"] and taken > 700 * 2**20:
                raise AssertionError(f"{told} the server took {taken / 2**20:.0f} MiB before it refused")
    net.still_there(server, "after images that were too large")


def memory() -> dict[str, int]:
    """Bytes by name that Linux has noted of this process; zeros elsewhere."""
    found = dict.fromkeys(("RssAnon", "VmPeak", "VmSize"), 0)
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines():
            name, _, value = line.partition(":")
            if name in found:
                found[name] = int(value.split()[0]) * 1024
    return found


# Who waits for whom.


def test_slow_clients_delay_nobody(net: Net, serve: Serve) -> None:
    """While thirty clients have sent half a request, and two never read the answer, others are served."""
    server = serve()
    request, answer = image(30, 20, 1)
    large, _ = image(3000, 2000, 2)
    with contextlib.ExitStack() as open_ones:
        halves = [open_ones.enter_context(net.client(server)) for _ in range(SLOW)]
        for number, client in enumerate(halves):
            client.send(
                request[: (3, 14, 200)[number % 3]]
            )  # in the header, before the pixels, in the middle
        try:
            for _ in range(2):
                open_ones.enter_context(net.client(server, deaf=True)).send(large)
            for number in range(3):
                net.asks(server, "a client beside slow ones", number)
        except (NoAnswer, OSError) as error:
            raise Finding(
                Verdict.SLOW,
                f"{SLOW} clients had sent half of a request, and others after them, two of whom never "
                f"read their answer, were not served: {error}",
            ) from error
        for number, client in enumerate(halves):
            client.send(request[(3, 14, 200)[number % 3] :])
        for client in halves:
            client.gets(answer, "a slow client that has sent all at last")


def test_clients_that_go_away(net: Net, serve: Serve) -> None:
    """Clients that go away in the middle of a request, or before they have the answer, harm nobody."""
    server = serve()
    request, answer = image(400, 300, 4)
    with net.client(server) as witness:
        for _ in range(4):
            for sent in (0, 5, 15, 5000, len(request)):
                for farewell in (True, False):
                    client = net.client(server)
                    client.send(request[:sent])
                    client.socket.close() if farewell else client.go_away()
            witness.send(request)
            witness.gets(answer, "a client beside some that went away")
    net.still_there(server, "after clients had gone away")


def test_each_gets_its_own_image(net: Net, serve: Serve) -> None:
    """Many clients at once get each the answer to their own image."""
    server = serve(workers=3)
    net.crowd(server, clients=12, turns=5, width=60, height=50)


# The end, and every way to begin.


def test_stop_finishes_what_runs(net: Net, serve: Serve) -> None:
    """`stop` answers every request that was received completely, those that wait for a worker included."""
    server = serve(workers=1)
    with Watching() as seen:
        net.crowd(server, clients=1, turns=1, width=1000, height=1000)
    did = seen.workers()
    request, answer = image(200, 100, 6)
    with contextlib.ExitStack() as open_ones:
        go_on = open_ones.enter_context(held(max(did, key=did.__getitem__))) if did else None
        clients = [open_ones.enter_context(net.client(server)) for _ in range(4)]
        for client in clients:
            client.send(request)
        for client in clients:
            is_received(client)
        with ThreadPoolExecutor(1, thread_name_prefix="the suite") as beside:
            stop = beside.submit(net.stopped, server)
            if go_on:
                until_stop_waits(clients)
                go_on()
            for client in clients:
                client.gets(answer, "a request that was received completely before stop() was called")
                client.socket.close()
            stop.result()


def until_stop_waits(clients: list[Client]) -> None:
    """Wait until `stop` can do no more before the worker, which is held, has worked; or has dropped a client.

    Who looks each half second whether the end has come has looked; who is awake, or would be if there were a
    core, may still do something. A server that never sleeps is waited for no longer than one second.
    """
    began, asleep = time.monotonic(), 0
    while (waited := time.monotonic() - began) < STOP_WAITS[1]:
        if select.select([client.socket for client in clients], [], [], 0.01)[0]:
            return
        asleep = asleep + 1 if all_asleep() else 0
        if waited > STOP_WAITS[0] and asleep >= LOOKS:
            return


def is_received(client: Client) -> None:
    """Wait until the server has taken all that was sent."""
    for _ in range(500):
        if not client.unread():
            return
        time.sleep(0.02)
    raise AssertionError("the server did not read a request within ten seconds")


def test_stop_closes_the_port(net: Net, serve: Serve) -> None:
    """After `stop` nobody can connect, the port can be used again, and a second `stop` does nothing."""
    server = serve()
    address = server.address
    net.asks(server, "a client")
    with net.client(server) as idle:
        request, answer = image(20, 10, 1)
        idle.send(request)
        idle.gets(answer, "a client that stays")  # so it is no longer the system's, which would close it
        net.stopped(server)
        idle.socket.settimeout(AT_ONCE)
        try:
            said = idle.read(1)
        except NoAnswer as error:
            cause = "stop() returned, and the connection of a client that had its answer was still open"
            raise Finding(Verdict.LEAKED, cause) from error
        assert not said, f"a client that had its answer was told {said!r}"
    with contextlib.suppress(OSError):
        socket.create_connection(address, net.patience.seconds).close()
        raise Finding(Verdict.LEAKED, f"stop() returned, and port {address[1]} still takes connections")
    net.stopped(server)
    again = serve(port=address[1])
    assert tuple(again.address) == tuple(address), f"address is {again.address!r}, expected {address!r}"
    net.asks(again, "a client of a server at the same port")


def test_stop_without_a_client(net: Net, serve: Serve) -> None:
    """A server that no client ever came to stops as well."""
    net.stopped(serve(workers=3))


def test_two_servers(net: Net, serve: Serve) -> None:
    """Two servers run at the same time, and the end of one is not the end of the other."""
    one, other = serve(workers=1), serve(workers=1)
    net.asks(one, "a client of the first server")
    net.asks(other, "a client of the second server")
    net.stopped(one)
    net.asks(other, "a client of the second server after the first was stopped")


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_start_methods(net: Net, serve: Serve, method: str) -> None:
    """It works however children are started: forked, spawned, or from a fork server."""
    if method not in multiprocessing.get_all_start_methods():
        return
    multiprocessing.set_start_method(method, force=True)
    try:
        server = serve()
        for number in range(2):
            net.asks(server, f"a client, with children started by {method}", number)
        net.stopped(server)
    except NoAnswer as error:
        raise Finding(Verdict.CRASHED, f"under {method}: {error}") from error
    finally:
        multiprocessing.set_start_method(None, force=True)


# Who works.


def serial(pixels: int) -> float:
    """CPU seconds that inverting so many pixels takes here."""
    data, best = bytes(pixels), float("inf")
    for _ in range(3):
        began = time.thread_time()
        bytes([255 - pixel for pixel in data])
        best = min(best, time.thread_time() - began)
    return best


def test_the_workers_do_the_inverting(net: Net, serve: Serve) -> None:
    """The images of six clients are inverted in `workers` processes: not in the server's own, not in more."""
    width, height, clients, turns, workers = 1000, 1000, 6, 4, 2
    server = serve(workers=workers)
    net.crowd(server, clients=2 * workers, turns=1, width=10, height=10)
    one = serial(width * height)
    with Watching() as seen:
        net.crowd(server, clients=clients, turns=turns, width=width, height=height)
    work, did = clients * turns * one, seen.workers()
    busy = [pid for pid, seconds in did.items() if seconds >= 0.6 * one]
    if sum(did.values()) < 0.5 * work:
        where = (
            "in the server's own process"
            if seen.own > 0.5 * work
            else "nowhere: is `invert` called as it is?"
        )
        raise Finding(
            Verdict.WRONG_TOOL,
            f"inverting {clients * turns} images takes {work:.2f} CPU seconds, and the worker processes used "
            f"{sum(did.values()):.2f}: the work was done {where}",
            (seen.bars(),),
        )
    if len(busy) > workers:
        raise Finding(
            Verdict.WRONG_TOOL,
            f"{len(busy)} processes inverted the images of {clients} clients; workers={workers}: "
            "processes are for the pixels, and clients wait in threads",
            (seen.bars(),),
        )


def test_all_workers_at_once(net: Net, serve: Serve) -> None:
    """With three workers, the images of three clients are inverted at the same time, each by another one."""
    width, height, workers = 3000, 2500, 3
    server = serve(workers=workers)
    net.crowd(server, clients=workers, turns=2, width=10, height=10)
    one = serial(width * height)
    most = rests = 0
    for _ in range(TRIES):
        with Catching(workers, one) as seen:
            net.crowd(server, clients=workers, turns=1, width=width, height=height)
        if seen.caught == workers and not seen.escaped:
            return
        most, rests = max(most, seen.caught), rests + (not seen.escaped)
        if rests == ENOUGH:
            break
    told = f"three clients sent an image at the same time, {ENOUGH} times, with workers=3"
    if rests < ENOUGH:
        raise Finding(Verdict.INCONCLUSIVE, f"{told}: this machine was too busy to see who worked when")
    raise Finding(
        Verdict.SLOW,
        f"{told}, and never did more than {most} of the processes invert at the same time: while they were "
        "stopped in the middle of it, no other began",
        (seen.bars(),),
    )


# What takes longest comes last: everywhere else it would be in the way of a failure.


def test_stop_whatever_clients_do(net: Net, serve: Serve) -> None:
    """`stop` returns though clients stay connected: idle ones, in mid-request, and such as never read."""
    server = serve()
    request, _ = image(2500, 2000, 7)
    with contextlib.ExitStack() as open_ones:
        for sent in (0, 0, 4, 20, 100_000, len(request), len(request)):
            client = open_ones.enter_context(net.client(server, deaf=True))
            client.send(request[:sent])
            is_received(client)
        dripping = open_ones.enter_context(net.client(server))
        over = threading.Event()

        def drip() -> None:
            with contextlib.suppress(OSError, NoAnswer):
                dripping.send(b"INVERT 2000 2000\n")
                while not over.wait(0.01):
                    dripping.send(b"x")

        drips = threading.Thread(target=drip, name="the suite's dripping client")
        drips.start()
        try:
            net.asks(server, "a client beside slow ones")
            net.stopped(server)
        finally:
            over.set()
            drips.join()


def test_the_largest_image(net: Net, serve: Serve) -> None:
    """An image of 16 Mi pixels is inverted."""
    request, answer = image(4096, 4096, 5)
    with net.client(serve(workers=1)) as client:
        client.send(request)
        client.gets(answer, "an image of 4096 x 4096")


def test_a_load_from_outside(attempt: ModuleType, net: Net, serve: Serve) -> None:
    """200 connections at once, slow and broken ones among them: all are served, and no file stays open."""
    net.asks(first := serve(), "a client")
    net.stopped(first)  # by now multiprocessing has started what stays
    gc.collect()
    files, patience = open_files(), 2 * net.patience.seconds
    server = attempt.ImageServer(HOST, 0, 2)
    server.start()
    try:
        host, port = server.address
        ran = subprocess.run(  # noqa: S603  this interpreter, our own text
            [sys.executable, "-I", "-c", LOAD, "--clients", host, str(port), "--patience", str(patience)],
            stdout=subprocess.PIPE,
            check=True,
        )
    finally:
        net.stopped(server)
    said = json.loads(ran.stdout)
    errors = said["errors"]
    assert not errors, f"of 200 connections {len(errors)} went wrong: {errors[0]}"
    assert said["counts"] == expected(), f"counted {said['counts']}, expected {expected()}"
    del server  # a pool that was shut down keeps its pipes until it is dropped
    for _ in range(250):
        gc.collect()
        if open_files() <= files:
            return
        time.sleep(0.02)
    raise Finding(
        Verdict.LEAKED,
        f"after 200 connections and stop(), {open_files() - files} files or sockets are still open",
    )


def open_files() -> int:
    """How many files this process has open; 0 where the system does not tell."""
    try:
        return len(os.listdir("/proc/self/fd"))  # noqa: PTH208  a count of names
    except OSError:
        return 0
