"""Read what a run is asked to do: settings, events, members, seed."""

import re
from collections.abc import Mapping
from dataclasses import replace

from desktop.arguments.errors import (
    BadEventError,
    BadEventSizeError,
    BadMemberError,
    BadSettingError,
    BadValueError,
    EarlyEndError,
    OptionNeedsError,
    RepeatedEventError,
    SeedError,
)
from desktop.arguments.parse import WHOLE_NUMBER, CommandLine
from desktop.domain.clock import Clock, Month
from desktop.domain.ensemble import MOST_MEMBERS, EnsembleChoice
from desktop.domain.errors import (
    EventSizeError,
    MemberCountError,
    UnknownEventError,
    UnknownLeverError,
)
from desktop.domain.indicator import Event
from desktop.domain.lever import Lever, Setting
from desktop.domain.policy import LEAST_SIZE, MOST_SIZE, PlannedEvent, Policy

GREATEST_SEED = 2**32 - 1
CENTRAL = "central"

_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")


def members(line: CommandLine) -> int | None:
    """Return the member count asked for, if any; raise MemberCountError unless it can be run."""
    count = line.whole("--members")
    if count is not None and not 0 <= count <= MOST_MEMBERS:
        raise MemberCountError(members=count, most=MOST_MEMBERS)
    return count


def seed(line: CommandLine) -> int | None:
    """Return the seed asked for, if any; raise SeedError unless 0 to GREATEST_SEED."""
    number = line.whole("--seed")
    if number is not None and not 0 <= number <= GREATEST_SEED:
        raise SeedError(seed=number, most=GREATEST_SEED)
    return number


def one_member(line: CommandLine, start: EnsembleChoice) -> tuple[EnsembleChoice, int]:
    """Return the ensemble and the member of it that --member names; the central run without it.

    Members count from 0. Raise BadMemberError for one that the ensemble does not have, and
    OptionNeedsError for an ensemble of which no member is asked for.
    """
    text, count, number = line.value("--member"), members(line), seed(line)
    if text is None or text == CENTRAL:
        for option in ("--members", "--seed"):
            if line.value(option) is not None:
                raise OptionNeedsError(option=option, needed="--member INDEX")
        return replace(start, members=0), 0
    ensemble = with_draws(start, count, number)
    if WHOLE_NUMBER.fullmatch(text) is None or not 0 <= int(text) < ensemble.members:
        raise BadMemberError(text=text, members=ensemble.members)
    return ensemble, int(text)


def with_draws(start: EnsembleChoice, count: int | None, number: int | None) -> EnsembleChoice:
    """Return an ensemble with this member count and seed, where they are given."""
    return replace(
        start,
        members=start.members if count is None else count,
        seed=start.seed if number is None else number,
    )


def policy(
    line: CommandLine,
    start: Policy,
    levers: Mapping[str, Lever],
    events: Mapping[str, Event],
    clock: Clock,
) -> Policy:
    """Return `start` with what --set and --event add; raise the ArgumentError that is due.

    The --set of one lever are its moves, months ascending; together they replace what `start`
    has for it.
    """
    result = start
    asked: dict[str, Setting] = {}
    for text in line.all("--set"):
        lever, setting = read_setting(text, levers, clock)
        if lever.id in asked:
            setting = _followed(lever, asked[lever.id], setting, clock)
        asked[lever.id] = setting
    for name, setting in asked.items():
        departure = None if setting.is_status_quo(levers[name]) else setting
        result = result.with_setting(name, departure)
    planned = list(start.events)
    for text in line.all("--event"):
        event = read_event(text, events, clock)
        if any(event.place == one.place for one in planned):
            raise RepeatedEventError(event=event.event, month=event.month)
        planned.append(event)
    return Policy(result.settings, tuple(planned))


def _followed(lever: Lever, before: Setting, after: Setting, clock: Clock) -> Setting:
    """Return the moves of one setting with one more move; raise the ArgumentError that is due."""
    if before.last is not None:
        raise EarlyEndError(lever=lever.id, last=before.last)
    start = after.start or clock.first
    setting = replace(after, start=start, earlier=before.moves(clock))
    setting.check(lever, clock)
    return setting


def read_setting(text: str, levers: Mapping[str, Lever], clock: Clock) -> tuple[Lever, Setting]:
    """Read `LEVER=VALUE[@YYYY-MM[/RAMP][..YYYY-MM]]`, and check it against the lever."""
    name, equals, rest = text.partition("=")
    value, at, when = rest.partition("@")
    when, dots, last = when.partition("..")
    start, slash, ramp = when.partition("/")
    parts = ((equals, name), (equals, value), (at, start), (slash, ramp), (dots, last))
    if not equals or any(mark and not part for mark, part in parts):
        raise BadSettingError(text=text)
    if slash and WHOLE_NUMBER.fullmatch(ramp) is None:
        raise BadSettingError(text=text)
    lever = levers.get(name)
    if lever is None:
        raise UnknownLeverError(lever=name)
    if _NUMBER.fullmatch(value) is None:
        raise BadValueError(lever=name, text=value, low=lever.low, high=lever.high)
    lever.check(float(value))
    lever.check_typed(value, float(value))
    setting = Setting(
        value=float(value),
        start=Month.parse(start) if at else None,
        ramp=int(ramp) if slash else 0,
        last=Month.parse(last) if dots else None,
    )
    setting.check(lever, clock)
    return lever, setting


def read_event(text: str, events: Mapping[str, Event], clock: Clock) -> PlannedEvent:
    """Read `ID@YYYY-MM[:SIZE]`, and check it against the events of the model."""
    name, at, when = text.partition("@")
    if not (name and at and when):
        raise BadEventError(text=text)
    if name not in events:
        raise UnknownEventError(event=name)
    month, colon, size = when.partition(":")
    if colon and _NUMBER.fullmatch(size) is None:
        raise BadEventSizeError(text=text, least=LEAST_SIZE, most=MOST_SIZE)
    event = PlannedEvent(name, Month.parse(month), float(size) if colon else 1.0)
    try:
        event.check(events, clock)
    except EventSizeError as misfit:
        # As it was typed: 1e400 is no number any more.
        raise BadEventSizeError(text=text, least=LEAST_SIZE, most=MOST_SIZE) from misfit
    return event
