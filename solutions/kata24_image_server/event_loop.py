"""One thread with an event loop for all clients; the loop hands the pixels to a pool of processes."""

import asyncio
import contextlib
import socket
import threading
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

MOST_PIXELS = 16 * 2**20
LONGEST_HEADER = 1000
PATIENCE = 2.0


def invert(pixels: bytes) -> bytes:
    """Turn black into white; slow on purpose, as it stands for a filter that nobody can make quicker."""
    return bytes([255 - pixel for pixel in pixels])


class ImageServer:
    """Answers ``INVERT <width> <height>`` with the inverted image; ``workers`` processes do the inverting."""

    def __init__(self, host: str, port: int, workers: int) -> None:
        self._host, self._port, self._workers = host, port, workers
        self._address = (host, port)
        self._tasks: dict[asyncio.Task[None], tuple[asyncio.StreamReader, asyncio.StreamWriter]] = {}
        self._stopped = False

    @property
    def address(self) -> tuple[str, int]:
        """Host and port as bound; valid once `start` returned."""
        return self._address

    def start(self) -> None:
        """Listen, and return when clients can connect."""
        self._pool = ProcessPoolExecutor(self._workers, get_context("spawn"))
        listener = socket.create_server((self._host, self._port))
        self._address = listener.getsockname()[:2]
        self._ready = threading.Event()
        self._thread = threading.Thread(target=asyncio.run, args=(self._main(listener),))
        self._thread.start()
        self._ready.wait()

    def stop(self) -> None:
        """Answer what was received completely, close the rest, and leave nothing behind."""
        if not self._stopped:
            self._stopped = True
            self._loop.call_soon_threadsafe(self._over.set)
            self._thread.join()
            self._pool.shutdown()

    async def _main(self, listener: socket.socket) -> None:
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self._client, sock=listener, limit=LONGEST_HEADER)
        self._ready.set()
        await self._over.wait()
        server.close()
        for reader, writer in self._tasks.values():
            writer.transport.pause_reading()  # type: ignore[attr-defined]  # a socket's transport can read
            reader.feed_eof()  # what has come is still read, and then it ends
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=PATIENCE)
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)

    async def _client(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task  # noqa: S101  it is one
        self._tasks[task] = (reader, writer)
        try:
            while await self._exchange(reader, writer):
                pass
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # the client's own affair, or ours in the end
        finally:
            writer.transport.abort() if self._over.is_set() else writer.close()
            del self._tasks[task]

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        try:
            header = await reader.readuntil(b"\n")
            name, width, height = header[:-1].split(b" ")
            if name != b"INVERT" or not (width.isdigit() and height.isdigit()):
                raise ValueError  # noqa: TRY301  one way out for all that is wrong
            expected = int(width) * int(height)
            if not 0 < expected <= MOST_PIXELS:
                raise ValueError  # noqa: TRY301  the same
        except (ValueError, asyncio.LimitOverrunError):
            writer.write(b"ERROR expected INVERT <width> <height>, of 1 to 16 Mi pixels\n")
            await writer.drain()
            return False
        pixels = await reader.readexactly(expected)
        answer = await self._loop.run_in_executor(self._pool, invert, pixels)
        writer.write(b"OK %d\n" % len(answer))
        writer.write(answer)
        with contextlib.suppress(ConnectionError):
            await writer.drain()
        return True
