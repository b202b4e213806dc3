"""What each lever does, as `docs/levers.md`, and how far it reaches beside the record.

`python -m tests.model_checks.lever_effects` writes the page anew, and first what the model makes of
each recorded move into `reach.toml`.

Central run: central parameters, no noise, the lever alone at one of its ends from the first month
on. An effect is the change of a chart's line against the status quo; its month is the first in
which it has come within half a percent of its largest size. Effects are ranked by their share of
the status quo.
"""

import itertools
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from desktop.domain.ensemble import CENTRAL
from desktop.domain.indicator import Change
from desktop.domain.lever import Family, Holder, Lever, Setting
from desktop.domain.policy import Policy
from desktop.domain.reach import YEARS, Reach
from desktop.engine.compile.compiler import CompiledModel, compile_model
from desktop.engine.run.project import project, variables
from desktop.language.language import Language, load_language
from desktop.modelfiles.read import read_model
from desktop.modelfiles.resources import RESOURCES
from desktop.reports.reach_words import move_words

PAGE = Path(__file__).parents[2] / "docs" / "levers.md"
REACH = RESOURCES / "model" / "reach.toml"

SMALL = 0.04
"""Share of the status quo under which an effect is called small, as the evidence's notes do."""
NOTHING = 0.0005
"""Share under which an effect is none."""
SHOWN = 3
LARGEST = 0.995

BESIDE: Mapping[str, Mapping[str, float]] = {
    "community_policing": {"mx_federal_backup": 60.0},
    "us_tariff_coverage": {"us_tariff_on_mexico": 25.0},
    "mx_retaliation": {"us_tariff_on_mexico": 25.0},
}
"""Levers that do nothing alone are shown a second time beside what they need."""

HOLDERS = {Holder.US: "U.S.", Holder.MX: "Mexico", Holder.JOINT: "joint"}
PARTIES = {"us": "U.S.", "mx": "Mexico", "canada": "Canada", "china": "China"}

HEAD = """# What each lever does

Written by `make levers-doc` from the model; do not edit. Each lever stands alone at one of its ends
from January 2024 on, all else at the status quo, in the central run (no noise, every size at its
middle). Listed are its direct target and the three largest effects on other curves, ranked by their
share of the status quo, each with the month in which it is largest. *Small* is less than 4 % of the
status quo: that is what the evidence says of the lever, and nothing is enlarged to be seen. Flows
are twelve-month means, as on the charts. Sizes are uncertain; the program shows their bands.
"""

REACH_HEAD = f"""## Reach beside the record

The largest move on record, up to 2023, of what each lever stands for, beside the largest the model
makes the same way within {YEARS} years when the lever is taken from one end to the other (central
run, months as they come, no twelve-month means). **Short** marks less than half of the record; the
lever's card says so too. A record has other causes beside policy, so reaching it is no proof, and
most levers have none that was counted.

| lever | curve | model, end to end | record | what happened |
|---|---|---|---|---|"""

Line = NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class Effect:
    """Hold the largest change of one line against the status quo."""

    name: str
    step: int
    change: float
    """In the line's unit."""
    share: float
    """Of the status quo in that month."""
    percent: bool


@dataclass(frozen=True, slots=True)
class Row:
    """Hold what a lever does at one of its ends, beside other settings or alone."""

    lever: Lever
    end: float
    beside: Mapping[str, float]
    target: Effect
    curves: tuple[Effect, ...]
    """On the curves other than the target's own, the largest share first."""


class Effects:
    """Find what levers do to the curves of one model."""

    def __init__(self, compiled: CompiledModel) -> None:
        self._compiled = compiled
        self.model = compiled.model
        self._central = compiled.draws(CENTRAL)
        self._status_quo: dict[str, Mapping[str, Line]] = {}

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Return the effects of every lever at both ends, family by family."""
        return tuple(self._rows())

    def _rows(self) -> Iterator[Row]:
        families = list(Family)
        for lever in sorted(
            self.model.levers.values(), key=lambda lever: families.index(lever.family)
        ):
            company = BESIDE.get(lever.id)
            for beside in ({}, company) if company else ({},):
                for end in (lever.low, lever.high):
                    if end != lever.default:
                        yield self._row(lever, end, beside)

    def _row(self, lever: Lever, end: float, beside: Mapping[str, float]) -> Row:
        others = {other: Setting(value) for other, value in beside.items()}
        key = repr(beside)
        if key not in self._status_quo:
            self._status_quo[key] = self._lines(Policy(others))
        before = self._status_quo[key]
        after = self._lines(Policy({**others, lever.id: Setting(end)}))
        effects = {
            name: _effect(self._name(name), after[name], before[name], self._is_percent(name))
            for name in after
        }
        own = self._curve_of(lever.target.variable)
        curves = sorted(
            (effects[name] for name in self.model.indicators if name != own),
            # What is alike but for rounding stands in the order of the model.
            key=lambda effect: -round(abs(effect.share), 9),
        )
        felt = tuple(effect for effect in curves[:SHOWN] if abs(effect.share) >= NOTHING)
        return Row(lever, end, beside, effects[own or lever.target.variable], felt)

    def reach(self, reach: Reach) -> float:
        """Return the largest change the way of the record, the lever taken from end to end."""
        assert reach.move is not None
        lever = self.model.levers[reach.lever]
        curve = self.model.indicators[reach.move.indicator]
        low, high = (
            variables(self._compiled, Policy({lever.id: Setting(end)}), self._central)
            for end in (lever.low, lever.high)
        )
        found = [0.0]
        for start, end in ((low, high), (high, low)):
            before, after = (
                run[curve.variable][1 : 12 * YEARS + 1, 0] * curve.scale for run in (start, end)
            )
            change = after - before
            if curve.change is Change.PERCENT:
                change = 100 * change / before
            found += map(float, change)
        return round(max(found) if reach.move.record > 0 else min(found), 1)

    def _lines(self, policy: Policy) -> Mapping[str, Line]:
        """Return every indicator's line, and every target that is no indicator, by id."""
        draws = self._central
        run = project(self._compiled, policy, draws)
        lines = {indicator: run.of(indicator)[:, 0] for indicator in run.indicators}
        found = variables(self._compiled, policy, draws)
        for lever in self.model.levers.values():
            if self._curve_of(lever.target.variable) is None:
                lines[lever.target.variable] = found[lever.target.variable][:, 0]
        return lines

    def _curve_of(self, variable: str) -> str | None:
        shown = {known.variable: known.id for known in self.model.indicators.values()}
        return shown.get(variable)

    def _name(self, line: str) -> str:
        if line in self.model.indicators:
            return self.model.indicators[line].name.en
        element = self.model.auxiliaries.get(line) or self.model.stocks[line]
        return element.evidence.name.en

    def _is_percent(self, line: str) -> bool:
        known = self.model.indicators.get(line)
        return known is None or known.change is Change.PERCENT


