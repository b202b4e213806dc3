"""Forms that were filled at a second laptop: evaluators' notes, teams' decisions and predictions.

All of a form is read before anything is taken, and what is wrong is told row by row. What a row
may do in play is not asked here: that is for the record to say.
"""

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from desktop.domain.errors import SheetFileError, SheetFileRefusedError, VecinosError
from desktop.domain.exercise.exercise import Exercise
from desktop.domain.lines import is_line, is_visible
from desktop.domain.model.model import Model
from desktop.domain.play.elsewhere import Elsewhere, source_of
from desktop.domain.play.entries import (
    NAME_LIMIT,
    WORDS_LIMIT,
    Endorsement,
    Noted,
    Offer,
    Predicted,
    Rationale,
    Tie,
)
from desktop.domain.prediction import CONFIDENCES, LARGEST_AMOUNT, Direction, direction_of
from desktop.domain.wording import Wording
from desktop.modelfiles.exercises.form import MOST_FAULTS
from desktop.modelfiles.exercises.msel_cells import CellError, read_number
from desktop.modelfiles.headed_sheet import HeadedSheet, names_one_of, plain_heading
from desktop.modelfiles.play_form_cells import (
    Named,
    Subjects,
    levers_of,
    named,
    read_setting,
    read_time,
)
from desktop.modelfiles.play_form_columns import (
    DIRECTION_WORDS,
    FORM_FORMAT,
    HEADINGS,
    MARKS,
    NOTE_KINDS,
    SHEETS,
    STANCE_WORDS,
    Column,
    Part,
    Stance,
    What,
    heading,
    read_key,
    word_of,
)
from desktop.modelfiles.spreadsheets import Table, read_tables, shown, table_content
from desktop.modelfiles.tables import NO_NAME

MOST_FORM_ROWS = 2_000
"""Of one sheet."""
_SAID_OF_FIGURES = {
    "reason.too_many_observations": "reason.too_many_form_rows",
    "reason.sheets_of_observations": "reason.sheets_of_form",
}
T = TypeVar("T")


class PlayFormFaultError(VecinosError):
    """Fields: file, sheet, row, column, reason (message id `reason.<id>`), and those it names."""

    code = "play_form_fault"


class PlayFormError(VecinosError):
    """Fields: file, count. Its faults say what is wrong, row by row."""

    code = "play_form"

    def __init__(self, file: str, faults: Sequence[PlayFormFaultError]) -> None:
        super().__init__(file=file, count=len(faults))
        self.faults = tuple(faults)


def read_form_file(
    path: Path, exercise: Exercise, model: Model, teams: Sequence[str] = ()
) -> tuple[Elsewhere, ...]:
    """Return what the form at a path holds: see `read_form`.

    Raise SheetFileNotReadError where the file cannot be read at all.
    """
    return read_form(path.name, table_content(path), exercise, model, teams)


def read_form(
    file: str, content: bytes, exercise: Exercise, model: Model, teams: Sequence[str] = ()
) -> tuple[Elsewhere, ...]:
    """Return what a filled form holds, a workbook or one of its sheets as CSV, in its order.

    `file` is what sentences call it; `teams` are those that came after play began. Raise
    PlayFormError with all that is wrong, row by row; SheetFileError or SheetFileRefusedError
    where it is no form that could be read, of another exercise or of a later version.
    """
    parts = tuple(Part)
    begins = [
        names_one_of([heading(part, MARKS[part], code) for code in ("en", "es")]) for part in parts
    ]
    try:
        tables = read_tables(file, content, begins, MOST_FORM_ROWS + 1)
    except (SheetFileError, SheetFileRefusedError) as refusal:
        reason = str(refusal.fields["reason"])
        fields = refusal.fields | {"reason": _SAID_OF_FIGURES.get(reason, reason)}
        raise type(refusal)(**fields) from refusal
    found = {part: table for part, table in zip(parts, tables, strict=True) if table is not None}
    if not found:
        raise SheetFileRefusedError(file=file, reason="reason.no_sheet_of_form")
    if any(table.unread.far_columns for table in found.values()):
        raise SheetFileRefusedError(file=file, reason="reason.columns_far_right")
    known = _Known(file, exercise, model, teams)
    read = [
        one for part, table in found.items() for one in _READERS[part](_Sheet(known, part, table))
    ]
    if known.faults:
        raise PlayFormError(file, list(known.faults.values())[:MOST_FAULTS])
    return tuple(read)


