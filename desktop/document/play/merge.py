"""What another laptop, or a form, holds of a play, on its way into the record of this one.

What is here already is found again, so that taking the same in twice adds nothing; what differs
from what stands here, or what the rules refuse, is told and never holds up the rest.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TypeAlias

from desktop.document.play import errors
from desktop.document.play.fold import follow, taken_back
from desktop.document.play.rules import start
from desktop.document.play.state import PlayState, Setup
from desktop.domain.errors import VecinosError
from desktop.domain.lines import bare_key, name_key
from desktop.domain.play.elsewhere import Elsewhere, ThereTime, source_of
from desktop.domain.play.entries import (
    Endorsement,
    Entry,
    Joined,
    MomentMarked,
    Noted,
    Offer,
    Predicted,
    Rationale,
    Recorded,
    StageBegun,
    TeamAdded,
)

_BEFORE, _AFTER = timedelta(hours=1), timedelta(minutes=10)
"""How far a time may lie before the first entry and after now; beyond it some clock is wrong."""
_CLOSED = (
    errors.NotBegunError | errors.OnlySaidError | errors.RoundPlayedError | errors.WrongRoundError
)
_SAID = Noted | MomentMarked
_DECIDED = Offer | Rationale | Endorsement | Predicted
_MERGED = _SAID | _DECIDED | Joined | TeamAdded


Choice: TypeAlias = tuple[str, Entry]
"""A round and an entry: by them a thing from elsewhere is told from the others."""


@dataclass(frozen=True, slots=True)
class Merging:
    """Hold one thing from elsewhere, as it would be entered here."""

    entry: Entry
    author: str
    instant: datetime | None
    """By the clock here, in UTC; None where nobody said when."""
    round: str = ""
    """The round it is for; empty where that does not matter."""
    here: Entry | None = None
    """What stands here in its place."""
    why: VecinosError | None = None
    """Why it is not simply taken, where nothing stands in its place."""
    allowed: bool = True
    """Whether the record would take it now."""

    @property
    def choice(self) -> Choice:
        """Return what tells it from the others."""
        return self.round, self.entry


@dataclass(frozen=True, slots=True)
class MergePlan:
    """Say what becomes of all that came from elsewhere, each in the order of entering."""

    new: tuple[Merging, ...]
    here: tuple[Merging, ...]
    """Already in the record."""
    conflicts: tuple[Merging, ...]
    """Taken only if somebody chooses it, and then only what is allowed."""
    entering: tuple[Merging, ...]
    """What is new, and those conflicts that were chosen and are allowed."""


def plan(
    setup: Setup,
    state: PlayState,
    record: Sequence[Recorded],
    found: Iterable[Elsewhere],
    ahead: timedelta,
    now: datetime,
    chosen: Collection[Choice] = (),
    zone: tzinfo | None = None,
    *,
    only_said: bool = False,
) -> MergePlan:
    """Plan what to enter of what was found elsewhere, into a record that comes to a state.

    `ahead` is by how much the clock there was ahead of this one. `now` is by the clock here; times
    of day are of `zone`, the system's where none is named. `chosen` are the conflicts that
    somebody decided to take. With `only_said` the play does not go on, and only takes notes,
    moments and people.
    """
    planner = _Planner(setup, state, record, now, chosen, only_said=only_said)
    clock = _Clock(record, ahead, now, zone)
    items = [
        Merging(one.entry, planner.author(one.author), clock.instant(one.at), one.round)
        for one in found
        if isinstance(one.entry, _MERGED)
    ]
    for item in sorted(items, key=_order):
        planner.add(item)
    return planner.planned()


def elsewhere(record: Sequence[Recorded]) -> Iterator[Elsewhere]:
    """Yield what the record of another laptop holds that can be taken in here.

    Of what was decided and predicted it is the last word on each thing in each round.
    """
    gone = taken_back(record)
    round_id = ""
    last: dict[object, Elsewhere] = {}
    for one in record:
        entry = one.entry
        if one.number in gone:
            continue
        if isinstance(entry, StageBegun):
            round_id = entry.round
        elif isinstance(entry, _SAID):
            if entry.text or isinstance(entry, MomentMarked):
                source = entry.source or _source(one)
                yield Elsewhere(replace(entry, source=source), one.author, one.instant)
        elif isinstance(entry, TeamAdded) or (isinstance(entry, Joined) and entry.name):
            yield Elsewhere(entry, one.author, one.instant)
        elif isinstance(entry, _DECIDED):
            last[(round_id, *_subject(entry))] = Elsewhere(entry, one.author, one.instant, round_id)
    yield from last.values()


def _source(one: Recorded) -> str:
    """Return the source that a note of this laptop has for every other one."""
    entry = one.entry
    text = entry.text if isinstance(entry, _SAID) else ""
    return source_of(one.author, one.instant.astimezone(UTC).isoformat(), text)


def _subject(entry: Entry) -> tuple[object, ...]:
    """Return what two entries share if the later one takes the place of the other."""
    match entry:
        case Offer():
            return Offer, entry.team, entry.lever
        case Predicted():
            return Predicted, entry.team, entry.indicator
        case Rationale() | Endorsement():
            return type(entry), entry.team
    return (entry,)


def _order(item: Merging) -> tuple[int, float]:
    """Return where in the order of entering something comes: people, what was said, decisions."""
    entry = item.entry
    if isinstance(entry, TeamAdded):
        return 0, 0.0
    if isinstance(entry, Joined):
        return 1, 0.0
    if isinstance(entry, _SAID):
        return 2, item.instant.timestamp() if item.instant is not None else float("inf")
    return (4 if isinstance(entry, Endorsement) else 3), 0.0


class _Clock:
    """Read times of another clock by this one."""

    def __init__(
        self, record: Sequence[Recorded], ahead: timedelta, now: datetime, zone: tzinfo | None
    ) -> None:
        self._ahead, self._zone = ahead, zone
        own = (one for one in record if not getattr(one.entry, "source", ""))
        self._instants = sorted(one.instant for one in own) or [now]

    def instant(self, at: ThereTime) -> datetime | None:
        """Return an instant by the clock here.

        A time of day without its date is of the day on which it lies nearest to something that
        was recorded here: past midnight that is the next one.
        """
        if at is None:
            return None
        if isinstance(at, datetime):
            return self._shifted(at)
        ends = (self._instants[0], self._instants[-1])
        first, last = (one.astimezone(self._zone).date() for one in ends)
        days = [first + timedelta(days=n) for n in range(-1, (last - first).days + 2)]
        return min((self._shifted(datetime.combine(day, at)) for day in days), key=self._distance)

    def _shifted(self, at: datetime) -> datetime:
        if at.tzinfo is None:
            at = at.astimezone() if self._zone is None else at.replace(tzinfo=self._zone)
        return at.astimezone(UTC) - self._ahead

    def _distance(self, instant: datetime) -> timedelta:
        place = bisect_left(self._instants, instant)
        return min(abs(instant - one) for one in self._instants[max(0, place - 1) : place + 1])


class _Planner:
    """Sort what comes from elsewhere into what is new, what is here, and what differs."""

    def __init__(
        self,
        setup: Setup,
        state: PlayState,
        record: Sequence[Recorded],
        now: datetime,
        chosen: Collection[Choice],
        *,
        only_said: bool,
    ) -> None:
        self._only_said = only_said
        self._setup, self._state, self._record = setup, state, record
        self._now, self._chosen = now, chosen
        self._first = record[0].instant if record else now
        self._sources, self._gone = set[str](), set[str]()
        self._spellings = {bare_key(name): name for _, name in state.roster}
        gone = taken_back(record)
        for one in record:
            if isinstance(one.entry, _SAID):
                known = self._gone if one.number in gone else self._sources
                known |= {one.entry.source or _source(one)}
                self._spellings.setdefault(bare_key(one.author), one.author)
        self._new: list[Merging] = []
        self._here: list[Merging] = []
        self._conflicts: list[Merging] = []
        self._entering: list[Merging] = []

    def planned(self) -> MergePlan:
        return MergePlan(
            tuple(self._new), tuple(self._here), tuple(self._conflicts), tuple(self._entering)
        )

    def author(self, name: str) -> str:
        """Return a name as it is spelled here: accents, case and spacing make nobody else."""
        return self._spellings.setdefault(bare_key(name), name)

    def add(self, item: Merging) -> None:
        """Say what becomes of one thing."""
        entry = item.entry
        if isinstance(entry, _SAID):
            if entry.source in self._sources:
                self._here.append(item)
                return
            why = self._odd(item)
        elif isinstance(entry, _DECIDED):
            if self._is_here(entry, item.round):
                self._here.append(item)
                return
            why = self._not_now(item.round)
            if why is None:
                item = replace(item, here=self._stands(entry, item.round))
        elif self._is_known(entry):
            self._here.append(item)
            return
        else:
            closed = self._only_said and not isinstance(entry, Joined)
            why = errors.OnlySaidError() if closed else None
        self._take(replace(item, why=why))

    def _take(self, item: Merging) -> None:
        """Take in what is new or was chosen, where the rules allow it as things then stand."""
        recorded = Recorded(
            self._state.number + 1,
            item.instant or self._now,
            self._state.seconds,
            item.author,
            item.entry,
        )
        closed = isinstance(item.why, _CLOSED)
        after = None
        try:
            after = None if closed else follow(self._setup, self._state, self._record, recorded)
        except VecinosError as error:
            item = replace(item, why=error)
        item = replace(item, allowed=after is not None)
        plain = item.allowed and item.why is None and item.here is None
        if plain:
            self._new.append(item)
        else:
            self._conflicts.append(item)
        if after is not None and (plain or item.choice in self._chosen):
            self._state = after
            self._entering.append(item)
            if isinstance(item.entry, _SAID):
                self._sources.add(item.entry.source)

    def _odd(self, item: Merging) -> VecinosError | None:
        entry = item.entry
        if isinstance(entry, _SAID) and entry.source in self._gone:
            return errors.TakenBackError()
        at = item.instant
        if at is not None and not self._first - _BEFORE <= at <= self._now + _AFTER:
            return errors.OddTimeError()
        return None

    def _is_known(self, entry: Entry) -> bool:
        state = self._state
        if isinstance(entry, TeamAdded):
            return name_key(entry.team) in {name_key(one) for one in state.teams}
        if isinstance(entry, Joined):
            return any(
                team == entry.team and bare_key(name) == bare_key(entry.name)
                for team, name in state.roster
            )
        return False

    def _is_here(self, entry: Entry, round_id: str) -> bool:
        """Say whether something decided or predicted is what a round here comes to already."""
        if not isinstance(entry, Offer):
            return self._stands(entry, round_id) == entry
        key = entry.team, entry.lever
        value = start(self._setup).standing.get(key)
        for one in self._setup.rounds:
            made = self._state.decisions.get(one, {}).get(key)
            value = value if made is None else made.offer.value
            if one == round_id:
                return value == entry.value
        return False

    def _stands(self, entry: Entry, round_id: str) -> Entry | None:
        """Return what stands in a round here in the place of something decided or predicted."""
        state = self._state
        match entry:
            case Offer(team=team, lever=lever):
                made = state.decisions.get(round_id, {}).get((team, lever))
                return None if made is None else made.offer
            case Predicted(team=team, indicator=indicator):
                return state.predictions.get(round_id, {}).get((team, indicator))
            case Endorsement(team=team):
                return state.endorsements.get(round_id, {}).get(team)
            case Rationale(team=team):
                said = state.rationales.get(round_id, {}).get(team)
                return None if said is None else Rationale(team, said[1])
        return None

    def _not_now(self, round_id: str) -> VecinosError | None:
        """Return why nothing of a round can be decided or predicted now, if it cannot."""
        if self._only_said:
            return errors.OnlySaidError()
        state, rounds = self._state, list(self._setup.rounds)
        if not state.round:
            return errors.NotBegunError()
        if round_id == state.round or round_id not in rounds:
            return None
        if rounds.index(round_id) < rounds.index(state.round):
            return errors.RoundPlayedError(round=round_id)
        return errors.WrongRoundError(round=round_id, current=state.round)
