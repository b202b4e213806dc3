"""The rows of the evidence, `data/links.toml`, and what the built model answers to each."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

import numpy as np

from tests.model_checks.arithmetic import worth
from tests.model_checks.isolation import MONTHS, Floats, Isolation, answers, base
from tests.model_checks.runs import shipped

FILE = Path(__file__).parent / "data" / "links.toml"

SIZE = 0.05
"""Share by which a size may depart from its row."""
DELAY = 0.15
"""Share by which a delay may depart from its row, if that is more than `MONTH`."""
MONTH = 1.0
NOTHING = 1e-9
"""What is left of a response that is not there, in the effect's measure."""

Measure = Literal["points", "share", "log", "odds"]
Predicate = Literal["sign", "size", "delay", "fade", "removed", "nothing"]


@dataclass(frozen=True, slots=True)
class Row:
    """Hold one row: what is pushed by how much, and what is expected of the effect."""

    link: int
    source: str
    effect: str
    expect: str
    """Arithmetic: the change of the effect in `measure`; `0` says that nothing answers."""
    stands_for: str = ""
    """The cause of the link, where `source` is what carries it."""
    part: str = ""
    """Which side of the row this is, where it has several."""
    base: float | None = None
    """Where the source stands before the push, if not at the vantage."""
    plus: float | None = None
    times: float | None = None
    to: float | None = None
    measure: Measure = "points"
    months: str = "0"
    """Arithmetic: months from the push to half of the change."""
    fades: str = ""
    """Arithmetic: months from the extreme until half of it is gone; the size is the extreme's."""
    after: int | None = None
    """Months after the push at which the change is read; its end otherwise."""
    flow: bool = False
    """Read what the effect gains a year, month by month."""
    own: bool = False
    """Read how the effect moves by itself, without any push."""
    release: bool = False
    """Push the effect itself, once, and read how it comes back."""
    through: tuple[str, ...] = ()
    hold: Mapping[str, float] = field(default_factory=dict)
    parameters: Mapping[str, float] = field(default_factory=dict)
    neutral: Mapping[str, float] = field(default_factory=dict)
    """Parameters, and where they take the link away."""
    flat: bool = False
    """The lever's levels, all alike, take the link away."""
    pace: Mapping[str, float] = field(default_factory=dict)
    """Time constants, and where they take the delay away."""
    opens: Mapping[str, float] = field(default_factory=dict)
    """Of a row in which nothing answers: parameters that make it answer."""
    turns: Mapping[str, float] = field(default_factory=dict)
    """Parameters that turn the sign, where the opposite of `neutral` or of the push does not."""
    halves: Mapping[str, float] = field(default_factory=dict)
    """Parameters that make it too small, where half of the way to `neutral` does not."""
    checks: tuple[Predicate, ...] = ()
    """What is checked, where that is not all."""
    length: int = MONTHS
    """Months of the runs."""
    quotes: tuple[str, ...] = ()
    """Pieces of the row's own size or delay as the reader sees them."""
    why: str = ""
    """What cannot be checked, or is read otherwise than the row says, and why."""

    @property
    def name(self) -> str:
        """Name the row in a report."""
        return f"{self.link} {self.part}".strip().replace(" ", "-")

    @property
    def predicates(self) -> tuple[Predicate, ...]:
        """List what is checked of this row."""
        if self.checks:
            return self.checks
        if self.expects == 0.0:
            return ("nothing",)
        found: list[Predicate] = ["sign", "size"]
        if self.source or self.pace:
            found.append("delay")
        if self.fades:
            found.append("fade")
        if self.neutral or self.flat:
            found.append("removed")
        return tuple(found)

    @property
    def expects(self) -> float:
        """Return the change that the evidence gives."""
        return worth(self.expect)

    @property
    def isolation(self) -> Isolation:
        """Return the link alone as the row pushes it."""
        hold = dict(self.hold)
        if self.base is not None:
            hold[self.source] = self.base
        plain = Isolation(
            self.source,
            self.effect,
            0.0,
            self.through,
            hold,
            self.parameters,
            released=(self.plus or 0.0) if self.release else 0.0,
            months=self.length,
        )
        if self.own or self.release:
            return replace(plain, source="")
        start = base(plain)
        if self.to is not None:
            return replace(plain, push=self.to - start)
        if self.times is not None:
            return replace(plain, push=(self.times - 1.0) * start)
        assert self.plus is not None, self.name
        return replace(plain, push=self.plus)


@cache
def rows() -> tuple[Row, ...]:
    """Read every row; an unknown key is an error."""
    tables: list[dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))["row"]
    known = {each.name for each in fields(Row)}
    lists = {"through", "quotes", "checks"}
    found = []
    for table in tables:
        assert table.keys() <= known, table
        table |= {key: tuple(table[key]) for key in lists & table.keys()}
        found.append(Row(**table))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Response:
    """Hold what the effect does: its change at each step, and what is read off it."""

    change: Floats
    reading: float
    delay: float
    fade: float


def response(row: Row, isolation: Isolation) -> Response:
    """Push, and read the answer."""
    still, moved = answers(isolation)
    origin = 0 if isolation.is_lever or row.own or row.release else 1
    change = _change(row, still, moved)
    if row.after is not None:
        change = change[: origin + row.after + 1]
    place = int(np.abs(change).argmax()) if row.fades else len(change) - 1
    reading = float(change[place])
    if not np.isfinite(change).all() or reading == 0.0:
        return Response(change, reading, np.inf, np.inf)
    delay = max(0.0, _crossing(change[: place + 1] / reading, rising=True) - origin)
    fade = _crossing(change[place:] / reading, rising=False) if row.fades else 0.0
    return Response(change, reading, delay, fade)


