"""The circle of a deadlock, and who waits for what outside of it, as places and arrows to draw."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from grader.report.html.text import shown

if TYPE_CHECKING:
    from grader.verdict import Wait, WaitFor

_SIGN = 7.9  # how wide a sign of the drawing's type is
_LONGEST_LABEL = 28
_HEIGHT = 34  # of a node
_AIR = 6  # between an arrow's point and what it points to
_LEVEL = 64  # height of a row of those who are in no circle
_GAP = 116  # between nodes of a row: there stands what the arrow says
_BEND = 0.2
_BOW = 40  # how far the arrows of a lock that its own holder waits for go up and down
_NOBODY = "nobody is left to wake it"


@dataclass(frozen=True)
class Node:
    """A thread, drawn round, or what it waits for, drawn as a box; or ``nobody``."""

    x: float
    y: float
    width: float
    label: str
    full: str
    kind: str
    colour: int = 0


@dataclass(frozen=True)
class Arrow:
    """``waits`` is drawn dashed, "held by" whole; its label stands at a place of its own."""

    path: str
    waits: bool
    label: str
    x: float
    y: float


@dataclass(frozen=True)
class Circle:
    """Who waits for whom; ``sentences`` say it in words."""

    key: str
    width: float
    height: float
    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]
    sentences: tuple[str, ...]
    closed: bool
    kind: str = field(default="circle", init=False)


type _Edge = tuple[int, int, float, bool]  # from node, to node, how much it bows, whether it waits


def circle(key: str, evidence: WaitFor, colours: dict[str, int]) -> Circle:
    """A ring where they wait for each other; a row each for all others."""
    ring = _ring(evidence.waits)
    rest = [wait for wait in evidence.waits if wait not in ring]
    nodes, edges = _round(ring, colours)
    top = max((node.y + _HEIGHT for node in nodes), default=4.0) + (_BOW if len(ring) == 1 else 0)
    for number, wait in enumerate(rest):
        row, lines = _row(wait, top + (number + 0.5) * _LEVEL, colours)
        edges += [(start + len(nodes), end + len(nodes), bend, waits) for start, end, bend, waits in lines]
        nodes += row
    left = min((node.x - node.width / 2 for node in nodes), default=0.0) - 8
    nodes = [replace(node, x=round(node.x - left, 1), y=round(node.y, 1)) for node in nodes]
    return Circle(
        key=key,
        width=round(max((node.x + node.width / 2 for node in nodes), default=0.0) + 8, 1),
        height=round(top + len(rest) * _LEVEL, 1),
        nodes=tuple(nodes),
        arrows=tuple(
            _arrow(nodes[start], nodes[end], bend, waits=waits) for start, end, bend, waits in edges
        ),
        sentences=tuple(shown(_said(wait)) for wait in evidence.waits),
        closed=bool(ring),
    )


def _said(wait: Wait) -> str:
    since = f", since {wait.where}" if wait.where else ""
    if not wait.holder:
        return f"{wait.waiter} waits for {wait.resource}{since}, and nobody will wake it."
    has = "" if end_of_holder(wait) else f", which {wait.holder} holds"
    return f"{wait.waiter} waits for {wait.resource}{has}{since}."


def end_of_holder(wait: Wait) -> bool:
    """Whether what is waited for is the holder's own end."""
    return wait.holder in wait.resource.split()


def _ring(waits: tuple[Wait, ...]) -> list[Wait]:
    """The first circle of waiters, in order, or nothing where there is none."""
    by_waiter = {wait.waiter: wait for wait in waits}
    for start in waits:
        walk: list[Wait] = []
        wait: Wait | None = start
        while wait is not None and wait not in walk:
            walk.append(wait)
            wait = by_waiter.get(wait.holder)
        if wait is start:
            return walk
    return []


