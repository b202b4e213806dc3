"""The MSEL of an exercise as the rows of a sheet, and back: the list of all its injects.

The sheet is the whole list, in the order of its rows. A column that it does not have leaves what
the exercise has. What a cell may hold is checked by the reader of exercises, so that a sheet and a
file are held to the same.
"""

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from desktop.domain.errors import (
    SheetFileError,
    SheetFileRefusedError,
    VecinosError,
)
from desktop.domain.exercise.exercise import Exercise
from desktop.domain.exercise.injects import Status
from desktop.domain.model.model import Model
from desktop.domain.wording import LanguageCode
from desktop.modelfiles.exercises.form import MOST_FAULTS, ExerciseFaultError, Faults
from desktop.modelfiles.exercises.injects import MOST_INJECTS
from desktop.modelfiles.exercises.msel_cells import (
    Cell,
    CellError,
    names_cell,
    number_cell,
    read_month_cell,
    read_names,
    read_number,
    read_texts,
    read_weights,
    texts_cell,
    weights_cell,
)
from desktop.modelfiles.exercises.msel_columns import (
    COLUMNS,
    HEADINGS,
    KEY,
    Column,
    Kind,
    begins,
)
from desktop.modelfiles.exercises.plain import Plain, plain
from desktop.modelfiles.exercises.read import TABLES, exercise_of
from desktop.modelfiles.headed_sheet import HeadedSheet
from desktop.modelfiles.spreadsheets import Table as Sheet
from desktop.modelfiles.spreadsheets import read_table, shown, table_content
from desktop.modelfiles.tables import ID, NO_NAME, Table

_INJECT = TABLES["injects"]
_ACTIONS, _QUESTIONS, _WEIGHT = "expected", "questions", "weight"
_NUMBERS = re.compile(r"\[[0-9]+\]")
_SAID_OF_FIGURES = {
    "reason.too_many_observations": "reason.too_many_injects",
    "reason.no_sheet_of_observations": "reason.no_sheet_of_injects",
    "reason.sheets_of_observations": "reason.sheets_of_injects",
}
_SAID_OF_FILES = {"reason.missing_key": "reason.cell_empty"}


class MselFaultError(VecinosError):
    """Fields: file, row, column, reason (message id `reason.<id>`), and those the reason names.

    The row is counted as a spreadsheet does; the column is its heading, as it is written.
    """

    code = "msel_fault"


