"""Start, objectives, teams, rounds and goals of an exercise's file."""

from collections.abc import Mapping

from desktop.domain.assumptions import NEUTRAL, Assumptions
from desktop.domain.clock import Clock, Month
from desktop.domain.ensemble import MOST_MEMBERS, EnsembleChoice
from desktop.domain.errors import ArgumentError
from desktop.domain.exercise.exercise import (
    PURSE,
    Criterion,
    Failure,
    Goal,
    Objective,
    Rating,
    Side,
    Start,
    Team,
    TeamColor,
)
from desktop.domain.exercise.rounds import GuidedMove, PhaseMinutes, Round
from desktop.domain.lever import Holder, Lever, Setting
from desktop.domain.model.model import Model
from desktop.domain.policy import LEAST_SIZE, MOST_SIZE, PlannedEvent, Policy
from desktop.engine.ensemble.assumptions import check_assumptions
from desktop.modelfiles.exercises.form import MOST_LINE, Form
from desktop.modelfiles.exercises.known import MOST_MINUTES, MOST_PARTS, Known

MOST_CHARTS = 4
"""The room sees no more at once."""
MOST_NAME = 60
MOST_SEED = 2**32 - 1
MOST_PURSE = 100
_SIDES = {Holder.US: (Side.US,), Holder.MX: (Side.MX,), Holder.JOINT: (Side.US, Side.MX)}


def read_start(whole: Form, model: Model) -> Start:
    """Read where play starts; at the model's own vantage, and within its years."""
    own = model.clock
    form = whole.inside("start")
    if form is None:
        return Start(own.vantage, own.horizon, "", NEUTRAL, 0, 0, Policy(), ())
    vantage, horizon = form.month("vantage"), form.month("horizon")
    if form.has("vantage") and vantage != own.vantage:
        form.fault("vantage", "not_the_vantage", month=str(own.vantage))
    if form.has("horizon") and not own.first <= horizon <= own.horizon:
        form.fault("horizon", "month_out_of_limits", least=str(own.first), most=str(own.horizon))
    usual = EnsembleChoice()
    start = Start(
        vantage=own.vantage,
        horizon=horizon,
        model=form.line("model"),
        assumptions=_assumptions(form, model),
        seed=form.whole("seed", 0, MOST_SEED, usual.seed),
        members=form.whole("members", 1, MOST_MEMBERS, usual.members),
        policy=Policy(
            dict(
                setting
                for row in form.rows("settings", MOST_PARTS * 2)
                if (setting := _setting(row, model)) is not None
            ),
            tuple(_event(row, model) for row in form.rows("events", MOST_PARTS * 2)),
        ),
        charts=form.ids("charts", model.indicators, MOST_CHARTS),
    )
    form.close()
    return start


def _assumptions(form: Form, model: Model) -> Assumptions:
    if not form.has("assumptions"):
        return NEUTRAL
    text = form.line("assumptions")
    try:
        assumptions = Assumptions.parse(text)
        check_assumptions(model, assumptions)
    except ArgumentError:
        form.fault("assumptions", "no_such_assumptions", name=text)
        return NEUTRAL
    return assumptions


def _value(form: Form, lever: Lever | None) -> float:
    """Return what a lever is set to, within its ends."""
    if lever is None:
        return form.amount("value", -1e15, 1e15)
    return form.amount("value", lever.low, lever.high)


def _setting(form: Form, model: Model) -> tuple[str, Setting] | None:
    lever = model.levers.get(form.id("lever", model.levers))
    setting = Setting(
        value=_value(form, lever),
        start=form.optional_month("start"),
        ramp=form.whole("ramp", 0, model.clock.steps, 0),
    )
    if setting.start is not None and not _in_the_run(setting.start, model.clock):
        form.fault("start", "outside_the_run")
    form.close()
    return None if lever is None else (lever.id, setting)


def _in_the_run(month: Month, clock: Clock) -> bool:
    return clock.first <= month <= clock.horizon


def _event(form: Form, model: Model) -> PlannedEvent:
    event = PlannedEvent(
        event=form.id("event", model.events),
        month=form.month("month"),
        size=form.amount("size", LEAST_SIZE, MOST_SIZE, 1.0),
    )
    if form.has("month") and not _in_the_run(event.month, model.clock):
        form.fault("month", "outside_the_run")
    form.close()
    return event


def read_objective(name: str, form: Form, known: Known) -> Objective:
    """Read one objective, `[objective.<id>]`."""
    objective = Objective(
        id=name,
        text=form.wording("text"),
        capability=form.wording("capability", MOST_LINE),
        tasks=form.wordings("tasks", MOST_PARTS),
        judged=form.wording("judged"),
        target=form.choice("target", Rating),
        failed_by=tuple(_failure(row, known) for row in form.rows("failed_by", MOST_PARTS)),
    )
    form.close()
    return objective


