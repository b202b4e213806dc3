"""What a projection from a past origin is told of the years after it."""

from dataclasses import replace
from enum import StrEnum

from desktop.domain.historical_record import Past
from desktop.domain.model.model import Model
from desktop.modelfiles.historical_record import with_record


class Told(StrEnum):
    """Name what is told ahead: as the command line and `skill.json` write it."""

    BOTH = "levers,drivers"
    DRIVERS = "drivers"
    LEVERS = "levers"
    NOTHING = "nothing"
    """As a user's projection: levers stay where they stood, drivers follow their own formulas."""
    MIRRORED = "mirrored"
    """The placebo: drivers as they were, and each lever moved the other way."""


ASKED = (Told.BOTH, Told.DRIVERS, Told.LEVERS, Told.NOTHING)
"""What the command line takes; the placebo is for the record alone."""


def given(model: Model, record: Past, told: Told) -> Model:
    """Return the model given what it is told of the record after its vantage."""
    levers = {} if told in (Told.DRIVERS, Told.NOTHING) else record.levers
    drivers = {} if told in (Told.LEVERS, Told.NOTHING) else record.drivers
    found = with_record(model, replace(record, levers=levers, drivers=drivers))
    return mirrored(found) if told is Told.MIRRORED else found


def mirrored(model: Model) -> Model:
    """Return the model with every recorded lever reflected at where it stood at the vantage.

    A lever that would leave its range stops at its end.
    """
    paths = {}
    for name, path in model.status_quo.items():
        lever = model.levers[name]
        paths[name] = tuple(
            min(max(2 * lever.default - value, lever.low), lever.high) for value in path
        )
    return replace(model, status_quo=paths)
