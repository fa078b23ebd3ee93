"""Pipes between processes: messages in a buffer of so many bytes, and ends counted as they are open."""

from __future__ import annotations

import errno
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from grader.explore.parts import order

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from grader.explore.parts import VThread
    from grader.explore.processes.system import System
    from grader.explore.world import World

# Linux: a pipe holds 64 KiB, a pair of sockets some 200 kB
_PIPE, _SOCKETS = 65_536, 200_000
_HEADER = 4


@dataclass(eq=False)
class Message:
    """Bytes on their way: ``whole`` once all are written, ``drained`` once there is room for the rest."""

    data: bytes
    whole: bool = True
    drained: bool = False


@dataclass(eq=False)
class Stream:
    """One direction of a pipe: a buffer, and how many open descriptors can write to it and read from it."""

    capacity: int
    writers: int = 0
    readers: int = 0
    used: int = 0
    messages: deque[Message] = field(default_factory=deque)
    signature: int = 0
    clock: list[int] = field(default_factory=list)

    def free(self, thread: VThread) -> bool:  # noqa: ARG002  the protocol's signature
        """Whether a reader can go on: there is something, or there will never be."""
        return bool(self.messages) or not self.writers


@dataclass(eq=False)
class Room:
    """What a writer waits for: room, or the end of all readers."""

    stream: Stream

    def free(self, thread: VThread) -> bool:  # noqa: ARG002  the protocol's signature
        """Whether the writer can go on."""
        return self.stream.used < self.stream.capacity or not self.stream.readers


@dataclass(eq=False)
class Drained:
    """What the writer of a message that does not fit waits for."""

    stream: Stream
    message: Message

    def free(self, thread: VThread) -> bool:  # noqa: ARG002  the protocol's signature
        """Whether the writer can go on."""
        return self.message.drained or not self.stream.readers


@dataclass(eq=False)
class Whole:
    """What the reader of a message that is still being written waits for."""

    stream: Stream
    message: Message

    def free(self, thread: VThread) -> bool:  # noqa: ARG002  the protocol's signature
        """Whether the reader can go on."""
        return self.message.whole or not self.stream.writers


@dataclass(eq=False)
class AnyOf:
    """What `wait` waits for: any of several."""

    objects: Sequence[Any]

    def free(self, thread: VThread) -> bool:
        """Whether one of them is ready."""
        return any(one.free(thread) for one in self.objects)


@dataclass(eq=False)
class Luggage:
    """A descriptor that is on its way to another process."""

    incoming: Stream | None
    outgoing: Stream | None
    released: bool = False

    def __post_init__(self) -> None:
        _count(self.incoming, self.outgoing, 1)

    def release(self, by: VThread | None = None) -> None:  # noqa: ARG002  as every descriptor's
        """It has arrived, or whom it was for has ended."""
        if not self.released:
            self.released = True
            _count(self.incoming, self.outgoing, -1)


