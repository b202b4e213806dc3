"""What people write in the cells of a form: times of day, settings of levers, what a note is on."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from desktop.domain.errors import ArgumentError, ValueOutOfRangeError
from desktop.domain.exercise.exercise import Exercise
from desktop.domain.lever import Lever
from desktop.domain.model.model import Model
from desktop.domain.play.entries import Tie
from desktop.domain.wording import Wording
from desktop.modelfiles.exercises.msel_cells import CellError, read_number
from desktop.modelfiles.headed_sheet import plain_heading
from desktop.modelfiles.play_form_columns import TIE_WORDS
from desktop.modelfiles.spreadsheets import shown

_TIME = re.compile(
    r"(?:(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})[ T]+)?"
    r"(?P<hour>[0-9]{1,2})\s*[:.h]\s*(?P<minute>[0-9]{2})(?:\s*[:.]\s*(?P<second>[0-9]{2})(?:\.[0-9]+)?)?"
    r"\s*(?:(?P<half>[ap])\.?\s*m\.?)?(?:\s*(?:h|hrs?)\.?)?",
    re.IGNORECASE,
)
_NUMBER = r"[+\-\u2212]?[0-9][0-9.,]*"
_IN_WORDS = re.compile(
    rf"(?P<before>[^0-9+\-\u2212]*)(?P<number>{_NUMBER})(?P<after>.*)", re.DOTALL
)
_THOUSANDS = re.compile(r"[+\-\u2212]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_ORDINAL = re.compile(r"(?:no\.?|n\.?\s*[º°]|[#º°]|number|numero|round|ronda)?\s*([0-9]{1,4})\.?")
_BETWEEN = re.compile(r"\s*(?:/|:|\u2013|\u2014|>)\s*")
_PERCENT = "%"
_AROUND = " .:()-\u2013\u2014\u00b7"
"""Signs that stand between the number of a level and its name."""


def read_time(text: str) -> datetime | time:
    """Read a time of day, with its day before it or without; raise CellError."""
    found = _TIME.fullmatch(text)
    if found is None:
        raise CellError("not_a_time", text=shown(text))
    hour = int(found["hour"])
    if found["half"]:
        if not 1 <= hour <= 12:
            raise CellError("not_a_time", text=shown(text))
        hour = hour % 12 + (12 if found["half"] in "pP" else 0)
    try:
        at = time(hour, int(found["minute"]), int(found["second"] or 0))
        day = date.fromisoformat(found["day"]) if found["day"] else None
    except ValueError as fault:
        raise CellError("not_a_time", text=shown(text)) from fault
    return at if day is None else datetime.combine(day, at)


def read_setting(lever: Lever, text: str) -> float:
    """Read where somebody sets a lever: a number, with its unit or without, or a name.

    Raise CellError.
    """
    named = _named(lever)
    if (value := named.get(plain_heading(text))) is not None:
        return value
    found = _IN_WORDS.fullmatch(text.strip())
    if found is None or not _is_unit(lever, found["before"], found["after"]):
        raise CellError("not_a_setting_of", text=shown(text), low=lever.low, high=lever.high)
    written = found["number"]
    grouped = lever.decimals < 3 and _THOUSANDS.fullmatch(written) is not None
    # With fewer than three decimals, a comma before three digits parts thousands.
    value = float(read_number(written.replace(",", "") if grouped else written))
    try:
        lever.check(value)
        lever.check_typed(written.replace(",", "" if grouped else "."), value)
    except ValueOutOfRangeError as fault:
        raise CellError("setting_out_of_range", low=lever.low, high=lever.high) from fault
    except ArgumentError as fault:
        raise CellError("setting_not_exact", choices=fault.fields["choices"]) from fault
    return value


def _named(lever: Lever) -> Mapping[str, float]:
    """Return the values of a lever by the names they have."""
    levels = [(float(lever.low + place), name) for place, name in enumerate(lever.levels)]
    notches = [(one.value, one.name) for one in lever.notches]
    pairs = [*notches, *levels]
    return {plain_heading(name): value for value, both in pairs for name in (both.en, both.es)}


def _is_unit(lever: Lever, before: str, after: str) -> bool:
    """Say whether words around a number are the unit of a lever, or the name of its level."""
    around = plain_heading(f"{before} | {after}")
    units = [both.replace("{value}", "|") for both in (lever.display.en, lever.display.es)]
    if around in ("|", f"| {_PERCENT}") or around.replace(" ", "") in (
        plain_heading(unit).replace(" ", "") for unit in units
    ):
        return True
    return bool(lever.levels) and plain_heading(after).strip(" .:()-\u2013\u2014\u00b7") in _named(
        lever
    )


@dataclass(frozen=True, slots=True)
class Named:
    """Find what somebody means by an id, a name in either language, or a number."""

    ids: tuple[str, ...]
    by_name: Mapping[str, str | None]
    """Name, as it is compared -> its id; None for a name of two."""

    def find(self, text: str) -> str:
        """Return the id that is meant; raise CellError."""
        if text in self.ids:
            return text
        key = plain_heading(text)
        found = self.by_name.get(key)
        if found is not None:
            return found
        numbered = _ORDINAL.fullmatch(key)
        if numbered is not None and 1 <= int(numbered[1]) <= len(self.ids):
            return self.ids[int(numbered[1]) - 1]
        raise CellError("name_unknown", text=shown(text))


def named(things: Iterable[tuple[str, Sequence[Wording]]]) -> Named:
    """Return a search among things by their ids and names."""
    ids: list[str] = []
    by_name: dict[str, str | None] = {}
    for name, wordings in things:
        ids.append(name)
        for word in {plain_heading(each) for one in wordings for each in (one.en, one.es)}:
            by_name[word] = None if by_name.get(word, name) != name else name
        by_name.setdefault(plain_heading(name), name)
    return Named(tuple(ids), by_name)


class Subjects:
    """Find what a note is about."""

    def __init__(self, exercise: Exercise, model: Model, teams: Named) -> None:
        self._teams, self._exercise = teams, exercise
        self._levers = levers_of(exercise, model)
        self._by_tie = {
            Tie.OBJECTIVE: named((one.id, (one.capability,)) for one in exercise.objectives),
            Tie.INJECT: named((one.id, (one.title,)) for one in exercise.injects),
            Tie.TEAM: teams,
        }
        self._words = {
            plain_heading(word): tie
            for tie, both in TIE_WORDS.items()
            for word in (both.en, both.es)
        }

    def read(self, text: str) -> tuple[Tie, str]:
        """Return what a note is tied to, and its id; raise CellError.

        It is named by its kind and its printed number, `Inject 7`, or by its id or title. A team
        that came later may itself be called `Team Blue`.
        """
        if not text:
            return Tie.NOTHING, ""
        first, _, rest = text.strip().partition(" ")
        tie = self._words.get(plain_heading(first.rstrip(":.")))
        if tie is Tie.DECISION:
            return tie, self.decision(rest)
        if tie is not None and not (tie is Tie.TEAM and self._is_team(text)):
            return tie, self._by_tie[tie].find(rest.strip())
        if _ORDINAL.fullmatch(plain_heading(text)):
            raise CellError("number_of_what", text=shown(text))
        for kind, among in self._by_tie.items():
            try:
                return kind, among.find(text)
            except CellError:
                continue
        return Tie.DECISION, self.decision(text)

    def _is_team(self, text: str) -> bool:
        try:
            self._teams.find(text)
        except CellError:
            return False
        return True

    def decision(self, text: str) -> str:
        """Return `team/lever`, where both are named or the lever belongs to one team alone.

        Raise CellError.
        """
        parts = _BETWEEN.split(text.strip(), 1)
        lever = self._levers.find(parts[-1])
        if len(parts) > 1:
            return f"{self._teams.find(parts[0])}/{lever}"
        holders = [team.id for team in self._exercise.teams if lever in team.levers]
        if len(holders) != 1:
            raise CellError("lever_of_which_team", text=shown(text))
        return f"{holders[0]}/{lever}"


def levers_of(exercise: Exercise, model: Model) -> Named:
    """Return a search among the levers that are in play."""
    levers = [model.levers[name] for name in exercise.levers]
    return named((one.id, (one.name, one.short)) for one in levers)
