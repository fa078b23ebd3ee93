"""What the operators of the source do, by the name of their AST node, and how their failure is told."""

from __future__ import annotations

import operator
import re
import sys
import warnings
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

AUGMENTED: dict[str, Callable[[Any, Any], Any]] = {
    "Add": operator.iadd, "Sub": operator.isub, "Mult": operator.imul, "Div": operator.itruediv,
    "FloorDiv": operator.ifloordiv, "Mod": operator.imod, "Pow": operator.ipow, "LShift": operator.ilshift,
    "RShift": operator.irshift, "BitOr": operator.ior, "BitXor": operator.ixor, "BitAnd": operator.iand,
    "MatMult": operator.imatmul,
}  # fmt: skip
BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "Add": operator.add, "Sub": operator.sub, "Mult": operator.mul, "Div": operator.truediv,
    "FloorDiv": operator.floordiv, "Mod": operator.mod, "Pow": operator.pow, "LShift": operator.lshift,
    "RShift": operator.rshift, "BitOr": operator.or_, "BitXor": operator.xor, "BitAnd": operator.and_,
    "MatMult": operator.matmul, "Eq": operator.eq, "NotEq": operator.ne, "Lt": operator.lt,
    "LtE": operator.le, "Gt": operator.gt, "GtE": operator.ge, "Is": operator.is_, "IsNot": operator.is_not,
}  # fmt: skip
_SIGNS = {
    "Eq": "==", "NotEq": "!=", "Lt": "<", "LtE": "<=", "Gt": ">", "GtE": ">=", "Is": "is", "IsNot": "is not",
    "In": "in", "NotIn": "not in",
}  # fmt: skip

# These look at the frame that calls them: called through a wrapper they would see ours.
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
FRAME_BOUND = frozenset(
    {
        compile,
        eval,
        exec,
        globals,
        super,
        type,
        type.__new__,
        sys._getframe,
        sys._getframemodulename,
        warnings.warn,
    }
)


def why(op: str, left: object, right: object) -> str:
    """What a failed comparison of a suite says to the learner."""
    shown, wanted = _ADDRESS.sub("", repr(left)), _ADDRESS.sub("", repr(right))
    if op == "Is" and shown == wanted:
        return f"expected one object, saw two: {shown}"
    if op in {"Eq", "Is"}:
        return f"expected {wanted}, saw {shown}"
    return f"saw {shown}, which is not {_SIGNS[op]} {wanted}"