def _effect(name: str, after: Line, before: Line, percent: bool) -> Effect:
    size = np.abs(after - before)
    step = int((size >= LARGEST * size.max()).argmax())
    change = float(after[step] - before[step])
    return Effect(name, step, change, change / abs(float(before[step])), percent)


class Page:
    """Word the effects of all levers in English."""

    def __init__(self, effects: Effects, language: Language) -> None:
        self._effects = effects
        self._language = language

    def text(self) -> str:
        """Return the whole page."""
        lines = [HEAD, REACH_HEAD, *self._reaches(), ""]
        by_family = itertools.groupby(self._effects.rows, key=lambda row: row.lever.family)
        for family, rows in by_family:
            lines.append(f"## {self._language.text(f'levers.family.{family}')}\n")
            for _, own in itertools.groupby(rows, key=lambda row: row.lever.id):
                lines.extend(self._lever(list(own)))
        return "\n".join(lines)

    def _reaches(self) -> Iterator[str]:
        for row in self._effects.model.reaches.values():
            told = f"{row.text.en} {', '.join(row.sources)}".strip()
            name = self._effects.model.levers[row.lever].name.en
            if row.move is None:
                yield f"| {name} | – | – | none | {told} |"
                continue
            curve = self._effects.model.indicators[row.move.indicator]
            model, record = (
                move_words(size, curve, self._language)
                for size in (row.move.model, row.move.record)
            )
            short = " **Short**" if row.move.falls_short else ""
            yield f"| {name} | {curve.name.en} | {model}{short} | {record} | {told} |"

    def _lever(self, rows: Sequence[Row]) -> Iterator[str]:
        lever = rows[0].lever
        needs = "".join(f", needs {PARTIES[party]}" for party in lever.needs)
        lead = f"{self._language.number(lever.lead)} {'month' if lever.lead == 1 else 'months'}"
        yield f"### {lever.name.en}\n"
        yield (
            f"`{lever.id}` · {HOLDERS[lever.holder]}{needs} · "
            f"status quo {self._value(lever, lever.default)} · "
            f"half in force after {lead} · grade {lever.grade}\n"
        )
        yield "| at | direct target | largest effects on other curves |"
        yield "|---|---|---|"
        for row in rows:
            listed = "<br>".join(self._worded(effect) for effect in row.curves)
            yield f"| {self._place(row)} | {self._worded(row.target)} | {listed or 'none'} |"
        yield ""

    def _place(self, row: Row) -> str:
        place = self._value(row.lever, row.end)
        for other, value in row.beside.items():
            known = self._effects.model.levers[other]
            place += f", beside {known.name.en} at {self._value(known, value)}"
        return place

    def _value(self, lever: Lever, value: float) -> str:
        shown = lever.display.en.format(value=self._language.number(value, lever.decimals))
        return f"{shown} ({lever.levels[round(value)].en})" if lever.levels else shown

    def _worded(self, effect: Effect) -> str:
        if abs(effect.share) < NOTHING:
            return f"{effect.name}: unmoved"
        size = 100 * effect.share if effect.percent else effect.change
        decimals = min(2, max(0, 1 - math.floor(math.log10(abs(size)))))
        told = self._language.number(size, decimals, signed=True)
        unit = "%" if effect.percent else "points"
        month = self._language.date(self._effects.model.clock.month(effect.step))
        small = ", *small*" if abs(effect.share) < SMALL else ""
        return f"{effect.name} {told} {unit} in {month}{small}"


def page(effects: Effects) -> str:
    """Return `docs/levers.md` as a model makes it."""
    # The page is plain text: its lines are broken by whoever shows it.
    return Page(effects, load_language("en", RESOURCES)).text().replace("\u00a0", " ")


def renewed(text: str, effects: Effects) -> str:
    """Return `reach.toml` with what the model makes of each recorded move."""
    for reach in effects.model.reaches.values():
        if reach.move is not None:
            line = rf"(?s)(\[reach\.{reach.lever}\]\n.*?\nmodel = )[-0-9.]+"
            text = re.sub(line, rf"\g<1>{effects.reach(reach):g}", text, count=1)
    return text


if __name__ == "__main__":
    written = renewed(REACH.read_text(encoding="utf-8"), Effects(compile_model(read_model())))
    REACH.write_text(written, encoding="utf-8")
    PAGE.write_text(page(Effects(compile_model(read_model()))), encoding="utf-8")
