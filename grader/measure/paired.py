"""Paired rounds: the median of a ratio with its interval, and on which side of a limit it lies."""

from __future__ import annotations

from dataclasses import dataclass
from math import comb
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_WANTED = 0.9  # confidence of an interval, as soon as there are rounds enough for it


@dataclass(frozen=True)
class Estimate:
    """A median and the interval of order statistics around it; ``confidence`` says how sure that is."""

    median: float
    low: float
    high: float
    rounds: int
    confidence: float

    def __str__(self) -> str:
        if self.rounds == 1:
            return f"{self.median:.2f} in one round"
        return (
            f"{self.median:.2f} ({self.low:.2f} to {self.high:.2f} in {self.rounds} rounds, "
            f"{self.confidence:.0%} sure)"
        )


def estimate(values: Sequence[float]) -> Estimate:
    """Estimate the median of what ``values`` are drawn from, whatever its distribution.

    The interval from the k-th smallest to the k-th largest value holds the median with a probability
    that the binomial distribution gives; the narrowest that reaches 90 % is taken, else the whole range.
    """
    ordered, count = sorted(values), len(values)
    cut = 0
    while cut + 1 <= (count - 1) // 2 and _holds(count, cut + 1) >= _WANTED:
        cut += 1
    return Estimate(median(ordered), ordered[cut], ordered[count - 1 - cut], count, _holds(count, cut))


def _holds(count: int, cut: int) -> float:
    return 1.0 - 2.0 * sum(comb(count, k) for k in range(cut + 1)) / 2.0**count


def side(verdicts: Sequence[bool | None], *, most: int) -> bool | None:
    """Whether the rounds agree: the common answer, or None if more rounds are needed, or do not help.

    Each of ``verdicts`` is one round's (None: it could not tell). Rounds that all agree decide; when
    ``most`` rounds have been run, one dissenter among at least five is outvoted.
    """
    told = [verdict for verdict in verdicts if verdict is not None]
    if not told or len(told) * 2 < len(verdicts):
        return None
    if all(told) or not any(told):
        return told[0]
    if len(verdicts) >= most and len(told) >= 5 and sum(told) in (1, len(told) - 1):  # noqa: PLR2004  as said
        return sum(told) > 1
    return None
