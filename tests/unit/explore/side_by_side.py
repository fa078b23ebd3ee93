"""Runs a program plain and rewritten, with all hooks live, and gives everything that it could notice."""

from __future__ import annotations

import builtins
import sys
import traceback
import types
from typing import Any

from grader.explore.hooks import Hooks
from grader.explore.mirrors import Mirrors
from grader.explore.rewrite import rewrite
from grader.explore.world import World

PATH = "attempt.py"


class Loud:
    """An object that logs whatever is done to it, and whose parts are as loud."""

    def __init__(self, log: list[str], name: str) -> None:
        object.__setattr__(self, "_log", log)
        object.__setattr__(self, "_name", name)

    def _say(self, what: str) -> None:
        object.__getattribute__(self, "_log").append(f"{self!r}: {what}")

    def _part(self, text: str) -> Loud:
        return Loud(object.__getattribute__(self, "_log"), f"{self!r}{text}")

    def __repr__(self) -> str:
        name: str = object.__getattribute__(self, "_name")
        return name

    def __getattr__(self, name: str) -> Loud:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        self._say(f"get .{name}")
        return self._part(f".{name}")

    def __setattr__(self, name: str, value: object) -> None:
        self._say(f"set .{name} = {value!r}")

    def __delattr__(self, name: str) -> None:
        self._say(f"del .{name}")

    def __getitem__(self, index: object) -> Loud:
        self._say(f"get [{index!r}]")
        return self._part(f"[{index!r}]")

    def __setitem__(self, index: object, value: object) -> None:
        self._say(f"set [{index!r}] = {value!r}")

    def __delitem__(self, index: object) -> None:
        self._say(f"del [{index!r}]")

    def __call__(self, *args: object, **kwargs: object) -> Loud:
        """Called like anything else."""
        self._say(f"call {args!r} {kwargs!r}")
        return self._part("()")

    def __bool__(self) -> bool:
        self._say("bool")
        return len(repr(self)) % 2 == 0

    def __len__(self) -> int:
        self._say("len")
        return 2

    def __iter__(self) -> Any:
        self._say("iter")
        for number in range(2):
            self._say(f"next {number}")
            yield self._part(f"#{number}")

    def __contains__(self, item: object) -> bool:
        self._say(f"contains {item!r}")
        return len(repr(item)) % 2 == 0

    def __eq__(self, other: object) -> Any:
        self._say(f"== {other!r}")
        return self._part("?=")

    def __lt__(self, other: object) -> Any:
        self._say(f"< {other!r}")
        return self._part("?<")

    def __hash__(self) -> int:
        self._say("hash")
        return 1

    def __index__(self) -> int:
        self._say("index")
        return 1

    def __format__(self, spec: str) -> str:
        self._say(f"format {spec!r}")
        return f"<{self!r}>"

    def __enter__(self) -> Loud:  # noqa: PYI034  what is entered is another object, as loud
        self._say("enter")
        return self._part("'")

    def __exit__(self, *error: object) -> bool:
        self._say(f"exit {error[0]!r}")
        return False

    def keys(self) -> list[str]:
        """What ``**`` asks for."""
        self._say("keys")
        return ["k1", "k2"]

    def __await__(self) -> Any:
        self._say("await")
        return iter(())


def _operator(name: str) -> Any:
    def operate(self: Loud, other: object) -> Loud:
        self._say(f"{name} {other!r}")
        return self._part(name)

    return operate


_ARITHMETIC = ("add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "pow")
_BINARY = (*_ARITHMETIC, "lshift", "rshift", "and", "or", "xor")
for _name in ("__radd__", *(f"__{kind}{of}__" for of in _BINARY for kind in ("", "i"))):
    setattr(Loud, _name, _operator(_name))
for _name in ("__neg__", "__pos__", "__invert__"):
    setattr(Loud, _name, lambda self, _name=_name: _operator(_name)(self, None))


def run(source: str, *, rewritten: bool) -> dict[str, Any]:
    """What the program did: its log, its names, what it raised and on which of its lines."""
    log: list[str] = []
    module = types.ModuleType("attempt")
    space = module.__dict__
    space.update({name: Loud(log, name) for name in "abc"}, log=log, say=lambda x: log.append(repr(x)) or x)
    if rewritten:
        world = World()
        world.multi = True
        hooks, mirrors = Hooks(world).table, Mirrors(world).builtins
        space["__builtins__"] = {**vars(builtins), **hooks, **mirrors, "__lp__": lambda _site: None}
        code = rewrite(source, PATH, 1).code
    else:
        space["__builtins__"] = dict(vars(builtins))
        code = compile(source, PATH, "exec", dont_inherit=True)
    raised: object = None
    outer = sys.modules.get("attempt")
    sys.modules["attempt"] = module
    try:
        exec(code, space)  # noqa: S102  the programs of these tests
    except BaseException as error:  # noqa: BLE001  what it raises is part of what it does
        steps = traceback.walk_tb(error.__traceback__)
        lines = [line for frame, line in steps if frame.f_code.co_filename == PATH]
        raised = (type(error).__name__, str(error), lines)
    finally:
        if outer is None:
            del sys.modules["attempt"]
        else:
            sys.modules["attempt"] = outer
    return {
        "log": log,
        "names": sorted(name for name in space if name != "__builtins__") if raised is None else [],
        "annotations": {k: str(v) for k, v in space.get("__annotations__", {}).items()},
        "raised": raised,
    }