def _change(row: Row, still: Floats, moved: Floats) -> Floats:
    if row.own:
        first = np.full_like(still, still[0])
        change = _measured(row.measure, first, still)
    elif row.release:
        change = moved - still - (row.plus or 0.0)
    else:
        change = _measured(row.measure, still, moved)
    return 12.0 * np.diff(change) if row.flow else change


def _measured(measure: Measure, still: Floats, moved: Floats) -> Floats:
    with np.errstate(all="ignore"):
        match measure:
            case "points":
                return moved - still
            case "share":
                return moved / still - 1.0
            case "log":
                return np.log(moved / still)
            case "odds":
                odds: Floats = np.log(moved / (100.0 - moved)) - np.log(still / (100.0 - still))
                return odds


def _crossing(share: Floats, *, rising: bool) -> float:
    """Return the step at which a half is first passed, between two months if it is."""
    passed = share >= 0.5 if rising else share <= 0.5
    if not passed.any():
        return float("inf")
    step = int(passed.argmax())
    if step == 0:
        return 0.0
    before, there = float(share[step - 1]), float(share[step])
    # At once: the month before knew nothing of it.
    if rising and before == 0.0 and there > 0.999:
        return float(step)
    return step - 1 + (0.5 - before) / (there - before)


def near(found: float, expected: float, share: float, least: float = 0.0) -> bool:
    """Say whether a number is as expected, within a share of it or within `least`."""
    return abs(found - expected) <= max(share * abs(expected), least)


def failures(
    row: Row, isolation: Isolation | None = None, only: Predicate | None = None
) -> dict[Predicate, str]:
    """Return each predicate of a row that does not hold, and what was found instead."""
    pushed = isolation or row.isolation
    predicates = row.predicates if only is None else (only,)
    found = response(row, pushed)
    wrong: dict[Predicate, str] = {}
    if "nothing" in predicates and not float(np.abs(found.change).max()) <= NOTHING:
        wrong["nothing"] = f"{found.reading:.3g} and not nothing"
    if "sign" in predicates and not found.reading * row.expects > 0:
        wrong["sign"] = f"{found.reading:.4g} for {row.expects:.4g}"
    if "size" in predicates and not near(found.reading, row.expects, SIZE):
        wrong["size"] = f"{found.reading:.5g} for {row.expects:.5g}"
    if "delay" in predicates and not near(found.delay, worth(row.months), DELAY, MONTH):
        wrong["delay"] = f"half after {found.delay:.2f} months for {worth(row.months):.2f}"
    if "fade" in predicates and not near(found.fade, worth(row.fades), DELAY, MONTH):
        wrong["fade"] = f"half gone after {found.fade:.2f} months for {worth(row.fades):.2f}"
    if "removed" in predicates:
        parameters = {**pushed.parameters, **row.neutral}
        left = response(row, replace(pushed, parameters=parameters, flat=row.flat)).change
        if not float(np.abs(left).max()) <= NOTHING:
            wrong["removed"] = f"{float(np.abs(left).max()):.3g} is left of {found.reading:.3g}"
    return wrong


def is_caught(row: Row, predicate: Predicate) -> bool:
    """Say whether a predicate notices the one thing wrong that it is there to find."""
    mutated, isolation = mutation(row, predicate)
    return predicate in failures(mutated, isolation, predicate)


def mutation(row: Row, predicate: Predicate) -> tuple[Row, Isolation]:
    """Return the row, and its link with one thing wrong."""
    pushed = row.isolation
    match predicate:
        case "nothing":
            return row, _with(pushed, row.opens)
        case "sign":
            return row, _turned(row)
        case "size":
            return row, _halved(row)
        case "delay" if row.fades and row.source:
            return row, _late(row)
        case "delay" | "fade" if row.pace:
            return row, _with(pushed, row.pace)
        case "delay" | "fade":
            return row, _late(row)
        case "removed" if row.flat:
            # The levels forgotten: the parameter named stays where it is.
            return replace(row, flat=False, neutral={"framework_0": 30}), pushed
        case "removed":
            return row, replace(pushed, leak=True)


def _with(isolation: Isolation, parameters: Mapping[str, float]) -> Isolation:
    return replace(isolation, parameters={**isolation.parameters, **parameters})


def _turned(row: Row) -> Isolation:
    """Return the link the other way round."""
    pushed = row.isolation
    if row.turns:
        return _with(pushed, row.turns)
    if not row.source:
        far = {name: 2.0 * neutral - _central(row, name) for name, neutral in row.neutral.items()}
        return _with(pushed, far or {name: -_central(row, name) for name in row.pace})
    start = base(pushed)
    ratio = start > 0 and start + pushed.push > 0
    return replace(pushed, felt="{base} * {base} / {source}" if ratio else "2 * {base} - {source}")


def _halved(row: Row) -> Isolation:
    """Return the link with too small a size."""
    pushed = row.isolation
    if row.halves or row.neutral:
        return _with(
            pushed,
            row.halves
            or {
                name: (_central(row, name) + neutral) / 2.0 for name, neutral in row.neutral.items()
            },
        )
    if not row.source:
        return _with(pushed, dict.fromkeys(row.pace, 1e6))
    return replace(pushed, felt="{base} + ({source} - {base}) / 2")


def _late(row: Row) -> Isolation:
    """Return the link with a delay that it does not have."""
    late = 12.0 + 2.0 * worth(row.months)
    return replace(row.isolation, felt=f"smooth({{source}}, {late!r}, {{base}})")


def _central(row: Row, name: str) -> float:
    return float(row.parameters.get(name, shipped().parameters[name].central))
