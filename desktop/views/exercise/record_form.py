"""A form for any record of an exercise, made from what its fields hold."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.document.exercise.edits import EMPTY, blank, field_of, with_field
from desktop.document.exercise.shape import (
    Choice,
    Day,
    FieldShape,
    Ids,
    MonthOf,
    Number,
    OneId,
    Record,
    Records,
    Source,
    Switch,
    Text,
    Texts,
    shapes,
)
from desktop.domain.exercise.exercise import Exercise
from desktop.modelfiles.exercises.known import MOST_PARTS
from desktop.ui.entries import Entry, OneEntry, TextEntry, simple_entry
from desktop.ui.form import ACROSS, FormField, row_of
from desktop.ui.page import icon_button, worded_button
from desktop.ui.ui_context import UiContext
from desktop.views.exercise.ids_entry import IdsEntry
from desktop.views.exercise.words import field_words

_NARROW = Number | Choice | OneId | MonthOf | Day | Switch

Names = Callable[[Source], Mapping[str, str]]
"""Gives how everything of a source is called now."""


class RecordEntry(Entry):
    """Show every field of a record under its name; `edited` tells which one was changed."""

    edited = Signal(str)

    def __init__(
        self,
        record: type[Any],
        look: UiContext,
        names: Names,
        exercise: Callable[[], Exercise],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.look, self.names, self.exercise = look, names, exercise
        self._record: Any = None
        self.entries: dict[str, Entry] = {}
        self._fields: dict[str, FormField] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        beside: list[FormField] = []
        for shape in shapes(record):
            lines = self._field(record, shape)
            if isinstance(shape.kind, _NARROW):
                beside.append(lines)
                if len(beside) < ACROSS:
                    continue
            column.addLayout(row_of(beside))
            beside = []
            if not isinstance(shape.kind, _NARROW):
                column.addLayout(lines)
        column.addLayout(row_of(beside))

    def _field(self, record: type[Any], shape: FieldShape) -> FormField:
        """Return a field below its name, with room for what is wrong with it."""
        label = field_words(record, shape.name, self.look)
        entry = self._entry(shape, label)
        entry.changed.connect(lambda: self._take(shape.name))
        entry.left.connect(self.left)
        field = FormField(label, entry, self)
        self.entries[shape.name], self._fields[shape.name] = entry, field
        return field

    def _entry(self, shape: FieldShape, label: str) -> Entry:
        match shape.kind:
            case Record():
                return InsideEntry(shape, label, self)
            case Records() | Texts():
                return SeveralEntry(shape, label, self)
            case Ids():
                return IdsEntry(
                    self.names(shape.kind.source), shape.kind.most, label, self.look, self
                )
            case OneId():
                choices = self.names(shape.kind.source)
                return simple_entry(shape, label, self.look, self, choices)
        return simple_entry(shape, label, self.look, self, {})

    def value(self) -> Any:
        """Return the record as it stands."""
        return self._record

    def put(self, value: Any) -> None:
        """Show a record, and what its ids may be now."""
        self._record = value
        for shape in shapes(type(value)):
            entry = self.entries[shape.name]
            if isinstance(shape.kind, Ids | OneId) and isinstance(entry, IdsEntry | OneEntry):
                entry.offer(self.names(shape.kind.source))
            entry.put(field_of(value, shape.name))

    def _take(self, name: str) -> None:
        if self._record is not None:
            self._record = with_field(self._record, name, self.entries[name].value())
            self.edited.emit(name)
            self.changed.emit()

    def mark(self, told: Sequence[tuple[str, str]]) -> None:
        """Show sentences at the fields that they are about."""
        for name, field in self._fields.items():
            field.warn(said for key, said in told if key == name)


class InsideEntry(Entry):
    """Hold a record within a record; a box says whether there is one where it may be absent."""

    def __init__(self, shape: FieldShape, label: str, form: RecordEntry) -> None:
        super().__init__(form)
        assert isinstance(shape.kind, Record)
        self._form, self._of = form, shape.kind.of
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.there: QCheckBox | None = None
        if shape.optional:
            self.there = QCheckBox(form.look.text("exercises.there"), self)
            self.there.setAccessibleName(label)
            self.there.clicked.connect(self._switch)
            self._column.addWidget(self.there)
            self.setFocusProxy(self.there)
        self.inside: RecordEntry | None = None

    def value(self) -> Any:
        """Return the record, None where there is none."""
        return None if self.inside is None else self.inside.value()

    def put(self, value: Any) -> None:
        """Show the record, or none."""
        if self.there is not None:
            self.there.setChecked(value is not None)
        if value is None:
            if self.inside is not None:
                self.inside.setParent(None)
                self.inside.deleteLater()
                self.inside = None
            return
        if self.inside is None:
            self.inside = _inner(self._of, self._form, self)
            self.inside.changed.connect(self.changed)
            self.inside.left.connect(self.left)
            self._column.addWidget(self.inside)
        self.inside.put(value)

    def _switch(self, on: bool) -> None:
        self.put(blank(self._of, self._form.exercise()) if on else None)
        self.changed.emit()
        self.left.emit()


class SeveralEntry(Entry):
    """Hold several texts or records, each with a button that takes it out, and one that adds."""

    def __init__(self, shape: FieldShape, label: str, form: RecordEntry) -> None:
        super().__init__(form)
        self._form, self._label, self._shape = form, label, shape
        self.rows: list[Entry] = []
        self._frames: list[QFrame] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.add = worded_button(
            form.look.text("exercises.add_to", what=label), "plain", form.look, self, "plus"
        )
        self.add.clicked.connect(self._add)
        self._column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.add)

    def value(self) -> tuple[Any, ...]:
        """Return all of them."""
        return tuple(row.value() for row in self.rows)

    def put(self, value: tuple[Any, ...]) -> None:
        """Show all of them."""
        while len(self.rows) > len(value):
            self.rows.pop()
            frame = self._frames.pop()
            frame.setParent(None)
            frame.deleteLater()
        while len(self.rows) < len(value):
            self._make()
        for row, one in zip(self.rows, value, strict=True):
            row.put(one)
        self.add.setEnabled(len(value) < MOST_PARTS)

    def _make(self) -> None:
        look, kind = self._form.look, self._shape.kind
        frame = QFrame(self)
        number = len(self.rows) + 1
        name = look.text("exercises.nth", what=self._label, number=look.language.number(number))
        row: Entry
        if isinstance(kind, Records):
            frame.setProperty("role", "sunken")
            row = _inner(kind.of, self._form, frame)
        else:
            row = TextEntry(FieldShape("", Text(one_line=False), optional=False), name, look, frame)
        row.changed.connect(self.changed)
        row.left.connect(self.left)
        line = QHBoxLayout(frame)
        margin = 8 if isinstance(kind, Records) else 0
        line.setContentsMargins(margin, margin, 0, margin)
        line.setSpacing(4)
        out = icon_button("x", look.text("exercises.take_out", what=name), look, frame)
        out.clicked.connect(lambda: self._take_out(row))
        line.addWidget(row, 1)
        line.addWidget(out, 0, Qt.AlignmentFlag.AlignTop)
        self._column.insertWidget(len(self.rows), frame)
        self.rows.append(row)
        self._frames.append(frame)

    def _add(self) -> None:
        kind = self._shape.kind
        new = blank(kind.of, self._form.exercise()) if isinstance(kind, Records) else EMPTY
        self.put((*self.value(), new))
        self.rows[-1].setFocus()
        self.changed.emit()

    def _take_out(self, row: Entry) -> None:
        place = self.rows.index(row)
        value = self.value()
        self.put(value[:place] + value[place + 1 :])
        self.changed.emit()
        self.left.emit()


def _inner(of: type[Any], form: RecordEntry, parent: QWidget) -> RecordEntry:
    return RecordEntry(of, form.look, form.names, form.exercise, parent)
