"""Forms for a second laptop: evaluators' notes and teams' sheets, to be filled and taken in."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from desktop.domain.exercise.exercise import Exercise
from desktop.domain.model.model import Model
from desktop.domain.play.entries import Tie
from desktop.domain.prediction import CONFIDENCES
from desktop.domain.wording import Wording
from desktop.language.language import Language
from desktop.language.lever_values import LeverValues
from desktop.modelfiles.play_form_columns import (
    COLUMNS,
    DIRECTION_WORDS,
    NOTE_KINDS,
    SHEETS,
    STANCE_WORDS,
    TIE_WORDS,
    Part,
    What,
    form_key,
    heading,
)
from desktop.reports.output import check_suffix, whole_file
from desktop.reports.table import MOST_OFFERED, form_bytes, table_from_rows

FORM_SUFFIXES = (".xlsx",)
_NOTE_ROWS = 60
"""Ready to be filled; more can be added below."""


def write_form(
    exercise: Exercise,
    model: Model,
    path: Path,
    language: Language,
    *,
    teams: Sequence[str] = (),
    only: str = "",
    rounds: Collection[str] | None = None,
    evaluator: str | None = None,
) -> None:
    """Write a form, a workbook, in a language; `read_form` takes it back in any.

    `teams` are those that came after play began. For `only` one team it holds that team's rows and
    no notes; players may know of no other `rounds` than those that have begun. For an `evaluator`
    it holds notes alone, under this name or, empty, for whoever it is. Raise UnknownFormatError or
    UnwritableOutputError.
    """
    check_suffix(path, FORM_SUFFIXES)
    form = _Form(exercise, model, language, teams, only, rounds)
    parts: list[Part] = []
    if not only:
        parts.append(Part.NOTES)
    if evaluator is None:
        parts += [Part.DECISIONS, Part.PREDICTIONS]
    rows = {
        Part.NOTES: lambda: form.notes(evaluator or ""),
        Part.DECISIONS: form.decisions,
        Part.PREDICTIONS: form.predictions,
    }
    code = language.code
    sheets = {}
    for part in parts:
        filled = list(rows[part]())
        if filled:
            heads = [language.wording(column.heading) for column in COLUMNS[part]]
            cells = [[row.get(column.what, "") for column in COLUMNS[part]] for row in filled]
            sheets[language.wording(SHEETS[part])] = table_from_rows(heads, cells)
    choices = {
        heading(Part.NOTES, What.KIND, code): _words(NOTE_KINDS.values(), language),
        heading(Part.NOTES, What.ABOUT, code): form.teams(),
        heading(Part.PREDICTIONS, What.DIRECTION, code): _words(DIRECTION_WORDS.values(), language),
        heading(Part.PREDICTIONS, What.CONFIDENCE, code): [str(one) for one in CONFIDENCES],
    }
    content = form_bytes(sheets, choices)
    with whole_file(path) as temporary:
        temporary.write_bytes(content)


def _words(words: Iterable[Wording], language: Language) -> list[str]:
    return [language.wording(one) for one in words]


class _Form:
    """Fill the rows of a form as far as they are known beforehand."""

    def __init__(
        self,
        exercise: Exercise,
        model: Model,
        language: Language,
        added: Sequence[str],
        only: str,
        rounds: Collection[str] | None,
    ) -> None:
        self._exercise, self._model, self._language = exercise, model, language
        teams = [(team.id, self._either(team.name), team.levers) for team in exercise.teams]
        teams += [(name, name, ()) for name in added]
        self._rounds = [one for one in exercise.rounds if rounds is None or one.id in rounds]
        self._teams = [team for team in teams if only in ("", team[0])]

    def _either(self, wording: Wording) -> str:
        return self._language.wording(wording) or wording.en or wording.es

    def teams(self) -> list[str]:
        """Return what a note can be about as a list offers it: teams, by number if need be."""
        names = [name for _, name, _ in self._teams]
        if "," not in "".join(names) and len(",".join(names)) <= MOST_OFFERED:
            return names
        word = self._language.wording(TIE_WORDS[Tie.TEAM])
        return [f"{word} {number}" for number, _ in enumerate(names, 1)]

    def notes(self, evaluator: str) -> Iterator[dict[What, str]]:
        for number in range(1, _NOTE_ROWS + 1):
            key = form_key(self._exercise.id, str(number))
            yield {What.KEY: key, What.EVALUATOR: evaluator}

    def decisions(self) -> Iterator[dict[What, str]]:
        opening = self._exercise.start.policy.settings
        for one in self._rounds:
            for team, name, levers in self._teams:
                if not levers:
                    yield {
                        What.KEY: form_key(self._exercise.id, one.id, team),
                        What.ROUND: self._either(one.title),
                        What.TEAM: name,
                        What.NOW: self._language.text("form.endorse", **self._stances()),
                    }
                for lever in levers:
                    if one.levers and lever not in one.levers:
                        continue
                    words = LeverValues(self._language, self._model.levers[lever])
                    setting = opening.get(lever)
                    value = words.lever.default if setting is None else setting.value
                    now = self._language.text(
                        "form.now", value=words.value(value), range=words.range()
                    )
                    yield {
                        What.KEY: form_key(self._exercise.id, one.id, team, lever),
                        What.ROUND: self._either(one.title),
                        What.TEAM: name,
                        What.LEVER: words.name,
                        What.NOW: now,
                    }

    def _stances(self) -> dict[str, str]:
        return {str(one): self._language.wording(words) for one, words in STANCE_WORDS.items()}

    def predictions(self) -> Iterator[dict[What, str]]:
        for one in self._rounds:
            for team, name, _ in self._teams:
                for indicator in one.predict:
                    yield {
                        What.KEY: form_key(self._exercise.id, one.id, team, indicator),
                        What.ROUND: self._either(one.title),
                        What.TEAM: name,
                        What.INDICATOR: self._either(self._model.indicators[indicator].name),
                    }
