"""One text for everything in a model that decides numbers, and its digest.

Names, sentences, grades, sources, claims, replies and packages are left out: a corrected text is
no other model. So are costs, notches and chances, which are shown or played with and enter no run.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum

from desktop.domain.assumptions import AssumptionCatalogue, Override
from desktop.domain.clock import Month
from desktop.domain.history import Series
from desktop.domain.indicator import Indicator
from desktop.domain.lever import Lever
from desktop.domain.model.model import Calibrated, Evidence, Model
from desktop.engine.language.expressions import Expression, Name, Number, Place, parse

SIGNIFICANT_DIGITS = 9
"""Of every number: what differs beyond them may be another machine's rounding."""

_WHOLE = (
    "clock",
    "parameters",
    "functions",
    "lookups",
    "auxiliaries",
    "stocks",
    "noises",
    "pulses",
    "channels",
    "forces",
)
"""Parts of a model that are numbers, equations and ids throughout, apart from their evidence."""

_EQUATIONS = frozenset({"equation", "initial", "change"})


def digest_of(model: Model) -> str:
    """Return the SHA-256 of what decides the numbers; the model's equations can be read.

    The order of tables, blanks and needless brackets in an equation do not count.
    """
    return content_digest(content_of(model), model.calibrated)


def content_digest(content: Mapping[str, str], calibrated: Calibrated | None) -> str:
    """Return the SHA-256 of a content that is known already, under a calibrated ensemble or none.

    An ensemble is chosen by the digest without it; what is slow is the content.
    """
    whole = dict(content)
    if calibrated is not None:
        whole["calibrated"] = _text(calibrated.digest)
    text = ",".join(f"{_text(part)}:{whole[part]}" for part in sorted(whole))
    return hashlib.sha256(f"{{{text}}}".encode("ascii")).hexdigest()


def _text(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def content_of(model: Model) -> dict[str, str]:
    """Return what decides the numbers, apart from the calibrated ensemble: part → JSON."""
    content: dict[str, object] = {part: _plain(getattr(model, part)) for part in _WHOLE}
    content["effects"] = sorted((_plain(effect) for effect in model.effects), key=json.dumps)
    content["assumptions"] = _assumptions(model.assumptions)
    content["levers"] = {lever.id: _lever(lever) for lever in model.levers.values()}
    content["indicators"] = {line.id: _line(line) for line in model.indicators.values()}
    if model.recorded or model.status_quo:
        content["record"] = [
            {name: list(map(_number, path.values)) for name, path in model.recorded.items()},
            {name: list(map(_number, path)) for name, path in model.status_quo.items()},
        ]
    if model.own:
        content["own"] = {series.id: _series(series) for series in model.own.values()}
    content["series"] = {series.id: _series(series) for series in model.series.values()}
    return {part: _text(held) for part, held in content.items()}


def _assumptions(catalogue: AssumptionCatalogue) -> object:
    """Return what the sets and sides set; which values a person may hold moves no number."""
    return {
        "sets": {
            one.id: [
                one.side.value,
                _ranges(one.overrides),
                "" if one.shrink is None else _number(one.shrink),
                sorted(name for kept in one.kept for name in kept.parameters),
            ]
            for one in catalogue.sets.values()
        },
        "conflicts": {
            one.id: [_ranges(one.articles.overrides), _ranges(one.studies.overrides)]
            for one in catalogue.conflicts.values()
        },
    }


def _ranges(overrides: Mapping[str, Override]) -> object:
    return {
        name: [_number(value) for value in (one.low, one.central, one.high)]
        for name, one in overrides.items()
    }


def _lever(lever: Lever) -> object:
    return _plain((lever.unit, lever.low, lever.high, lever.default))


def _line(indicator: Indicator) -> object:
    return _plain(
        (
            indicator.variable,
            indicator.scale,
            indicator.unit,
            indicator.series,
            indicator.twelve_months,
            indicator.change,
        )
    )


def _series(series: Series) -> object:
    held = [series.unit]
    for months, values in (
        (series.months, series.values),
        (series.raw_months, series.raw_values),
    ):
        held.append(" ".join(map(str, months)))
        held.append(" ".join(map(_number, values)))
    return held


def _number(value: float) -> str:
    # Adding zero turns a negative zero into a plain one.
    return f"{value + 0.0:.{SIGNIFICANT_DIGITS}g}"


def _plain(value: object) -> object:
    """Return a value as what JSON knows; numbers as texts, sets in order, evidence as its rows."""
    match value:
        case float():
            return _number(value)
        case Month():
            return str(value)
        case Enum():
            return value.value
        case Evidence():
            return sorted(value.links)
        case Mapping():
            return {str(key): _plain(held) for key, held in value.items()}
        case tuple():
            return [_plain(each) for each in value]
    if is_dataclass(value):
        return {each.name: _field(each.name, getattr(value, each.name)) for each in fields(value)}
    return value


def _field(name: str, value: object) -> object:
    if name in _EQUATIONS and isinstance(value, str):
        return _written(parse(value, Place(name)))
    return _plain(value)


def _written(expression: Expression) -> str:
    """Return an equation with every operation before its arguments, so that it needs no brackets.

    Two texts are written alike when they are read alike.
    """
    match expression:
        case Number(value):
            return _number(value)
        case Name(name):
            return name
    return f"{expression.name}({' '.join(map(_written, expression.arguments))})"