def _failure(form: Form, known: Known) -> Failure:
    failure = Failure(form.id("round", known.rounds), form.wording("when"))
    form.close()
    return failure


def read_team(name: str, form: Form, known: Known) -> Team:
    """Read one team, `[team.<id>]`."""
    team = Team(
        id=name,
        name=form.wording("name", MOST_NAME),
        side=form.choice("side", Side),
        color=form.choice("color", TeamColor),
        brief=form.wording("brief"),
        interests=form.wordings("interests", MOST_PARTS),
        red_lines=form.wordings("red_lines", MOST_PARTS),
        levers=form.levers("levers", known.levers, known.model.levers),
        purse=form.amount("purse", 0, MOST_PURSE, PURSE),
        members=form.lines("members"),
    )
    form.close()
    return team


def check_holders(
    whole: Form, forms: Mapping[str, Form], teams: Mapping[str, Team], known: Known
) -> None:
    """Note every lever in play that has not exactly one team on each side that holds it."""
    for name in known.levers:
        lever = known.model.levers.get(name)
        if lever is None:
            continue
        sides = _SIDES[lever.holder]
        holders = [team for team in teams.values() if name in team.levers]
        for team in holders:
            if team.side not in sides:
                forms[team.id].fault("levers", "lever_of_other_side", name=name, side=lever.holder)
        for side in sides:
            of_side = [team.id for team in holders if team.side is side]
            if not of_side:
                whole.fault("levers", "lever_without_team", name=name, side=side)
            for other in of_side[1:]:
                forms[other].fault("levers", "lever_of_two_teams", name=name, team=of_side[0])


def read_round(name: str, form: Form, known: Known) -> Round:
    """Read one round, `[round.<id>]`."""
    indicators = known.model.indicators
    months = form.whole("months", 0, known.model.clock.steps)
    one = Round(
        id=name,
        title=form.wording("title", MOST_LINE),
        months=months,
        minutes=_minutes(form),
        pause=form.whole("pause", 0, MOST_MINUTES, 0),
        briefing=form.wording("briefing"),
        decision=form.optional_wording("decision"),
        levers=form.levers("levers", known.levers, known.model.levers),
        predict=form.ids("predict", indicators, MOST_PARTS),
        charts=form.ids("charts", indicators, MOST_CHARTS),
        questions=form.wordings("questions", MOST_PARTS),
        moves=tuple(_move(row, months, known) for row in form.rows("moves", MOST_PARTS)),
        reveal=form.optional_wording("reveal"),
        note=form.optional_wording("note"),
    )
    if known.teams and one.moves:
        form.fault("moves", "moves_with_teams")
    form.close()
    return one


def _minutes(form: Form) -> PhaseMinutes:
    inside = form.inside("minutes")
    if inside is None:
        return PhaseMinutes()
    minutes = PhaseMinutes(
        **{
            phase: inside.amount(phase, 0, MOST_MINUTES, 0)
            for phase in PhaseMinutes.__dataclass_fields__
        }
    )
    inside.close()
    return minutes


def _move(form: Form, months: int, known: Known) -> GuidedMove:
    name = form.id("lever", known.model.levers)
    if name in known.model.levers and name not in known.levers:
        form.fault("lever", "not_in_play", name=name)
    move = GuidedMove(
        lever=name,
        value=_value(form, known.model.levers.get(name)),
        ramp=form.whole("ramp", 0, months, 0),
    )
    form.close()
    return move


def read_goal(name: str, form: Form, known: Known) -> Goal:
    """Read one goal, `[goal.<id>]`."""
    goal = Goal(
        id=name,
        name=form.wording("name", MOST_NAME),
        text=form.wording("text"),
        team=form.optional_id("team", known.teams),
        declared=form.flag("declared"),
        criteria=tuple(_criterion(row, known) for row in form.rows("criteria", MOST_PARTS)),
    )
    if not goal.criteria:
        form.fault("criteria", "missing_key")
    form.close()
    return goal


def _criterion(form: Form, known: Known) -> Criterion:
    clock = known.model.clock
    criterion = Criterion(
        indicator=form.id("indicator", known.model.indicators),
        month=form.optional_month("month"),
        at_least=form.number("at_least"),
        at_most=form.number("at_most"),
    )
    if form.has("at_least") == form.has("at_most"):
        form.fault("at_least", "at_least_or_at_most")
    if criterion.month is not None and not _in_the_run(criterion.month, clock):
        form.fault("month", "outside_the_run")
    form.close()
    return criterion
