"""``python -P -m grader.worker.runner``: imports one module and runs one call per request.

A runner is the only place where the benchmark stage executes a submission. It holds no clock, no limit
and no verdict: it answers what a call returned, and all figures are read from outside. Requests and
answers are msgpack, each behind its length, on two inherited descriptors named on the command line.

Spawned children import this module again as ``__mp_main__``, so it imports little at its head.
"""

from __future__ import annotations

import gc
import os
import sys

_HEAD = 8


def receive(descriptor: int) -> bytes | None:
    """Read one message; None at the end of the line."""
    head = _exactly(descriptor, _HEAD)
    return None if head is None else _exactly(descriptor, int.from_bytes(head))


def size(message: bytes) -> int:
    """How many bytes ``send`` writes for ``message``."""
    return _HEAD + len(message)


def send(descriptor: int, message: bytes) -> None:
    """Write one message."""
    rest = memoryview(len(message).to_bytes(_HEAD) + message)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _exactly(descriptor: int, count: int) -> bytes | None:
    parts = []
    while count:
        part = os.read(descriptor, min(count, 1 << 20))
        if not part:
            return None
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def main() -> None:
    """Serve until the line ends."""
    import importlib  # noqa: PLC0415  spawned children need none of these
    import multiprocessing  # noqa: PLC0415
    import traceback  # noqa: PLC0415
    import warnings  # noqa: PLC0415

    import msgspec  # noqa: PLC0415

    warnings.simplefilter("ignore")  # fork beside threads, and whatever else the learner's console shows
    requests, answers = int(sys.argv[1]), int(sys.argv[2])
    encode, decode, write, gil = msgspec.msgpack.encode, msgspec.msgpack.decode, send, _gil
    modules: dict[str, object] = {}

    def load(
        folders: list[str], module: str, suite: str, method: str, rights: dict[str, list[str]] | None
    ) -> None:
        sys.path[:0] = folders
        if method:
            multiprocessing.set_start_method(method, force=True)
        # the suite first: what the submission imports by that name is then the suite's, too
        modules["suite"] = importlib.import_module(suite)
        if rights is not None:
            importlib.import_module("grader.worker.confine").restrict(**rights)
        modules["module"] = importlib.import_module(module)

    def run(function: str, arguments: list[object]) -> object:
        gc.collect()
        return getattr(modules["suite"], function)(modules["module"], *arguments)

    owner = os.getpid()
    while (request := receive(requests)) is not None:
        asked = decode(request)
        answer: dict[str, object] = {"token": asked.pop("token")}
        found: object = None
        try:
            if "folders" in asked:
                load(**asked)
            else:
                found = run(**asked)
        except BaseException as error:  # noqa: BLE001  SystemExit too: whatever leaves the call is the answer
            answer["error"] = type(error).__name__
            answer["text"] = "".join(traceback.format_exception(error))
        if os.getpid() != owner:  # a child that the submission forked has run out of its code into ours
            os._exit(1)
        answer |= {"gil": gil(), "interpreters": "_interpreters" in sys.modules}
        try:
            said = encode(answer | {"value": found})
        except Exception as error:  # noqa: BLE001  a value that is no plain data, or an object that raises
            said = encode(answer | {"odd": f"{type(found).__name__}: {error}"})
        write(answers, said)


def _gil() -> bool:
    ask = getattr(sys, "_is_gil_enabled", None)  # since 3.13; an import can turn the GIL on
    return True if ask is None else bool(ask())


if __name__ == "__main__":
    main()
