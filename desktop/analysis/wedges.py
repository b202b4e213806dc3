"""How the distance between the two lines of a chart divides, month by month: its wedges.

The players are what a scenario sets: its levers, one by one or by family or by who holds them, the
events that somebody placed, and those that chance drew. Nobody's line is the status quo that the
chart draws, and everybody's is the policy's, so that in every month the wedges add up to the
distance between the two. `analysis.parts` divides it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from desktop.analysis.parts import Advance, Runs, Share, coalitions, divide_paths
from desktop.domain.ensemble import RunRequest
from desktop.domain.lever import Holder
from desktop.domain.model.model import Model
from desktop.domain.parts import Player, PlayerKind
from desktop.domain.policy import STATUS_QUO, PlannedEvent, Policy
from desktop.engine.results.projection import FloatArray


class Grouping(StrEnum):
    """Say who is a player."""

    LEVER = "lever"
    FAMILY = "family"
    SIDE = "side"


@dataclass(frozen=True, slots=True)
class WedgeQuestion:
    """Ask how one curve's distance from the status quo divides."""

    request: RunRequest
    indicator: str
    grouping: Grouping = Grouping.LEVER
    drawn: tuple[PlannedEvent, ...] = ()
    """Events of the policy that chance drew."""
    monthly: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Wedges:
    """Answer a question; all lines are (TIME,) in the indicator's unit, TIME from the vantage."""

    question: WedgeQuestion
    before: FloatArray
    """The status quo's median, as it is drawn."""
    after: FloatArray
    """The policy's."""
    shares: tuple[Share, ...]
    """Of what moves the curve in some month, the largest over all months first."""
    first: int
    """The step before the first in which anything moves it; 0 where nothing does."""

    @property
    def change(self) -> FloatArray:
        """Return the distance between the two lines, (TIME,)."""
        return self.after - self.before

    @property
    def opposing(self) -> frozenset[tuple[Player, ...]]:
        """Return who goes, over all months, against the change."""
        way = float(self.change.sum())
        return frozenset(one.players for one in self.shares if float(one.total.sum()) * way < 0.0)

    def ranked(self, step: int) -> tuple[Share, ...]:
        """Return the shares by their size at a step, the largest first."""
        return tuple(
            sorted(self.shares, key=lambda one: (-abs(float(one.total[step])), one.players))
        )


def players_of(question: WedgeQuestion, model: Model) -> Mapping[Player, Policy]:
    """Return who is a player, and what each has set; a lever at its status quo is none."""
    policy, drawn = question.request.policy, set(question.drawn)
    found: dict[Player, Policy] = {}
    for name, setting in policy.settings.items():
        if not setting.is_status_quo(model.levers[name]):
            player = _lever_player(name, question.grouping, model)
            found[player] = found.get(player, STATUS_QUO).with_setting(name, setting)
    for event in policy.events:
        player = _event_player(event, question.grouping, model)
        if event in drawn:
            player = Player(PlayerKind.CHANCE)
        had = found.get(player, STATUS_QUO)
        found[player] = replace(had, events=(*had.events, event))
    return found


def _lever_player(name: str, grouping: Grouping, model: Model) -> Player:
    lever = model.levers[name]
    match grouping:
        case Grouping.LEVER:
            return Player(PlayerKind.LEVER, name, lever.name)
        case Grouping.FAMILY:
            return Player(PlayerKind.FAMILY, lever.family)
        case Grouping.SIDE:
            return Player(_SIDES[lever.holder])


def _event_player(event: PlannedEvent, grouping: Grouping, model: Model) -> Player:
    if grouping is Grouping.LEVER:
        return Player(PlayerKind.EVENT, event.event, model.events[event.event].name)
    return Player(PlayerKind.EVENT)


_SIDES = {
    Holder.US: PlayerKind.US,
    Holder.MX: PlayerKind.MX,
    Holder.JOINT: PlayerKind.JOINT,
}


def runs_wanted(question: WedgeQuestion, model: Model) -> int:
    """Return how many coalitions are worked out for an answer."""
    return coalitions(len(players_of(question, model)))


def wedges(runs: Runs, question: WedgeQuestion, advance: Advance = lambda _: True) -> Wedges | None:
    """Answer a question; `runs` are of its members, assumptions, indicator and kind of line.

    `advance` is told how many of `runs_wanted` are worked out, and says whether to go on; None
    soon after it did not. Raise what `project` raises.
    """
    players = players_of(question, runs.compiled.model)
    whole = question.request.policy

    def line(acting: Collection[Player]) -> FloatArray:
        return runs.of(_acting(whole, [players[one] for one in acting]))[question.indicator]

    shares = divide_paths(tuple(players), line, advance)
    if shares is None:
        return None
    moving = sorted(
        (one for one in shares if one.total.any() or one.own.any()),
        key=lambda one: (-float(np.abs(one.total).sum()), one.players),
    )
    starts = (np.flatnonzero(one.total) for one in moving)
    first = max(0, min((int(each[0]) for each in starts if each.size), default=0) - 1)
    return Wedges(question, line(()), line(tuple(players)), tuple(moving), first)


def _acting(whole: Policy, parts: Collection[Policy]) -> Policy:
    """Return what of a policy is left where only some of it is set, in the order it has there."""
    set_, placed = {one for part in parts for one in part.settings}, set[PlannedEvent]()
    placed.update(event for part in parts for event in part.events)
    return Policy(
        {name: setting for name, setting in whole.settings.items() if name in set_},
        tuple(event for event in whole.events if event in placed),
    )
