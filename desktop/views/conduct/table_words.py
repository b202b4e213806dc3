"""What teams, levers, offers and points are called while an exercise is played."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from desktop.document.play.fold import follow
from desktop.document.play.rules import in_force
from desktop.document.play.state import Decision, PlayState, Setup
from desktop.domain.errors import VecinosError
from desktop.domain.exercise.costs import Binding, binding
from desktop.domain.exercise.exercise import Side
from desktop.domain.lever import Holder, Lever
from desktop.domain.play.entries import FACILITATOR, Entry, Recorded
from desktop.domain.wording import Wording
from desktop.reports.entry_words import EntryWords
from desktop.reports.play_words import play_error_text
from desktop.session.play.conduct import Conduct
from desktop.ui.lever_words import LeverWords, plain, typed_number
from desktop.ui.ui_context import UiContext


@dataclass(frozen=True, slots=True)
class TableWords:
    """Word what happens at the table of one play."""

    look: UiContext
    setup: Setup

    @property
    def entries(self) -> EntryWords:
        """Return the words of entries of the record."""
        return EntryWords(self.setup, self.look.language)

    def team(self, team: str) -> str:
        """Return the name of a team."""
        return self.entries.team(team)

    def lever(self, lever: str) -> LeverWords:
        """Return the words of a lever."""
        return LeverWords(self.look.language, self.setup.model.levers[lever])

    def points(self, points: float) -> str:
        """Return points of political capital, of which there are halves."""
        return self.look.language.exactly(points, 1)

    def error(self, error: VecinosError) -> str:
        """Return why an entry is not taken, in one sentence with the names of what it names."""
        return play_error_text(error, self.setup, self.look.language)

    def moves(self, state: PlayState) -> tuple[tuple[str, str], ...]:
        """Return the moves of the present round in the order of the table: (team, lever)."""
        if not state.teams:
            return tuple(state.made)
        return tuple(
            (team, lever)
            for team, one in state.teams.items()
            for lever in one.levers
            if (team, lever) in state.made
        )

    def move(self, decision: Decision) -> str:
        """Return from where to where a decision moves its lever."""
        words = self.lever(decision.offer.lever)
        return self.look.text(
            "sheet.from_to",
            before=words.number(decision.before),
            after=words.value(decision.offer.value),
        )

    def joint(self, state: PlayState, lever: str, *, offers: bool = True) -> str:
        """Return what two offers on a joint lever come to, and why; empty where nobody offers.

        Both offers are told besides, unless they are seen anyway.
        """
        known, exercise = self.setup.model.levers[lever], self.setup.exercise
        if known.holder is not Holder.JOINT or not exercise.teams:
            return ""
        sides = {team.side: team.id for team in exercise.teams if lever in team.levers}
        made = {side: state.offer(team, lever) for side, team in sides.items()}
        why = binding(known, made.get(Side.US), made.get(Side.MX))
        if why is Binding.NEITHER:
            return ""
        words = self.lever(lever)
        stands = {**state.standing, **{key: one.offer.value for key, one in state.made.items()}}
        said = self._reason(why, words.value(in_force(self.setup, stands, lever)))
        if not offers:
            return said
        told = [
            self.look.text("sheet.offered", team=self.team(sides[side]), value=words.value(offer))
            for side, offer in made.items()
            if offer is not None
        ]
        both = self.look.text("sheet.offers", offers=self.look.language.together(told))
        return " ".join((said, both))

    def _reason(self, why: Binding, value: str) -> str:
        text = self.look.text
        match why:
            case Binding.MISSING:
                return text("sheet.joint_missing", value=value)
            case Binding.OPPOSITE:
                return text("sheet.joint_opposite", value=value)
            case Binding.ALIKE:
                return text("sheet.joint_alike", value=value)
            case Binding.HIGHER:
                return text("sheet.joint_higher", value=value)
        return text("sheet.joint_lower", value=value)


def read_offer(words: LeverWords, typed: str, kept: float) -> tuple[float | None, str]:
    """Return the value that somebody typed as a number or by the beginning of its name.

    None where there is none, and then in one sentence why.
    """
    text, name_of = words.language.text, words.language.wording
    lever = words.lever
    if typed_number(typed) is not None:
        return words.read(typed, kept)
    named = _named(lever)
    key = plain(typed.strip())
    exact = {value for value, name in named if plain(name_of(name)) == key}
    begun = exact or {value for value, name in named if _begins(plain(name_of(name)), key)}
    if len(begun) == 1:
        return begun.pop(), ""
    if not named:
        return words.read(typed, kept)
    choices = [words.value(value) for value in sorted(begun or {value for value, _ in named})]
    if begun:
        return None, text(
            "sheet.several", text=typed.strip(), choices=words.language.either(choices)
        )
    return None, text(
        "sheet.unknown_setting",
        text=typed.strip(),
        low=words.number(lever.low),
        high=words.number(lever.high),
    )


def _named(lever: Lever) -> Sequence[tuple[float, Wording]]:
    levels = [(lever.low + place, name) for place, name in enumerate(lever.levels)]
    return (*levels, *((one.value, one.name) for one in lever.notches))


def _begins(name: str, key: str) -> bool:
    """Say whether a name, or a word in it, begins like this."""
    return bool(key) and (name.startswith(key) or f" {key}" in name)


def can_decide(play: Conduct) -> bool:
    """Say whether decisions of the round can still be made, and by the model that it is of."""
    return play.same_model and not (play.state.advanced or play.state.ended)


def refusal(
    setup: Setup, state: PlayState, record: Sequence[Recorded], entry: Entry
) -> VecinosError | None:
    """Return why the record would not take an entry now, None where it would."""
    instant = state.instant or datetime.now(UTC)
    added = Recorded(len(record) + 1, instant, state.seconds, FACILITATOR, entry)
    try:
        follow(setup, state, record, added)
    except VecinosError as error:
        return error
    return None
