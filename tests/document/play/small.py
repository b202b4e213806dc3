"""A small exercise of two rounds and three teams, and random scripts of play on it, for tests."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from hypothesis import strategies as st

from desktop.document.play.record import PlayRecord
from desktop.document.play.scenario import drawn
from desktop.document.play.state import PlayState, Setup
from desktop.domain.countdown import Countdown
from desktop.domain.errors import VecinosError
from desktop.domain.exercise.rounds import Phase
from desktop.domain.play import entries as e
from tests.document.play.played import MORNING
from tests.modelfiles.exercises import example

US, MX, PRESS = "washington", "mexico", "press"
Choice = Callable[[Setup, PlayState], e.Entry]


@cache
def setup() -> Setup:
    """Return the exercise of the guide with a second round, a team without levers and a plan.

    A lever and a joint one have opening settings, one of them from a month that is played later.
    """
    plain = example.plain()
    levers = [*_list(plain["levers"]), "us_tariff_on_mexico"]
    plain["levers"] = levers
    start = example.at(plain, "start")
    start |= {
        "members": 8,
        "settings": [
            {"lever": "coop_framework", "value": 4.0},
            {"lever": "us_tariff_on_mexico", "value": 5.0, "start": "2025-03", "ramp": 6},
        ],
        "events": [{"event": "migrant_caravan", "month": "2024-05", "size": 0.5}],
    }
    teams = example.at(plain, "team")
    washington = example.at(teams, US)
    washington |= {"levers": [*_list(washington["levers"]), levers[-1]], "purse": 10}
    teams[PRESS] = {**example.at(teams, MX), "side": "none", "color": "gray", "levers": []}
    example.at(teams, MX)["purse"] = 1
    rounds = example.at(plain, "round")
    rounds["second"] = {
        **example.at(rounds, "first"),
        "months": 6,
        "levers": ["us_tariff_on_mexico", "coop_framework"],
        "minutes": {"decide": 5, "predict": 5},
        "pause": 10,
    }
    rounds["third"] = {**example.at(rounds, "second"), "months": 0, "levers": []}
    example.at(plain, "goal", "calm")["declared"] = True
    example.at(plain, "inject", "offer")["shock"] = {"event": "migrant_caravan", "size": 2.0}
    del example.at(plain, "inject", "offer")["no_shock"]
    exercise = example.read(plain)
    return Setup(exercise, example.model())


def _list(value: object) -> list[object]:
    assert isinstance(value, list)
    return value


def _go_on(setup: Setup, state: PlayState) -> e.Entry:
    """Return the entry that takes play on: begin, advance, or the next stage or round."""
    if not state.begun:
        return e.Begun()
    if not state.round:
        return e.StageBegun(next(iter(setup.rounds)), Phase.BRIEF.value, 60.0)
    if not state.advanced:
        return e.Advanced(state.round)
    ids = list(setup.rounds)
    place = ids.index(state.round)
    if place + 1 == len(ids):
        return e.Ended()
    return e.StageBegun(ids[place + 1], Phase.DECIDE.value, 60.0)


def _offer(team: str, lever: str, share: float, ramp: int) -> Choice:
    def choice(setup: Setup, _: PlayState) -> e.Entry:
        asked = setup.model.levers[lever]
        value = asked.default if share < 0 else asked.low + share * (asked.high - asked.low)
        return e.Offer(team, lever, round(value, asked.decimals), ramp)

    return choice


def _fixed(entry: e.Entry) -> Choice:
    return lambda setup, state: entry


def _take_back(before: int) -> Choice:
    return lambda setup, state: e.Correction(state.number - before)


def _support(endorses: bool) -> Choice:
    """Return the entry that endorses or opposes a move that was made."""

    def choice(_: Setup, state: PlayState) -> e.Entry:
        mover, lever = next(iter(state.made), (US, "coop_framework"))
        return e.Endorsement(PRESS, mover, lever, endorses)

    return choice


def _draw(setup: Setup, state: PlayState) -> e.Entry:
    return drawn(setup, state)


_TEAMS = st.sampled_from([US, MX, PRESS, e.FACILITATOR, "Late comers"])
_LEVERS = st.sampled_from(
    ["us_border_enforcement", "mx_transit_enforcement", "coop_framework", "us_tariff_on_mexico"]
)
_INJECTS = st.sampled_from(["caravan", "offer", ""])
_HELD = st.sampled_from(
    [
        (US, "us_border_enforcement"),
        (US, "us_tariff_on_mexico"),
        (MX, "mx_transit_enforcement"),
        (US, "coop_framework"),
        (MX, "coop_framework"),
    ]
)
_OFFERS = st.builds(
    lambda held, share, ramp: _offer(held[0], held[1], share, ramp),
    _HELD,
    st.sampled_from([-1.0, 0.0, 0.2, 0.5, 0.6, 0.8, 1.0]),
    st.sampled_from([0, 0, 3, 9]),
)
_OTHERS = st.one_of(
    st.builds(e.InjectReleased, _INJECTS),
    st.builds(e.InjectShown, _INJECTS),
    st.builds(e.InjectSkipped, _INJECTS),
    st.builds(e.InjectRetimed, _INJECTS, st.integers(-1, 1500)),
    st.builds(e.SuggestionDismissed, _INJECTS),
    st.builds(e.Endorsement, _TEAMS, _TEAMS, _LEVERS, st.booleans()),
    st.builds(
        e.Predicted,
        *(_TEAMS, st.sampled_from(["irregular_encounters", "homicide_rate", "moon"])),
        *(st.sampled_from(["up", "same", "down", "sideways"]), st.sampled_from([None, 60, 61])),
        st.sampled_from([None, 0.0, 4.0, -4.0]),
    ),
    st.builds(e.Rationale, _TEAMS, st.sampled_from(["", "Because."])),
    st.builds(e.Noted, st.sampled_from(["Calm.", " "]), st.sampled_from(["strength", "odd"])),
    st.builds(e.Joined, st.sampled_from(["Ana", ""]), st.sampled_from(["", US, "nobody"])),
    st.builds(e.MomentMarked),
    st.builds(e.TeamAdded, st.sampled_from(["Late comers", US, "Facilitator"])),
    st.builds(e.GoalDeclared, st.sampled_from(["calm", "storm"])),
    st.builds(
        e.CountdownChanged,
        *(st.sampled_from(["hold", "run", "add", "stop"]), st.floats(-1e6, 1e6)),
    ),
    st.builds(
        e.StageBegun,
        *(st.sampled_from(["first", "second", "third", "fourth"]), st.sampled_from(e.STAGES)),
        st.sampled_from([0.0, 60.0, -1.0]),
    ),
).map(_fixed)
_ASIDE = st.one_of(st.just(_draw), st.integers(-1, 12).map(_take_back), st.booleans().map(_support))
CHOICES = st.sampled_from([_OFFERS, _OFFERS, _OTHERS, _OTHERS, _ASIDE, _ASIDE, st.just(_go_on)])
SCRIPTS = st.lists(CHOICES.flatmap(lambda one: one), min_size=20, max_size=60)


def play(script: Sequence[Choice]) -> Iterator[tuple[PlayRecord, e.Recorded]]:
    """Play a script, one minute from one entry to the next; yield after each that was taken."""
    record = PlayRecord(setup())
    for choice in (_go_on, _go_on, *script):
        count, state = len(record.entries), record.state
        try:
            added = record.add(choice(record.setup, state), MORNING, 60.0 * count)
        except VecinosError:
            # What is refused leaves nothing behind.
            assert (len(record.entries), record.state) == (count, state)
        else:
            yield record, added


_OF_TIME = {"number", "seconds", "instant", "anchor", "remaining"}


def timeless(value: Any) -> Any:
    """Return a state, or a part of it, without numbers of entries and without time."""
    if isinstance(value, e.Recorded):
        return value.entry
    if isinstance(value, Countdown):
        return value.total, value.running
    if isinstance(value, PlayState):
        said = {
            place: {team: text for team, (_, text) in own.items()}
            for place, own in value.rationales.items()
        }
        rest = {key: one for key, one in _parts(value).items() if key != "rationales"}
        return {**rest, "rationales": said}
    if is_dataclass(value):
        return type(value).__name__, _parts(value)
    if isinstance(value, dict):
        # An empty round is the same as none.
        return {key: timeless(one) for key, one in value.items() if one != {}}
    if isinstance(value, tuple):
        return tuple(map(timeless, value))
    return value


def _parts(value: Any) -> dict[str, Any]:
    names = [one.name for one in fields(value) if one.name not in _OF_TIME]
    return {name: timeless(getattr(value, name)) for name in names}
