"""What pins are called, and what has to be said of them, in words."""

from collections.abc import Sequence
from datetime import UTC, datetime

from desktop.domain.errors import BadAssumptionsError
from desktop.domain.model.model import Model
from desktop.domain.pin import Pin, PinSource
from desktop.domain.scenario import Scenario
from desktop.session.pinned_runs import PinCurves, PinRun
from desktop.ui.assumption_words import set_words
from desktop.ui.ui_context import UiContext
from desktop.ui.version_words import day_words

LONGEST_NAME = 60
"""Signs of a scenario's name that a sentence repeats."""


def pin_words(pin: Pin, among: Sequence[Pin], look: UiContext, now: datetime | None = None) -> str:
    """Return what a pin is of, the scenario and which state of it; as no other pin is called."""
    name, state = short_name(pin.name), state_words(pin, among, look, now)
    return look.text("compare.of", name=name, state=state)


def state_words(
    pin: Pin, among: Sequence[Pin], look: UiContext, now: datetime | None = None
) -> str:
    """Return which state of its scenario a pin is of; as no other pin of that name is called.

    Two of one minute are told apart by seconds, two of one second by a number.
    """
    others = [one for one in among if one.letter != pin.letter and one.name == pin.name]
    now = now or datetime.now(UTC)
    state = _state(pin, look, now)
    alike = [one for one in others if _state(one, look, now) == state]
    if not alike:
        return state
    state = _state(pin, look, now, to_the_second=True)
    same = {one.letter for one in alike if _state(one, look, now, to_the_second=True) == state}
    place = sorted({*same, pin.letter}).index(pin.letter)
    return look.text("compare.state_again", state=state, n=place + 1) if place else state


def _state(pin: Pin, look: UiContext, now: datetime, *, to_the_second: bool = False) -> str:
    when = _when(pin, look, now, to_the_second=to_the_second)
    match PinSource(pin.source):
        case PinSource.STEP:
            return look.text("compare.state_step")
        case PinSource.VERSION if pin.version:
            return look.text("compare.state_named", version=pin.version)
        case PinSource.VERSION:
            return look.text("compare.state_version", when=when)
        case _:
            return look.text("compare.state_now", when=when)


def short_name(name: str) -> str:
    """Return a name on one line, its beginning where it is long."""
    line = " ".join(name.split())
    return line if len(line) <= LONGEST_NAME else f"{line[: LONGEST_NAME - 1].rstrip()}…"


def _when(pin: Pin, look: UiContext, now: datetime, *, to_the_second: bool) -> str:
    try:
        made = datetime.fromisoformat(pin.made_at)
    except ValueError:
        return ""
    made = made if made.tzinfo else made.replace(tzinfo=UTC)
    return day_words(made, now, look, to_the_second=to_the_second)


def remark(
    pin: Pin, curves: PinCurves, desk: Scenario, model: Model, look: UiContext, *, orphan: bool
) -> str:
    """Return what people must know of a pin's line, a sentence each; empty where that is nothing.

    `orphan` says that its scenario was deleted.
    """
    told = [_of_line(pin, curves, desk, model, look)]
    if orphan:
        told.append(look.text("compare.orphan", letter=pin.letter))
    return " ".join(filter(None, told))


def _of_line(pin: Pin, curves: PinCurves, desk: Scenario, model: Model, look: UiContext) -> str:
    letter = pin.letter
    match curves.run:
        case PinRun.FAILED:
            return look.text("compare.failed", letter=letter)
        case PinRun.FROZEN if curves.medians:
            return look.text("compare.frozen", letter=letter, version=curves.made)
        case PinRun.FROZEN:
            return look.text("compare.frozen_single", letter=letter, version=curves.made)
        case PinRun.REFITTED if curves.dropped:
            return look.language.plural("compare.dropped", curves.dropped, letter=letter)
        case PinRun.REFITTED:
            return look.text("compare.refitted", letter=letter, version=curves.made)
    if pin.state.ensemble != desk.ensemble:
        return look.text("compare.other_members", letter=letter)
    if pin.state.assumptions != desk.assumptions:
        return look.text("compare.other_set", letter=letter, name=_set_of(pin.state, model, look))
    return ""


def _set_of(scenario: Scenario, model: Model, look: UiContext) -> str:
    try:
        return set_words(model, scenario.assumed, look)
    except BadAssumptionsError:
        return scenario.assumptions