class _Known:
    """Know what the rows of a form may name, and note all that is wrong with them."""

    def __init__(self, file: str, exercise: Exercise, model: Model, added: Sequence[str]) -> None:
        self.file, self.exercise, self.model = file, exercise, model
        teams = [(team.id, (team.name,)) for team in exercise.teams]
        self.teams = named((*teams, *((one, (Wording(one, one),)) for one in added)))
        self.rounds = named((one.id, (one.title,)) for one in exercise.rounds)
        self.levers = levers_of(exercise, model)
        self.indicators = named((one.id, (one.name,)) for one in model.indicators.values())
        self.subjects = Subjects(exercise, model, self.teams)
        self.faults: dict[tuple[str, int, str, str], PlayFormFaultError] = {}

    def note(self, part: Part, row: int, column: str, reason: str, **fields: object) -> None:
        """Note what is wrong with a cell; of two faults of one the first is told."""
        self.faults.setdefault(
            (part, row, column, "" if column != NO_NAME else reason),
            PlayFormFaultError(
                file=self.file,
                sheet=SHEETS[part],
                row=row,
                column=column,
                reason=f"reason.{reason}",
                **fields,
            ),
        )


class _Sheet:
    """Read one sheet of a form, row by row; each reader of a cell notes what it cannot read."""

    def __init__(self, known: _Known, part: Part, table: Table) -> None:
        self.known, self.part = known, part
        self._headed: HeadedSheet[Column] = HeadedSheet(table, HEADINGS[part], self.fault)
        self._heads = {column.what: written for _, column, written in self._headed.columns}
        self._seen: dict[object, tuple[int, object]] = {}

    def fault(self, row: int, column: str, reason: str, **fields: object) -> None:
        """Note what is wrong with a cell of this sheet."""
        self.known.note(self.part, row, column, reason, **fields)

    def rows(self) -> Iterator["_FormRow"]:
        """Yield the rows below the headings."""
        for number, cells in self._headed.sheet.rows[1:]:
            texts = {
                column.what: self._headed.at(cells, place).strip()
                for place, column, _ in self._headed.columns
            }
            yield _FormRow(self, number, texts)

    def head(self, what: What) -> str:
        """Return how a column is called here."""
        return self._heads.get(what, heading(self.part, what, self._headed.code))

    def first(self, row: int, key: object, value: object, what: What) -> bool:
        """Say whether a row is the first about something; note where two say different things."""
        earlier = self._seen.setdefault(key, (row, value))
        if earlier[1] != value:
            self.fault(row, self.head(what), "form_row_twice", first=earlier[0])
        return earlier[0] == row


