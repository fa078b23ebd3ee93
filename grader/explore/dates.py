"""A ``datetime`` whose *now* and *today* are the world's, by the wall clock of its ``time``."""

from __future__ import annotations

import datetime as dt
import types
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


class _Like(type):
    """Ours stands for the real class: what other modules make of that one are instances of ours."""

    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, vars(cls).get("_real", ())) or type.__instancecheck__(cls, instance)

    def __subclasscheck__(cls, other: type) -> bool:
        return issubclass(other, vars(cls).get("_real", ())) or type.__subclasscheck__(cls, other)


def make_datetime_module(wall: Callable[[], float]) -> types.ModuleType:
    """The module ``datetime`` of a world whose wall clock is ``wall``."""
    module = types.ModuleType("datetime")
    module.__dict__.update(vars(dt))

    class date(dt.date, metaclass=_Like):  # noqa: N801  the standard library's name
        """``datetime.date``."""

        _real = dt.date

        @classmethod
        def today(cls) -> Any:
            """The day of the world's wall clock."""
            return cls.fromtimestamp(wall())

    class datetime(dt.datetime, metaclass=_Like):  # noqa: N801  the standard library's name
        """``datetime.datetime``."""

        _real = dt.datetime

        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> Any:
            """The world's wall clock, here or in ``tz``."""
            return cls.fromtimestamp(wall(), tz)

        @classmethod
        def utcnow(cls) -> Any:
            """The world's wall clock in UTC, naive."""
            return cls.now(dt.UTC).replace(tzinfo=None)

        @classmethod
        def today(cls) -> Any:
            """The world's wall clock, here."""
            return cls.now()

    for ours in (date, datetime):
        ours.__module__, ours.__qualname__ = "datetime", ours.__name__
        ours.__reduce_ex__ = _reduced(ours)  # type: ignore[method-assign]
        setattr(module, ours.__name__, ours)
    return module


def _reduced(ours: Any) -> Callable[[Any, Any], Any]:
    def reduce(self: Any, protocol: Any) -> Any:
        """Pickled as the real one, which ``pickle`` can find."""
        made = ours._real.__reduce_ex__(self, protocol)
        return (ours._real, *made[1:]) if type(self) is ours else made

    return reduce
