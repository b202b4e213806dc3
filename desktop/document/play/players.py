"""Who had a part in what was played, and what would have been played without some of it.

An act is one thing that can be taken out of the months that were played; the rest stands as it was
recorded. Offers meet by the joint rule anew, and what a move cost is not judged again.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import TypeAlias

from desktop.document.play.rules import moves_with_decisions, standing_offers, start
from desktop.document.play.scenario import policy
from desktop.document.play.state import InjectInPlay, PlayState, Setup
from desktop.domain.lever import Holder
from desktop.domain.parts import Player, PlayerKind
from desktop.domain.policy import Policy


@dataclass(frozen=True, slots=True)
class Decided:
    """Name one offer of a round that was played."""

    round: str
    team: str
    lever: str


@dataclass(frozen=True, slots=True)
class Released:
    """Name an inject whose shock struck in a month that was played."""

    inject: str


@dataclass(frozen=True, slots=True)
class Drew:
    """Name a round that was played, and in which chance drew events."""

    round: str


Act: TypeAlias = Decided | Released | Drew


def acts(state: PlayState) -> Iterator[Act]:
    """Yield all that was done in the months that were played, in the order of rounds."""
    for played in state.advances:
        round_id = played.advance.round
        for team, lever in state.decisions.get(round_id, {}):
            yield Decided(round_id, team, lever)
        if state.drawn.get(round_id) is not None and state.drawn[round_id].events:
            yield Drew(round_id)
    for name, inject in state.injects.items():
        if inject.strikes is not None and inject.strikes.month <= state.played_until:
            yield Released(name)


def policy_with(setup: Setup, state: PlayState, kept: Collection[Act]) -> Policy:
    """Return what would have been played with these acts and no others.

    Nothing in it is later than the months that were played, but for what the exercise opens with.
    """
    wanted = frozenset(kept)
    replayed = start(setup)
    for played in state.advances:
        round_id = played.advance.round
        made = {
            (team, lever): decision
            for (team, lever), decision in state.decisions.get(round_id, {}).items()
            if Decided(round_id, team, lever) in wanted
        }
        replayed = replace(
            replayed, standing=standing_offers(replayed), round=round_id, decisions={round_id: made}
        )
        moves = moves_with_decisions(setup, replayed)
        replayed = replace(
            replayed,
            moves=moves,
            played_until=played.last,
            advances=(*replayed.advances, played),
        )
    struck = {
        name: inject if Released(name) in wanted else InjectInPlay()
        for name, inject in state.injects.items()
    }
    drawn = {name: one for name, one in state.drawn.items() if Drew(name) in wanted}
    return policy(setup, replace(replayed, injects=struck, drawn=drawn))


Players: TypeAlias = Mapping[Player, frozenset[Act]]
"""Who had a part in a play, each with what it did; together that is all that was done."""


def policy_of(
    setup: Setup, state: PlayState, players: Players
) -> Callable[[frozenset[Player]], Policy]:
    """Return what gives the policy in which only some of the players act."""

    @cache
    def left(coalition: frozenset[Player]) -> Policy:
        kept = frozenset[Act]().union(*(players[one] for one in coalition))
        return policy_with(setup, state, kept)

    return left


def by_side(setup: Setup, state: PlayState) -> Players:
    """Return each side's own moves, joint moves, injects and chance, those that did something."""
    return _grouped(state, lambda act: Player(_kind(setup, act)))


def by_team(setup: Setup, state: PlayState) -> Players:
    """Return the teams that decided something, injects and chance, those that did something."""

    def player(act: Act) -> Player:
        if not isinstance(act, Decided):
            return Player(_kind(setup, act))
        team = state.teams.get(act.team)
        designed = None if team is None else team.designed
        return Player(PlayerKind.TEAM, act.team, None if designed is None else designed.name)

    return _grouped(state, player)


def by_lever(setup: Setup, state: PlayState) -> Players:
    """Return the levers that were moved, injects and chance, those that did something."""

    def player(act: Act) -> Player:
        if not isinstance(act, Decided):
            return Player(_kind(setup, act))
        return Player(PlayerKind.LEVER, act.lever, setup.model.levers[act.lever].name)

    return _grouped(state, player)


def by_inject(setup: Setup, state: PlayState) -> Players:
    """Return each inject whose shock struck, chance and all moves, those that did something."""
    titles = {one.id: one.title for one in setup.exercise.injects}

    def player(act: Act) -> Player:
        match act:
            case Released(inject):
                return Player(PlayerKind.INJECT, inject, titles.get(inject))
            case Decided():
                return Player(PlayerKind.MOVES)
            case Drew():
                return Player(PlayerKind.CHANCE)

    return _grouped(state, player)


class By(StrEnum):
    """Say among whom a change is divided."""

    TEAM = "team"
    SIDE = "side"
    LEVER = "lever"
    INJECT = "inject"


GROUPED: Mapping[By, Callable[[Setup, PlayState], Players]] = MappingProxyType(
    {By.TEAM: by_team, By.SIDE: by_side, By.LEVER: by_lever, By.INJECT: by_inject}
)


def _kind(setup: Setup, act: Act) -> PlayerKind:
    match act:
        case Released():
            return PlayerKind.INJECTS
        case Drew():
            return PlayerKind.CHANCE
        case Decided():
            return _KIND_OF[setup.model.levers[act.lever].holder]


_KIND_OF = {
    Holder.US: PlayerKind.US,
    Holder.MX: PlayerKind.MX,
    Holder.JOINT: PlayerKind.JOINT,
}


def _grouped(state: PlayState, player: Callable[[Act], Player]) -> Players:
    found: dict[Player, set[Act]] = {}
    for act in acts(state):
        found.setdefault(player(act), set()).add(act)
    return MappingProxyType({one: frozenset(some) for one, some in found.items()})
