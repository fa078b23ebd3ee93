"""The module ``random`` of a world: alike in every execution, unless the program seeds it itself."""

from __future__ import annotations

import random
import types
from typing import Any

_METHODS = tuple(
    name
    for name in random.__all__
    if callable(getattr(random, name)) and not isinstance(getattr(random, name), type)
)


class Random(random.Random):
    """Seeded with 0 where CPython asks the system."""

    def __init__(self, x: Any = 0) -> None:
        super().__init__(x)

    def seed(self, a: Any = 0, version: int = 2) -> None:
        """As ``random.Random.seed``."""
        super().seed(0 if a is None else a, version)


def make_random_module() -> types.ModuleType:
    """A copy of ``random`` with this ``Random``."""
    module = types.ModuleType("random")
    module.__dict__.update(vars(random))
    module.Random = Random  # type: ignore[attr-defined]
    return module


def begin_anew(module: Any) -> None:
    """Give the functions of ``module`` the generator that every execution begins with."""
    instance = module._inst = module.Random(0)
    for method in _METHODS:
        setattr(module, method, getattr(instance, method))