class Connection:
    """``multiprocessing.connection.Connection``: a descriptor of one process."""

    world: World
    system: System
    dumps: Callable[[Any], bytes]
    loads: Callable[[bytes], Any]

    def __init__(self, incoming: Stream | None, outgoing: Stream | None) -> None:
        self._incoming = incoming
        self._outgoing = outgoing
        self._number = self.system.number()
        self._process = self.system.current
        self._process.open[self._number] = self
        self._closed = False
        _count(incoming, outgoing, 1)

    # life

    @property
    def closed(self) -> bool:
        """Whether this end is closed."""
        return self._closed

    @property
    def readable(self) -> bool:
        """Whether it can receive."""
        return self._incoming is not None

    @property
    def writable(self) -> bool:
        """Whether it can send."""
        return self._outgoing is not None

    def fileno(self) -> int:
        """Its number."""
        self._check()
        return self._number

    def close(self) -> None:
        """As ``Connection.close``; twice is fine."""
        if self._closed:
            return
        if not self.world.aborting:
            self.world.point()
        if not self._closed:
            self.release()

    def release(self, by: VThread | None = None) -> None:
        """Count this descriptor out, without a step of its own."""
        if self._closed:
            return
        self._closed = True
        self._process.open.pop(self._number, None)
        _count(self._incoming, self._outgoing, -1)
        world = self.world
        if not world.aborting:
            for stream in (self._incoming, self._outgoing):
                if stream is not None:
                    self._changed(stream, "close", by)
            world.note("close", self)

    def __del__(self) -> None:
        self.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def portable(self) -> tuple[object, ...]:
        """What stands for it in a pickle: a descriptor on its way, which counts as open."""
        self._check()
        luggage = Luggage(self._incoming, self._outgoing)
        key = self.system.number()
        self.system.shared[key] = luggage
        if self.system.packed is not None:
            self.system.packed[key] = luggage
        return ("connection", key)

    @classmethod
    def arrived(cls, key: int) -> Connection:
        """What ``portable`` stands for, in the process that reads the pickle."""
        luggage: Luggage = cls.system.shared[key]
        made = cls(luggage.incoming, luggage.outgoing)
        luggage.release()
        return made

    def has(self, stream: Stream, *, incoming: bool) -> bool:
        """Whether this is an open end of ``stream``, to receive or to send."""
        return (self._incoming if incoming else self._outgoing) is stream

    # messages

    def send(self, obj: Any) -> None:
        """As ``Connection.send``."""
        self._check(self._outgoing, "connection is read-only")
        self._send(bytes(type(self).dumps(obj)))

    def send_bytes(self, buf: Any, offset: int = 0, size: int | None = None) -> None:
        """As ``Connection.send_bytes``."""
        self._check(self._outgoing, "connection is read-only")
        view = memoryview(buf).cast("B")
        if offset < 0:
            raise ValueError("offset is negative")
        if len(view) < offset:
            raise ValueError("buffer length < offset")
        if size is None:
            size = len(view) - offset
        elif size < 0:
            raise ValueError("size is negative")
        elif offset + size > len(view):
            raise ValueError("buffer length < offset + size")
        self._send(bytes(view[offset : offset + size]))

    def recv(self) -> Any:
        """As ``Connection.recv``."""
        self._check(self._incoming, "connection is write-only")
        return type(self).loads(self._receive())

    def recv_bytes(self, maxlength: int | None = None) -> bytes:
        """As ``Connection.recv_bytes``."""
        self._check(self._incoming, "connection is write-only")
        if maxlength is not None and maxlength < 0:
            raise ValueError("negative maxlength")
        data = self._receive()
        if maxlength is not None and len(data) > maxlength:
            self.close()
            raise OSError("bad message length")
        return data

    def recv_bytes_into(self, buf: Any, offset: int = 0) -> int:
        """As ``Connection.recv_bytes_into``."""
        self._check(self._incoming, "connection is write-only")
        data = self._receive()
        view = memoryview(buf).cast("B")
        if len(data) > len(view) - offset:
            error: Any = self.system.current.image.find("multiprocessing.context").BufferTooShort
            raise error(data)
        view[offset : offset + len(data)] = data
        return len(data)

    def poll(self, timeout: float | None = 0.0) -> bool:
        """As ``Connection.poll``."""
        self._check(self._incoming, "connection is write-only")
        return bool(wait(self.world, self.system, [self], timeout))

    def free(self, thread: VThread) -> bool:
        """Whether `wait` may give this one."""
        return self._closed or self._incoming is None or self._incoming.free(thread)

    # steps

    def _check(self, stream: Any = True, otherwise: str = "") -> None:  # noqa: FBT002  either direction, or any
        if self._closed:
            raise OSError("handle is closed")
        if stream is None:
            raise OSError(otherwise)

    def _send(self, data: bytes) -> None:
        world, stream = self.world, self._outgoing
        assert stream is not None  # noqa: S101  _check said so
        size = len(data) + _HEADER
        world.point(Room(stream))
        self._check()
        if not stream.readers:
            self._looked(stream, "broken")
            raise BrokenPipeError(errno.EPIPE, "Broken pipe")
        message = Message(data, whole=size <= stream.capacity - stream.used)
        stream.messages.append(message)
        stream.used = min(stream.capacity, stream.used + size)
        self._changed(stream, "send")
        world.note("send", self)
        if message.whole:
            return
        world.point(Drained(stream, message))
        if not message.drained:
            self._looked(stream, "broken")
            raise BrokenPipeError(errno.EPIPE, "Broken pipe")
        message.whole = True
        self._changed(stream, "sent")

    def _receive(self) -> bytes:
        world, stream = self.world, self._incoming
        assert stream is not None  # noqa: S101  _check said so
        world.point(stream)
        self._check()
        if not stream.messages:
            self._looked(stream, "end")
            world.note("eof", self)
            raise EOFError
        message = stream.messages[0]
        if not message.whole:
            message.drained = True
            self._changed(stream, "drain")
            world.point(Whole(stream, message))
            if not message.whole:
                self._looked(stream, "end")
                raise OSError("got end of file during message")
        stream.messages.popleft()
        stream.used = sum(min(stream.capacity, len(one.data) + _HEADER) for one in stream.messages)
        self._changed(stream, "receive")
        world.note("recv", self)
        return message.data

    def _changed(self, stream: Stream, operation: str, by: VThread | None = None) -> None:
        world = self.world
        me = by or world.current
        order(me, stream.clock)
        me.signature = stream.signature = hash((me.signature, operation, stream.signature))
        stream.clock = list(me.clock)
        me.clock[me.number] += 1
        world.wrote()

    def _looked(self, stream: Stream, operation: str) -> None:
        me = self.world.current
        order(me, stream.clock)
        me.signature = hash((me.signature, operation, stream.signature))


def _count(incoming: Stream | None, outgoing: Stream | None, by: int) -> None:
    if incoming is not None:
        incoming.readers += by
    if outgoing is not None:
        outgoing.writers += by


def wait(world: World, system: System, objects: Any, timeout: float | None = None) -> list[Any]:
    """As ``multiprocessing.connection.wait``: those of ``objects`` that are ready."""
    given = list(objects)
    ends = {process.sentinel: process for process in system.processes}
    awaited = [ends[one] if isinstance(one, int) else one for one in given]
    if timeout is not None and timeout <= 0:
        world.point()
    else:
        world.point(AnyOf(awaited), None if timeout is None else world.now + timeout)
    me = world.current
    ready = [one for one, what in zip(given, awaited, strict=True) if what.free(me)]
    for what in awaited:
        of = getattr(what, "_incoming", what)
        if of is not None:
            order(me, of.clock)
            me.signature = hash((me.signature, "poll", of.signature))
    if not ready:
        me.polls += 1
    world.note("poll", None)
    return ready


def make_pipe(connection: type[Connection]) -> Callable[[bool], tuple[Connection, Connection]]:
    """``multiprocessing.Pipe``."""

    def pipe(duplex: bool = True) -> tuple[Connection, Connection]:  # noqa: FBT001, FBT002  as the real one
        if duplex:
            there, back = Stream(_SOCKETS), Stream(_SOCKETS)
            return connection(back, there), connection(there, back)
        stream = Stream(_PIPE)
        return connection(stream, None), connection(None, stream)

    return pipe