class MselFileError(VecinosError):
    """Fields: file, count. Its faults say what is wrong, row by row."""

    code = "msel_file"

    def __init__(self, file: str, faults: Sequence[MselFaultError]) -> None:
        super().__init__(file=file, count=len(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class MselChanges:
    """Hold an exercise with the injects of a sheet, and how they differ from what it had."""

    exercise: Exercise
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    reordered: bool
    """Whether those that were there stand in another order."""


def msel_rows(exercise: Exercise, code: LanguageCode) -> tuple[list[str], list[list[Cell]]]:
    """Return the headings of an exercise's MSEL in a language, and a row for each inject."""
    headings = [column.heading.text(code) for column in COLUMNS]
    injects: Mapping[str, Plain] = plain(exercise).get(_INJECT, {})
    rows = [
        [_cell(column, {"id": name, "status": Status.DRAFT.value} | inject) for column in COLUMNS]
        for name, inject in injects.items()
    ]
    return headings, rows


def read_msel_file(path: Path, exercise: Exercise, model: Model) -> MselChanges:
    """Return what the sheet at a path makes of an exercise: see `read_msel`.

    Raise SheetFileNotReadError where the file cannot be read at all.
    """
    return read_msel(path.name, table_content(path), exercise, model)


def read_msel(file: str, content: bytes, exercise: Exercise, model: Model) -> MselChanges:
    """Return what a sheet, CSV or a workbook, makes of an exercise, which may be unfinished.

    `file` is what sentences call it. Raise MselFileError with all that is wrong, row by row;
    SheetFileRefusedError where the file is no sheet that could be read.
    """
    try:
        sheet = read_table(file, content, begins, MOST_INJECTS + 1, prose=True)
    except SheetFileError as fault:
        line = fault.fields.pop("line")
        fields = _said(fault.fields, _SAID_OF_FIGURES)
        raise MselFileError(
            file, [MselFaultError(**fields | {"row": line, "column": NO_NAME})]
        ) from fault
    except SheetFileRefusedError as refusal:
        fields = _said(refusal.fields, _SAID_OF_FIGURES)
        raise SheetFileRefusedError(**fields) from refusal
    if not sheet.rows or not begins(sheet.rows[0][1]):
        raise SheetFileRefusedError(
            file=file, reason="reason.no_headings_of_injects", id=KEY.heading
        )
    if sheet.unread.far_columns:
        raise SheetFileRefusedError(file=file, reason="reason.columns_far_right")
    return _Reader(file, sheet, exercise, model).changes()


def _said(fields: Mapping[str, object], words: Mapping[str, str]) -> dict[str, object]:
    """Return fields of a fault with its reason in the words of a sheet of injects."""
    reason = str(fields["reason"])
    return {**fields, "reason": words.get(reason, reason)}


def _cell(column: Column, inject: Plain) -> Cell:
    """Return what a row has in a column."""
    *path, last = column.path
    if column.kind is Kind.WEIGHTS:
        return weights_cell([item[last] for item in inject.get(path[0], ())])
    if column.kind is Kind.TEXTS:
        items = inject.get(path[0], ())
        return texts_cell([_words(path[0], item).get(last, "") for item in items])
    value: Any = inject
    for key in column.path:
        value = value.get(key, "") if isinstance(value, dict) else ""
    if isinstance(value, list):
        return names_cell(value)
    return number_cell(value) if isinstance(value, int | float) else str(value)


def _words(key: str, item: Plain) -> Plain:
    """Return both languages of an item: of a question itself, of an action its text."""
    words: Plain = item.setdefault("text", {}) if key == _ACTIONS else item
    return words


@dataclass(eq=False)
class _Reader:
    """Read one sheet, and note all that is wrong with it."""

    file: str
    sheet: Sheet
    exercise: Exercise
    model: Model
    faults: dict[tuple[int, str, str], MselFaultError] = field(default_factory=dict)
    headed: HeadedSheet[Column] = field(init=False)
    rows: dict[str, int] = field(default_factory=dict)
    """Of each inject."""
    unclear: set[int] = field(default_factory=set)
    """Rows with a cell that could not be understood."""

    def changes(self) -> MselChanges:
        """Return what the sheet makes of the exercise."""
        self.headed = HeadedSheet(self.sheet, HEADINGS, self._fault)
        there: dict[str, Plain] = plain(self.exercise).get(_INJECT, {})
        injects: dict[str, Plain] = {}
        for row, cells in self.sheet.rows[1:]:
            name = self._name(row, cells)
            if name is not None:
                injects[name] = self._inject(row, cells, deepcopy(there.get(name, {})))
        exercise = self._checked(injects)
        if self.faults:
            found = sorted(self.faults.values(), key=lambda fault: int(str(fault.fields["row"])))
            raise MselFileError(self.file, found[:MOST_FAULTS])
        return _changes(self.exercise, exercise)

    def _fault(self, row: int, column: str, reason: str, **fields: object) -> None:
        # A row without headings or a cell with two faults is told of once.
        self.faults.setdefault(
            (row, column, "" if column != NO_NAME else reason),
            MselFaultError(
                file=self.file, row=row, column=column, reason=f"reason.{reason}", **fields
            ),
        )

    def _name(self, row: int, cells: Sequence[str]) -> str | None:
        """Return the id of a row's inject, None where there is none that could be."""
        known = self.headed.columns
        place, heading = next((at, head) for at, column, head in known if column is KEY)
        name = self.headed.at(cells, place)
        if not name:
            self._fault(row, heading, "cell_empty")
        elif ID.fullmatch(name) is None:
            self._fault(row, heading, "bad_inject_id", name=shown(name))
        elif name in self.rows:
            self._fault(row, heading, "inject_twice", name=name, first=self.rows[name])
        else:
            self.rows[name] = row
            return name
        return None

    def _inject(self, row: int, cells: Sequence[str], inject: Plain) -> Plain:
        """Put what stands in a row into the plain data of an inject."""
        for place, column, heading in self.headed.columns:
            try:
                self._put(inject, column, self.headed.at(cells, place))
            except CellError as fault:
                self.unclear.add(row)
                self._fault(row, heading, fault.reason, **fault.fields)
        weighed = any(column.kind is Kind.WEIGHTS for _, column, _ in self.headed.columns)
        for key in {_ACTIONS, _QUESTIONS} & inject.keys():
            kept = [item for item in inject[key] if _words(key, item)]
            if weighed and any(_WEIGHT in item for item in inject[key] if item not in kept):
                self._fault(row, self._heading(f"{key}.{_WEIGHT}"), "weight_without_action")
            inject[key] = kept
        return {key: value for key, value in inject.items() if value not in ({}, [])}

    def _put(self, inject: Plain, column: Column, text: str) -> None:
        *path, last = column.path
        if column is KEY:
            return
        if column.kind in (Kind.TEXTS, Kind.WEIGHTS):
            found = read_texts(text) if column.kind is Kind.TEXTS else read_weights(text)
            _put_items(inject.setdefault(path[0], []), path[0], last, found)
            return
        inside = inject
        for key in path:
            inside = inside.setdefault(key, {})
        inside.pop(last, None)
        if text:
            inside[last] = _value(column.kind, text, self.headed.code)
        for depth in range(len(path), 0, -1):
            _drop_empty(inject, path[:depth])

    def _heading(self, place: str) -> str:
        """Return the heading of the column that a fault of an inject's table is about."""
        for _, column, heading in self.headed.columns:
            if column.place == place:
                return heading
        for _, column, heading in self.headed.columns:
            if column.place.startswith(f"{place}."):
                return heading
        known = [one for one in COLUMNS if f"{one.place}.".startswith(f"{place}.")]
        return known[0].heading.text(self.headed.code) if known else NO_NAME

    def _checked(self, injects: dict[str, Plain]) -> Exercise:
        """Return the exercise with these injects, and note what the reader finds wrong in them."""
        data = plain(self.exercise)
        data[_INJECT] = injects
        faults = Faults(self.file, most=None)
        exercise = exercise_of(Table(self.file, "", data), faults, self.model)
        for fault in faults.found:
            self._take(fault)
        return exercise

    def _take(self, fault: ExerciseFaultError) -> None:
        """Note a fault at its cell; what is wrong elsewhere in the exercise is not the sheet's."""
        kind, _, inside = str(fault.fields["table"]).partition(".")
        name, _, inside = inside.partition(".")
        if kind != _INJECT or name not in self.rows:
            return
        row = self.rows[name]
        if fault.fields["reason"] == "reason.one_line" and row in self.unclear:
            # The line was there, and could not be read.
            return
        fields = _said(fault.fields, _SAID_OF_FILES)
        reason = str(fields.pop("reason")).removeprefix("reason.")
        key = str(fields.pop("key"))
        del fields["table"], fields["file"]
        place = _NUMBERS.sub("", f"{inside}.{key}" if inside else key)
        place = place.replace("expected.text", "expected")
        self._fault(row, self._heading(place), reason, **fields)


def _value(kind: Kind, text: str, code: LanguageCode) -> str | float | list[str]:
    if kind is Kind.NUMBER:
        return read_number(text)
    if kind is Kind.MONTH:
        return read_month_cell(text, code)
    return read_names(text) if kind is Kind.NAMES else text


def _drop_empty(inject: Plain, path: Sequence[str]) -> None:
    inside = inject
    for key in path[:-1]:
        inside = inside[key]
    if not inside[path[-1]]:
        del inside[path[-1]]


def _put_items(items: list[Plain], key: str, last: str, found: Mapping[int, object]) -> None:
    """Put what a cell has, by its numbers, into items of a list."""
    items.extend({} for _ in range(len(items), max(found, default=0)))
    for number, item in enumerate(items, 1):
        inside = item if last == _WEIGHT else _words(key, item)
        inside.pop(last, None)
        if number in found:
            inside[last] = found[number]


def _changes(before: Exercise, after: Exercise) -> MselChanges:
    old = {one.id: one for one in before.injects}
    new = {one.id: one for one in after.injects}
    return MselChanges(
        exercise=replace(before, injects=after.injects),
        added=tuple(name for name in new if name not in old),
        changed=tuple(name for name in new if name in old and new[name] != old[name]),
        removed=tuple(name for name in old if name not in new),
        reordered=[name for name in old if name in new] != [name for name in new if name in old],
    )
