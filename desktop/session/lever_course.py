"""How one lever runs under a setting, and what of it is in force."""

from dataclasses import dataclass

from desktop.domain.lever import Lever, Setting
from desktop.domain.model.model import Model
from desktop.domain.policy import Policy
from desktop.engine.ensemble.paths import force_path, settings_path


@dataclass(frozen=True, slots=True)
class LeverCourse:
    """Hold the course of one lever in its own unit, a value for each projected month."""

    settings: tuple[float, ...]
    in_force: tuple[float, ...] | None
    """None where what is in force has another unit than the lever."""


def lever_course(model: Model, lever: Lever, setting: Setting) -> LeverCourse:
    """Return the course of a lever under a setting that fits it, (steps,) each."""
    status_quo = model.status_quo.get(lever.id)
    path = settings_path(lever, Policy({lever.id: setting}), model.clock, status_quo)
    force = model.forces.get(lever.id)
    if force is None or force.levels:
        return LeverCourse(tuple(path.tolist()), None)
    return LeverCourse(tuple(path.tolist()), tuple(force_path(force, lever, path)[1:].tolist()))