def _round(ring: list[Wait], colours: dict[str, int]) -> tuple[list[Node], list[_Edge]]:
    """Thread, what it waits for, who holds that, and so on round a circle, clockwise from the left."""
    if not ring:
        return [], []
    places = 2 * len(ring)
    widest = max(_width(_short(wait.resource)) for wait in ring)
    if len(ring) == 1:
        across, down = widest / 2 + 70, 0.0  # only the arrows go round
    else:
        across, down = max(130.0, widest / 2 + 50 + 14 * len(ring)), max(74.0, 40.0 * len(ring))
    middle = down + 52 + (_BOW - 20 if len(ring) == 1 else 0)
    nodes: list[Node] = []
    for number in range(places):
        angle = math.pi - 2 * math.pi * number / places
        x, y = across * math.cos(angle), middle - down * math.sin(angle)
        wait = ring[number // 2]
        nodes.append(_thread(wait.waiter, x, y, colours) if number % 2 == 0 else _thing(wait, x, y))
    bend = _BEND if len(ring) > 1 else 0.3
    return nodes, [(number, (number + 1) % places, bend, number % 2 == 0) for number in range(places)]


def _row(wait: Wait, y: float, colours: dict[str, int]) -> tuple[list[Node], list[_Edge]]:
    """Waiter, what it waits for, and who has that, or that nobody has."""
    nodes = [_thread(wait.waiter, 0, y, colours), _thing(wait, 0, y)]
    edges: list[_Edge] = [(0, 1, 0.0, True)]
    if not wait.holder:
        nodes.append(Node(0, y, _width(_NOBODY), _NOBODY, _NOBODY, "nobody"))
    elif not end_of_holder(wait):
        nodes.append(_thread(wait.holder, 0, y, colours))
        edges.append((1, 2, 0.0, False))
    placed: list[Node] = []
    x = 0.0
    for node in nodes:
        placed.append(replace(node, x=x + node.width / 2))
        x += node.width + (_GAP if len(placed) <= len(edges) else 18)
    return placed, edges


def _thread(name: str, x: float, y: float, colours: dict[str, int]) -> Node:
    label = _short(name)
    return Node(x, y, max(52.0, _width(label)), label, shown(name), "thread", colours.get(name, 0))


def _thing(wait: Wait, x: float, y: float) -> Node:
    label = _short(wait.resource)
    return Node(x, y, _width(label), label, shown(wait.resource), "thing")


def _arrow(start: Node, end: Node, bend: float, *, waits: bool) -> Arrow:
    """A curve between the edges of two nodes; ``bend`` bows it outwards."""
    dx, dy = end.x - start.x, end.y - start.y
    over_x, over_y = (start.x + end.x) / 2 + dy * bend, (start.y + end.y) / 2 - dx * bend
    x1, y1 = _edge(start, over_x, over_y, 2)
    x2, y2 = _edge(end, over_x, over_y, _AIR)
    far = math.hypot(dx, dy) or 1.0
    out_x, out_y = (dy / far, -dx / far) if bend else (0.0, -1.0)
    flat = abs(out_x) < 0.5  # noqa: PLR2004  a label is wider than high
    up = 8 if out_y < 0 else 16  # it stands on its foot
    return Arrow(
        path=f"M{x1:.1f} {y1:.1f} Q{over_x:.1f} {over_y:.1f} {x2:.1f} {y2:.1f}",
        waits=waits,
        label="waits for" if waits else "held by",
        x=round((x1 + x2) / 4 + over_x / 2 + out_x * (8 if flat else 34), 1),
        y=round((y1 + y2) / 4 + over_y / 2 + out_y * up, 1),
    )


def _edge(node: Node, to_x: float, to_y: float, air: float) -> tuple[float, float]:
    """Where the line from the middle of ``node`` towards a point leaves its box, and a little further."""
    dx, dy = to_x - node.x, to_y - node.y
    half_x, half_y = node.width / 2 + air, _HEIGHT / 2 + air
    scale = min(half_x / abs(dx) if dx else math.inf, half_y / abs(dy) if dy else math.inf)
    return (node.x + dx * scale, node.y + dy * scale) if math.isfinite(scale) else (node.x, node.y)


def _short(label: str) -> str:
    label = shown(label)
    return label if len(label) <= _LONGEST_LABEL else label[: _LONGEST_LABEL - 1] + "…"


def _width(label: str) -> float:
    wide = sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in label)
    return round(wide * _SIGN + 24, 1)
