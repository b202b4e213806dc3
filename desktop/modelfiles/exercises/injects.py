"""The injects of an exercise's file."""

from collections.abc import Mapping, Sequence

from desktop.domain.exercise.injects import (
    Delivery,
    ExpectedAction,
    Inject,
    InjectType,
    NoShock,
    Shock,
    Status,
    Trigger,
    Weight,
)
from desktop.domain.model.model import Model
from desktop.domain.policy import LEAST_SIZE, MOST_SIZE
from desktop.modelfiles.exercises.form import MOST_LINE, Form
from desktop.modelfiles.exercises.known import MOST_MINUTES, MOST_PARTS, Known

MOST_INJECTS = 200


def read_injects(whole: Form, known: Known) -> tuple[Inject, ...]:
    """Read the injects, in the order of the file; none waits for itself."""
    forms = whole.entries("inject", MOST_INJECTS)
    injects = tuple(_inject(name, form, list(forms), known) for name, form in forms.items())
    for name in sorted(_waiting_for_itself({one.id: one.after for one in injects})):
        forms[name].fault("after", "waits_for_itself", name=name)
    return injects


def _inject(name: str, form: Form, injects: Sequence[str], known: Known) -> Inject:
    kind = form.choice("type", InjectType)
    held = kind is InjectType.CONTINGENCY and not form.has("at")
    inject = Inject(
        id=name,
        round=form.id("round", known.rounds),
        at=None if held else form.whole("at", 0, MOST_MINUTES),
        date=form.month("date"),
        type=kind,
        title=form.wording("title", MOST_LINE),
        text=form.wording("text"),
        delivery=form.choice("delivery", Delivery),
        sender=form.wording("sender", MOST_LINE),
        to=form.ids("to", known.teams),
        minutes=form.whole("minutes", 0, MOST_MINUTES),
        questions=form.wordings("questions", MOST_PARTS),
        chart=form.optional_id("chart", known.model.indicators),
        controller=form.optional_wording("controller", MOST_LINE),
        expected=tuple(map(_expected, form.rows("expected", MOST_PARTS))),
        objectives=form.ids("objectives", known.objectives),
        learning_point=form.optional_wording("learning_point"),
        note=form.optional_wording("note"),
        remarks=form.optional_wording("remarks"),
        shock=_shock(form, known.model),
        no_shock=form.choice("no_shock", NoShock) if form.has("no_shock") else None,
        trigger=_trigger(form, known),
        after=form.ids("after", injects),
        claims=form.ids("claims", known.model.claims),
        sources=form.ids("sources", known.model.sources),
        status=form.choice("status", Status, Status.DRAFT),
    )
    if inject.shock is not None and inject.no_shock is not None:
        form.fault("no_shock", "shock_and_none")
    form.close()
    return inject


def _expected(form: Form) -> ExpectedAction:
    weight = form.whole("weight", min(Weight), max(Weight), Weight.IMPORTANT)
    action = ExpectedAction(form.wording("text"), Weight(weight))
    form.close()
    return action


def _shock(form: Form, model: Model) -> Shock | None:
    inside = form.inside("shock") if form.has("shock") else None
    if inside is None:
        return None
    shock = Shock(
        event=inside.id("event", model.events),
        size=inside.amount("size", LEAST_SIZE, MOST_SIZE, 1.0),
    )
    inside.close()
    return shock


def _trigger(form: Form, known: Known) -> Trigger | None:
    inside = form.inside("trigger") if form.has("trigger") else None
    if inside is None:
        return None
    trigger = Trigger(
        when=inside.wording("when", MOST_LINE),
        indicator=inside.optional_id("indicator", known.model.indicators),
        lever=inside.optional_id("lever", known.model.levers),
        at_least=inside.number("at_least"),
        at_most=inside.number("at_most"),
    )
    crossing = [inside.has("indicator"), inside.has("lever")].count(True)
    lines = [inside.has("at_least"), inside.has("at_most")].count(True)
    if crossing > 1:
        inside.fault("lever", "indicator_or_lever")
    if lines != crossing:
        inside.fault("at_least", "one_line")
    inside.close()
    return trigger


def _waiting_for_itself(after: Mapping[str, Sequence[str]]) -> set[str]:
    """Return the injects that can never come, because they wait for themselves."""
    open_ones = {name: {each for each in names if each in after} for name, names in after.items()}
    while free := {name for name, names in open_ones.items() if not names}:
        open_ones = {name: names - free for name, names in open_ones.items() if name not in free}
    return {name for name in open_ones if _reaches(name, name, after)}


def _reaches(start: str, end: str, after: Mapping[str, Sequence[str]]) -> bool:
    """Say whether one inject waits, by way of others, for another."""
    seen: set[str] = set()
    todo = list(after[start])
    while todo:
        name = todo.pop()
        if name == end:
            return True
        if name not in seen:
            seen.add(name)
            todo.extend(after.get(name, ()))
    return False
