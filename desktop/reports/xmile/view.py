"""A simple picture of a model: stocks with their flows above, everything else in a grid below.

Arrows that only bring numbers are left out: they are most of all arrows, and say nothing of causes.
"""

import math
from collections.abc import Sequence, Set
from dataclasses import dataclass
from xml.etree import ElementTree as ET

_ROW = 110
_STOCK_PITCH, _STOCKS_A_ROW = 250, 8
_AUXILIARY_PITCH, _AUXILIARIES_A_ROW = 160, 12
_PIPE, _HALF = 130, 22
"""From a flow's cloud to the middle of its stock, and half the width of a stock."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Drawn:
    """Name a variable, what it is, and what its equation uses."""

    kind: str
    name: str
    uses: tuple[str, ...]


def view(variables: Sequence[Drawn], silent: Set[str]) -> ET.Element:
    """Return the view; a stock's flow follows it in `variables`, no arrow leaves the silent."""
    made = ET.Element("view", {"type": "stock_flow"})
    stocks = [each for each in variables if each.kind == "stock"]
    flows = [each for each in variables if each.kind == "flow"]
    others = [each for each in variables if each.kind == "aux"]
    middle = _PIPE / 2 + _HALF
    places: dict[str, Point] = {}
    for count, (stock, flow) in enumerate(zip(stocks, flows, strict=True)):
        x, y = _cell(count, _STOCKS_A_ROW, _STOCK_PITCH, 1)
        places[stock.name], places[flow.name] = (x, y), (x - middle, y)
        _put(made, stock, (x, y))
        pipe = ET.SubElement(_put(made, flow, (x - middle, y)), "pts")
        for end in (x - _PIPE, x - _HALF):
            ET.SubElement(pipe, "pt", _at((end, y)))
    rows = math.ceil(len(stocks) / _STOCKS_A_ROW) + 1
    for count, other in enumerate(others):
        places[other.name] = _cell(count, _AUXILIARIES_A_ROW, _AUXILIARY_PITCH, rows)
        _put(made, other, places[other.name])
    for each in (*flows, *others):
        for used in each.uses:
            if used not in silent:
                _connect(made, used, each.name, places)
    return made


def _cell(count: int, columns: int, pitch: int, first_row: int) -> Point:
    row, column = divmod(count, columns)
    return (column + 1) * pitch, (row + first_row) * _ROW


def _at(point: Point) -> dict[str, str]:
    return {"x": f"{point[0]:g}", "y": f"{point[1]:g}"}


def _put(made: ET.Element, each: Drawn, point: Point) -> ET.Element:
    return ET.SubElement(made, each.kind, {**_at(point), "name": each.name})


def _connect(made: ET.Element, source: str, target: str, places: dict[str, Point]) -> None:
    (x, y), (to_x, to_y) = places[source], places[target]
    # Counted against the clock, while y grows downwards.
    angle = math.degrees(math.atan2(y - to_y, to_x - x)) % 360
    connector = ET.SubElement(made, "connector", {"angle": f"{angle:.1f}"})
    ET.SubElement(connector, "from").text = source
    ET.SubElement(connector, "to").text = target
