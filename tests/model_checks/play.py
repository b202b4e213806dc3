"""Random play: histories of events drawn at their yearly chances, and what then sits at a bound."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from desktop.domain.clock import Month
from desktop.domain.indicator import Country
from desktop.domain.model.model import Auxiliary, Model, Stock
from desktop.domain.policy import PlannedEvent, Policy
from tests.model_checks.batch import Batch
from tests.model_checks.runs import shipped

DATA = Path(__file__).parent / "data"
PLAY: dict[str, Any] = tomllib.loads((DATA / "play.toml").read_text(encoding="utf-8"))
BOUNDS: dict[str, Any] = tomllib.loads((DATA / "bounds.toml").read_text(encoding="utf-8"))["bounds"]

AT = 1e-6
"""Share of a range within which a value sits at its end."""
SIDE_BY_SIDE = 25
"""Histories in one run of the engine."""


def chance(event: str, month: Month, yearly: float) -> float:
    """Return the chance that an event comes in a month, given its own chance a year."""
    only = PLAY["only"].get(event)
    if only is not None:
        # All of the year's chance lies in the months in which it can come.
        return yearly if month.month in only["months"] and month.year >= only["from"] else 0.0
    years = PLAY["years"].get(event)
    if years is not None:
        votes = {
            vote.midterm
            for vote in shipped().votes
            if vote.country is Country.MX and vote.month.year == month.year
        }
        yearly = years["midterm" if votes == {True} else "general" if votes else "other"]
    return float(1.0 - (1.0 - yearly) ** (1.0 / 12.0))


@cache
def histories(number: int) -> tuple[Policy, ...]:
    """Draw histories of events, with every lever at the status quo."""
    draw = np.random.default_rng(PLAY["seed"])
    model = shipped()
    found = []
    for _ in range(number):
        events = []
        for event in model.events.values():
            yearly = float(draw.uniform(*event.yearly_chance))
            for step in range(1, model.clock.steps + 1):
                month = model.clock.month(step)
                if draw.random() < chance(event.id, month, yearly):
                    events.append(PlannedEvent(event.id, month))
        found.append(Policy({}, tuple(events)))
    return tuple(found)


def indices() -> Iterator[str]:
    """Yield every index and percentage of the model that has two ends, targets left out."""
    known: Mapping[str, Stock | Auxiliary] = {**shipped().stocks, **shipped().auxiliaries}
    for name, variable in known.items():
        if variable.unit in ("idx", "%") and BOUNDS[name][0] >= 0 and not name.endswith("_target"):
            yield name


def shares(model: Model, number: int) -> dict[str, float]:
    """Return the share of member-months that each index and each indicator sits at a bound."""
    names = {*indices(), *(indicator.variable for indicator in model.indicators.values())}
    batch = Batch(model, PLAY["members"])
    at = dict.fromkeys(sorted(names), 0.0)
    played = histories(number)
    for first in range(0, number, SIDE_BY_SIDE):
        values = batch.run(played[first : first + SIDE_BY_SIDE])
        for name in at:
            least, most = BOUNDS[name]
            room = AT * (most - least)
            there = (values[name] <= least + room) | (values[name] >= most - room)
            at[name] += float(there.mean()) * SIDE_BY_SIDE / number
    return at


def stuck(found: dict[str, float]) -> set[str]:
    """Return the indicators that sit at a bound for too long."""
    return {
        indicator.id
        for indicator in shipped().indicators.values()
        if found[indicator.variable] > PLAY["most"] and indicator.id not in PLAY["at_home"]
    }
