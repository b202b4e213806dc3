"""What each name of a model hangs on: nothing, chance, the calendar, a policy."""

from collections.abc import Mapping
from enum import IntEnum

from desktop.domain.model.model import Model, Shape
from desktop.engine.language.expressions import TIME

Uses = Mapping[str, tuple[str, ...]]
"""Name → the names that define it."""

IN_FORCE = "_in_force"


def in_force(lever: str) -> str:
    """Return the name under which equations feel a lever."""
    return lever + IN_FORCE


class Phase(IntEnum):
    """Order what is known before what: a thing's phase is the latest among what it uses.

    "Common" is one value for all members, "per member", the next, one each. Parameters are known
    before any policy; drivers are paths that no policy changes; paths hang on levers and events.
    """

    NUMBER = 0
    COMMON_PARAMETER = 1
    PER_MEMBER_PARAMETER = 2
    COMMON_DRIVER = 3
    PER_MEMBER_DRIVER = 4
    COMMON_PATH = 5
    PER_MEMBER_PATH = 6

    @property
    def per_member(self) -> bool:
        """Say whether members may differ."""
        return self > 0 and self % 2 == 0

    @property
    def constant(self) -> bool:
        """Say whether it is the same in every month."""
        return self <= Phase.PER_MEMBER_PARAMETER

    def with_(self, other: "Phase") -> "Phase":
        """Return the phase of something that uses both."""
        later = max(self, other)
        per_member = self.per_member or other.per_member
        return Phase(later + 1) if per_member and not later.per_member else later


def find_phases(model: Model, auxiliaries: Uses, states: Uses) -> dict[str, Phase]:
    """Return each name's phase; the auxiliaries stand in order, each after those it uses."""
    phases = {TIME: Phase.COMMON_DRIVER}
    ranged = model.assumptions.ranged
    for parameter in model.parameters.values():
        common = parameter.certain and parameter.id not in ranged
        phases[parameter.id] = Phase.COMMON_PARAMETER if common else Phase.PER_MEMBER_PARAMETER
    phases |= dict.fromkeys(model.noises, Phase.PER_MEMBER_DRIVER)
    phases |= dict.fromkeys(model.pulses, Phase.COMMON_DRIVER)
    phases |= dict.fromkeys(model.recorded, Phase.COMMON_DRIVER)
    phases |= dict.fromkeys(model.channels, Phase.COMMON_PATH)
    phases |= {in_force(lever): Phase.COMMON_PATH for lever in model.forces}
    shocked = {effect.target for effect in model.effects if effect.shape is Shape.IMPULSE}
    for name in states:
        phases[name] = Phase.COMMON_PATH if name in shocked else Phase.COMMON_DRIVER
    defined = {**auxiliaries, **states}
    changed = True
    while changed:
        changed = False
        for name, uses in defined.items():
            phase = phases.get(name, Phase.NUMBER)
            for used in uses:
                phase = phase.with_(phases[used])
            if phases.get(name) is not phase:
                phases[name] = phase
                changed = True
    return phases
