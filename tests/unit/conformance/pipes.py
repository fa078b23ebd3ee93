"""Pipes: what goes through, what blocks, and how an end is noticed."""

import multiprocessing as mp
from multiprocessing import Pipe, Process
from multiprocessing.connection import wait

BIG = 3_000_000


def _echo(end):
    while True:
        try:
            end.send(end.recv())
        except EOFError:
            return


def _sends(end, *what):
    for one in what:
        end.send(one)


def _closes(end):
    end.close()


def _receives(end):
    end.recv()


def _started(target, *args):
    child = Process(target=target, args=args)
    child.start()
    return child


def echoes():
    ours, theirs = Pipe()
    child = _started(_echo, theirs)
    theirs.close()
    said = []
    for what in (1, "text", None, [1, {"a": (2,)}], b"bytes", 2.5):
        ours.send(what)
        said.append(ours.recv())
    ours.close()
    child.join()
    return said, child.exitcode


def large_both_ways():
    ours, theirs = Pipe()
    child = _started(_echo, theirs)
    theirs.close()
    ours.send(b"x" * BIG)
    size = len(ours.recv())
    ours.close()
    child.join()
    return size


def end_is_seen():
    ours, theirs = Pipe()
    child = _started(_sends, theirs, 1)
    theirs.close()
    said = [ours.recv()]
    try:
        ours.recv()
    except EOFError:
        said.append("end")
    child.join()
    return said


def broken_is_seen():
    ours, theirs = Pipe()
    child = _started(_closes, theirs)
    theirs.close()
    child.join()
    ours.send(1)


def one_direction():
    reader, writer = Pipe(duplex=False)
    return reader.readable, reader.writable, writer.readable, writer.writable


def wrong_direction_to_send():
    reader, _writer = Pipe(duplex=False)
    reader.send(1)


def wrong_direction_to_receive():
    _reader, writer = Pipe(duplex=False)
    writer.recv()


def closed_cannot_send():
    ours, _theirs = Pipe()
    ours.close()
    ours.send(1)


def closes_twice():
    ours, theirs = Pipe()
    ours.close()
    ours.close()
    return ours.closed, theirs.closed


def polls():
    ours, theirs = Pipe()
    before = ours.poll()
    theirs.send(1)
    after = ours.poll(), ours.poll(None)
    ours.recv()
    theirs.close()
    return before, after, ours.poll()


def polls_for_nothing():
    ours, theirs = Pipe()
    return ours.poll(0.01), theirs.poll(0)


def with_statement():
    ours, theirs = Pipe()
    with ours, theirs:
        ours.send(1)
        said = theirs.recv()
    return said, ours.closed


def bytes_go_through():
    ours, theirs = Pipe()
    ours.send_bytes(b"abcdef", 2, 3)
    ours.send_bytes(bytearray(b"xyz"))
    buffer = bytearray(8)
    first = theirs.recv_bytes()
    size = theirs.recv_bytes_into(buffer, 1)
    return first, size, bytes(buffer)


def too_many_bytes():
    ours, theirs = Pipe()
    ours.send_bytes(b"abcdef")
    theirs.recv_bytes(3)


def too_small_a_buffer():
    ours, theirs = Pipe()
    ours.send_bytes(b"abcdef")
    try:
        theirs.recv_bytes_into(bytearray(2))
    except mp.BufferTooShort as error:
        return error.args


def cannot_be_pickled():
    ours, _theirs = Pipe()
    try:
        ours.send(lambda: None)
    except Exception as error:
        return isinstance(error, AttributeError) or "ickl" in type(error).__name__


def end_goes_through_a_pipe():
    ours, theirs = Pipe()
    reader, writer = Pipe(duplex=False)
    child = _started(_answers_elsewhere, theirs)
    ours.send(writer)
    writer.close()
    said = reader.recv()
    child.join()
    return said


def _answers_elsewhere(end):
    with end.recv() as other:
        other.send("here")


def waits_for_several():
    first, second = Pipe(), Pipe()
    child = _started(_sends, second[1], "second")
    ready = wait([first[0], second[0]])
    said = [one.recv() for one in ready]
    child.join()
    return said


def waits_for_nothing():
    ours, _theirs = Pipe()
    return wait([ours], 0.01)


def dead_child_leaves_what_it_sent():
    ours, theirs = Pipe()
    child = _started(_sends, theirs, 1, 2)
    theirs.close()
    child.join()
    return [ours.recv(), ours.recv()]


def order_is_kept():
    ours, theirs = Pipe()
    child = _started(_sends, theirs, *range(20))
    said = [ours.recv() for _ in range(20)]
    child.join()
    return said


def sender_is_killed():
    ours, theirs = Pipe()
    child = _started(_receives, theirs)
    theirs.close()
    child.kill()
    child.join()
    try:
        ours.recv()
    except (EOFError, ConnectionResetError):
        return "end", child.exitcode


def both_send_too_much():
    """Hangs."""
    ours, theirs = Pipe()
    child = _started(_sends_and_receives, theirs)
    theirs.close()
    ours.send(b"x" * BIG)
    ours.recv()
    child.join()


def _sends_and_receives(end):
    end.send(b"x" * BIG)
    end.recv()


def end_is_kept_open():
    """Hangs."""
    ours, theirs = Pipe()
    child = _started(_closes, theirs)
    child.join()
    ours.recv()
