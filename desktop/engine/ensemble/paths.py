"""What policy and calendar feed into a run: levers in force, events, election pulses."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from desktop.domain.clock import Clock, Month
from desktop.domain.lever import Lever
from desktop.domain.model.model import Effect, ElectionPulse, LeverForce, Model, Shape
from desktop.domain.policy import PlannedEvent, Policy
from desktop.engine.compile.phases import in_force
from desktop.engine.machine.functions import exponential

Floats = NDArray[np.float64]

_LN_2 = 0.6931471805599453


def check_policy(model: Model, policy: Policy) -> None:
    """Raise the ArgumentError that says what is wrong with a policy, if anything is."""
    policy.check(model.levers, model.events, model.clock)


def settings_path(
    lever: Lever, policy: Policy, clock: Clock, status_quo: Sequence[float] | None = None
) -> Floats:
    """Return the lever's setting during each projected month, (steps,).

    Where nobody sets it the lever runs as `status_quo` says, or stays at its default. Of what was
    planned from before the vantage the rest is left.
    """
    path = np.full(clock.steps, lever.default if status_quo is None else status_quo, np.float64)
    setting = policy.settings.get(lever.id)
    if setting is not None:
        # `Setting.in_month`, for all months at once.
        moves = setting.moves(clock)
        ends = (*(move.start.plus(-1) for move in moves[1:]), setting.last or clock.horizon)
        stood: float | None = None
        for move, end in zip(moves, ends, strict=True):
            first, last = clock.step(move.start), clock.step(end)
            begin = max(first, 1)
            moved = np.arange(begin - first + 1, last - first + 2) / max(1, move.ramp)
            span = path[begin - 1 : max(last, 0)]
            if stood is not None:
                span[:] = stood
            span += (move.value - span) * np.minimum(1.0, moved)
            if len(span):
                stood = float(span[-1])
            else:
                # Over before the vantage: where it had come to is where the next one takes off.
                stood = lever.default if stood is None else stood
                stood += (move.value - stood) * move.share(end)
    return path


def force_path(force: LeverForce, lever: Lever, settings: Floats) -> Floats:
    """Return what is in force at each step, (TIME,): at the vantage the status quo is.

    Half of a change has arrived after `lead` months; the lead that counts is the falling one
    while the setting lies below what is in force.
    """
    rise = _share(force.lead)
    fall = rise if force.lead_down is None else _share(force.lead_down)
    wanted = settings
    now = float(lever.default)
    if force.levels:
        places = lever.low + np.arange(len(force.levels))
        wanted = np.interp(settings, places, force.levels)
        now = float(np.interp(now, places, force.levels))
    if (wanted == now).all():
        return np.full(len(wanted) + 1, now)
    path = [now]
    for target in wanted.tolist():
        now += (target - now) * (rise if target >= now else fall)
        path.append(now)
    return np.array(path)


def _share(lead: float) -> float:
    """Return the share of a gap that closes in a month: 1 / max(1, lead / ln 2)."""
    return 1.0 / max(1.0, lead / _LN_2)


def forces(model: Model, policy: Policy, levers: Iterable[str] | None = None) -> dict[str, Floats]:
    """Return the force of levers, of all if none are named, by the name equations use, (TIME,)."""
    return {
        in_force(lever): force_path(
            model.forces[lever],
            model.levers[lever],
            settings_path(model.levers[lever], policy, model.clock, model.status_quo.get(lever)),
        )
        for lever in (model.forces if levers is None else levers)
    }


def channels(model: Model, events: tuple[PlannedEvent, ...]) -> dict[str, Floats]:
    """Return every channel's path, (TIME,): the sum of the effects that run through it."""
    paths = {channel: np.zeros(model.clock.steps + 1) for channel in model.channels}
    for onset, effect, size in _onsets(model, events):
        if effect.shape is not Shape.IMPULSE:
            paths[effect.target][onset:] += size * _course(effect, model.clock.steps + 1 - onset)
    return paths


def _course(effect: Effect, months: int) -> Floats:
    since = np.arange(months)
    if effect.shape is Shape.FADE:
        fading: Floats = effect.size * exponential(-since / effect.months)
        return fading
    return np.where(since < effect.months, effect.size, 0.0)


def impulses(model: Model, events: tuple[PlannedEvent, ...]) -> dict[str, dict[int, float]]:
    """Return what events add to stocks: stock → step at whose end it shows → size."""
    sizes: dict[str, dict[int, float]] = {}
    for onset, effect, size in _onsets(model, events):
        if effect.shape is Shape.IMPULSE:
            at = sizes.setdefault(effect.target, {})
            at[onset] = at.get(onset, 0.0) + size * effect.size
    return sizes


def _onsets(model: Model, events: tuple[PlannedEvent, ...]) -> Iterator[tuple[int, Effect, float]]:
    """Yield each effect with the step at the end of its first month and the size of its event.

    Only those within the horizon. What was planned for a month before the vantage is in what was
    observed since; an event of size 0 does nothing.
    """
    for planned in events:
        if planned.month < model.clock.first or planned.size == 0.0:
            continue
        began = model.clock.step(planned.month)
        for effect in model.effects:
            if effect.event == planned.event and began + effect.delay <= model.clock.steps:
                yield began + effect.delay, effect, planned.size


def pulse_path(pulse: ElectionPulse, clock: Clock) -> Floats:
    """Return the pulse at the end of each month, (TIME,)."""
    return np.array([_height(pulse, clock.month(step)) for step in range(clock.steps + 1)])


def _height(pulse: ElectionPulse, month: Month) -> float:
    """Return the height of the nearest vote's ramp: 1 in the vote's month."""
    height = 0.0
    for vote in pulse.votes:
        ahead = vote.minus(month)
        reach = pulse.rise if ahead > 0 else pulse.fall
        if ahead == 0:
            return 1.0
        if reach > 0:
            height = max(height, 1.0 - abs(ahead) / reach)
    return height


def calendar_paths(model: Model) -> Mapping[str, Floats]:
    """Return the pulses, the recorded drivers and `time`, months since the vantage, (TIME,)."""
    pulses = {pulse.id: pulse_path(pulse, model.clock) for pulse in model.pulses.values()}
    recorded = {path.id: np.array(path.values) for path in model.recorded.values()}
    return {"time": np.arange(model.clock.steps + 1, dtype=np.float64), **pulses, **recorded}