@dataclass(frozen=True, slots=True)
class _FormRow:
    """Hold the texts of one row by what they are."""

    sheet: _Sheet
    number: int
    texts: Mapping[What, str]

    def text(self, what: What) -> str:
        return self.texts.get(what, "")

    def fault(self, what: What, reason: str, **fields: object) -> None:
        self.sheet.fault(self.number, self.sheet.head(what), reason, **fields)

    def read(self, what: What, reader: Callable[[str], T]) -> T | None:
        """Return what a cell holds; None where it is empty, or where it cannot be read."""
        text = self.text(what)
        try:
            return reader(text) if text else None
        except CellError as fault:
            self.fault(what, fault.reason, **fault.fields)
            return None

    def needed(self, what: What, reader: Callable[[str], T]) -> T | None:
        """Return what a cell holds that must not be empty."""
        if not self.text(what):
            self.fault(what, "cell_empty")
        return self.read(what, reader)

    def words(self, what: What) -> str:
        """Return a text of many words, without signs that nobody could read."""
        text = self.text(what)
        if len(text) > WORDS_LIMIT:
            self.fault(what, "text_too_long", most=WORDS_LIMIT)
        elif any(unicodedata.category(sign) in _UNREADABLE and sign not in "\n\t" for sign in text):
            self.fault(what, "unprintable_text")
        else:
            return text
        return ""

    def place(self) -> tuple[str, ...]:
        """Return which row its key says it is; nothing for one that has no key.

        Raise SheetFileRefusedError for a row of another exercise or of a later form.
        """
        text, file = self.text(What.KEY), self.sheet.known.file
        if not text:
            return ()
        key = read_key(text)
        if key is None:
            self.fault(What.KEY, "form_key_changed", text=shown(text))
            return ()
        number, exercise, place = key
        if number > FORM_FORMAT:
            raise SheetFileRefusedError(file=file, reason="reason.form_of_later_version")
        if exercise != self.sheet.known.exercise.id:
            reason = "reason.form_of_another_exercise"
            raise SheetFileRefusedError(file=file, reason=reason, exercise=shown(exercise))
        return place

    def holds_levers(self) -> bool:
        """Say whether the team of the row holds levers, or is not known."""
        place, known = self.place(), self.sheet.known
        try:
            team = known.teams.find(place[1] if len(place) > 1 else self.text(What.TEAM))
        except CellError:
            return True
        return any(one.id == team and one.levers for one in known.exercise.teams)

    def about(self, *things: tuple[What, Named]) -> tuple[str, ...] | None:
        """Return round, team and what else the row is about: by its key, else by their names."""
        known = self.sheet.known
        columns = ((What.ROUND, known.rounds), (What.TEAM, known.teams), *things)
        place = self.place()
        if place and (
            len(place) != len(columns)
            or any(one not in names.ids for one, (_, names) in zip(place, columns, strict=True))
        ):
            self.fault(What.KEY, "form_key_changed", text=shown(self.text(What.KEY)))
            return None
        found = []
        for at, (what, names) in enumerate(columns):
            one = self.read(what, names.find) if place else self.needed(what, names.find)
            if place and self.text(what) and one is not None and one != place[at]:
                self.fault(what, "form_key_of_another_row")
                return None
            found.append(place[at] if place else one)
        return None if None in found else tuple(map(str, found))


def _notes(sheet: _Sheet) -> Iterator[Elsewhere]:
    author = ""
    for row in sheet.rows():
        row.place()
        author = row.text(What.EVALUATOR) or author
        said = [row.text(what) for what in (What.KIND, What.ABOUT, What.TEXT)]
        if not any(said):
            continue
        kind = row.needed(What.KIND, _choice(_KINDS))
        subject = row.read(What.ABOUT, sheet.known.subjects.read) or (Tie.NOTHING, "")
        at = row.read(What.TIME, read_time)
        text = row.words(What.TEXT)
        if not is_visible(row.text(What.TEXT)):
            row.fault(What.TEXT, "cell_empty")
        if not is_line(author, NAME_LIMIT):
            row.fault(What.EVALUATOR, "form_without_author", most=NAME_LIMIT)
        if kind is None or not text:
            continue
        tie, tied_to = subject
        source = source_of(author, "" if at is None else at.isoformat(), text)
        if sheet.first(row.number, source, (kind, subject), What.TEXT):
            noted = Noted(text, kind.value, tie.value, tied_to, source)
            yield Elsewhere(noted, author, at)


def _decisions(sheet: _Sheet) -> Iterator[Elsewhere]:
    reasons: dict[tuple[str, ...], list[str]] = {}
    for row in sheet.rows():
        if not row.text(What.SETTING) and not row.text(What.RATIONALE):
            row.place()
            continue
        moves = row.holds_levers()
        place = row.about((What.LEVER, sheet.known.levers)) if moves else row.about()
        if place is None:
            continue
        reason = row.words(What.RATIONALE)
        if reason and reason not in (told := reasons.setdefault(place[:2], [])):
            told.append(reason)
        decided = _offer(row, *place) if moves else _endorsement(row, *place)
        if decided is not None and sheet.first(row.number, place, decided, What.SETTING):
            yield Elsewhere(decided, decided.team, None, place[0])
    for (round_id, team), told in reasons.items():
        yield Elsewhere(Rationale(team, "\n".join(told)), team, None, round_id)


def _offer(row: _FormRow, _: str, team: str, lever: str) -> Offer | None:
    reader = partial(read_setting, row.sheet.known.model.levers[lever])
    value = row.read(What.SETTING, reader)
    return None if value is None else Offer(team, lever, value)


def _endorsement(row: _FormRow, _: str, team: str) -> Endorsement | None:
    """Return what a team without levers thinks of somebody's move."""
    stance = row.read(What.SETTING, _choice(_STANCES))
    if stance is None:
        return None
    move = row.needed(What.LEVER, row.sheet.known.subjects.decision)
    if move is None:
        return None
    mover, _, lever = move.rpartition("/")
    return Endorsement(team, mover, lever, stance is Stance.ENDORSE)


def _predictions(sheet: _Sheet) -> Iterator[Elsewhere]:
    for row in sheet.rows():
        said = [row.text(what) for what in (What.DIRECTION, What.CONFIDENCE, What.AMOUNT)]
        if not any(said):
            row.place()
            continue
        place = row.about((What.INDICATOR, sheet.known.indicators))
        direction = row.needed(What.DIRECTION, _choice(_DIRECTIONS))
        sure = row.read(What.CONFIDENCE, _confidence)
        amount = row.read(What.AMOUNT, _amount)
        if place is None or direction is None:
            continue
        if amount is not None:
            if direction == Direction.DOWN and said[-1][0] not in "+-\u2212":
                # People write how much it falls by.
                amount = -amount
            if direction_of(amount) != direction:
                row.fault(What.AMOUNT, "form_amount_against_direction")
                continue
        round_id, team, indicator = place
        called = Predicted(team, indicator, direction.value, sure, amount)
        if sheet.first(row.number, place, called, What.DIRECTION):
            yield Elsewhere(called, team, None, round_id)


def _choice(words: Mapping[str, T]) -> Callable[[str], T]:
    """Return a reader of one word of a list."""

    def read(text: str) -> T:
        found = words.get(plain_heading(text))
        if found is None:
            raise CellError("form_word_unknown", text=shown(text))
        return found

    return read


def _confidence(text: str) -> int:
    value = read_number(text.removesuffix("%").strip())
    if value not in CONFIDENCES:
        raise CellError("form_confidence", choices=tuple(f"{one}" for one in CONFIDENCES))
    return int(value)


def _amount(text: str) -> float:
    value = float(read_number(text.removesuffix("%").strip()))
    if abs(value) > LARGEST_AMOUNT:
        raise CellError("out_of_limits", least=-LARGEST_AMOUNT, most=LARGEST_AMOUNT)
    return value


_UNREADABLE = ("Cc", "Cs")
_KINDS, _DIRECTIONS = word_of(NOTE_KINDS), word_of(DIRECTION_WORDS)
_STANCES = word_of(STANCE_WORDS)
_READERS: Mapping[Part, Callable[[_Sheet], Iterator[Elsewhere]]] = {
    Part.NOTES: _notes,
    Part.DECISIONS: _decisions,
    Part.PREDICTIONS: _predictions,
}
