"""Where an exercise is written: its parts, a form for the one chosen, and what is wrong or weak."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.charts.plain_text import PlainLabel
from desktop.document.exercise.document import ExerciseDocument
from desktop.document.exercise.edits import (
    RECORDS,
    added,
    can_remove,
    duplicated,
    moved,
    part_of,
    removed,
    with_part,
)
from desktop.document.exercise.findings import START, Finding
from desktop.document.exercise.shape import PARTS, Source
from desktop.domain.exercise.exercise import Exercise, Start
from desktop.domain.exercise.review import WHOLE
from desktop.ui.exercise_words import part_name
from desktop.ui.findings_list import FindingsList
from desktop.ui.form import FormArea
from desktop.ui.outline import Place
from desktop.ui.outlined import lay_outlined
from desktop.ui.page import Scrolled, icon_button
from desktop.ui.ui_context import UiContext
from desktop.ui.undo_keys import UndoKeys
from desktop.views.exercise.inject_page import InjectPage
from desktop.views.exercise.outline import INJECTS, ExerciseOutline
from desktop.views.exercise.record_form import RecordEntry
from desktop.views.exercise.words import field_words, names, sentence

_RECORDS: Mapping[str, type[Any]] = {WHOLE: Exercise, START: Start, **RECORDS}
_PAUSE_MS = 120
"""After a keystroke, before what is wrong is worked out anew."""


class ExerciseEditor(QWidget):
    """Write one exercise; every change goes through its document."""

    reviewed = Signal()
    """What is wrong with the exercise as it stands was worked out."""

    def __init__(self, document: ExerciseDocument, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.document, self.look = document, look
        self.outline = ExerciseOutline(document, look, self)
        self.outline.chosen.connect(self._show)
        self._stack = QStackedWidget(self)
        self.forms: dict[str, RecordEntry] = {}
        self._scrolls: dict[str, Scrolled] = {}
        scroll = self.scroll_of(INJECTS)
        self.injects = InjectPage(document, look, self.forms[INJECTS], scroll, self)
        self._stack.addWidget(self.injects)
        self.empty = PlainLabel("", self, wraps=True)
        self.empty.setProperty("role", "second")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.empty.setContentsMargins(12, 8, 12, 8)
        self._stack.addWidget(self.empty)
        self.title = PlainLabel("", self)
        self.title.setProperty("role", "strong")
        self.add = self._button("plus", "exercises.add", self._add)
        self.copy = self._button("copy", "exercises.duplicate", self._duplicate)
        self.up = self._button("arrow-up", "exercises.up", lambda: self._move(-1))
        self.down = self._button("arrow-down", "exercises.down", lambda: self._move(1))
        self.remove = self._button("trash-2", "exercises.remove", self._remove)
        self.outline.add_wanted.connect(self.add.click)
        self.outline.remove_wanted.connect(self.remove.click)
        self.findings = FindingsList(look.text("exercises.findings"), look, self)
        self.findings.led.connect(self._lead)
        self._found: Sequence[Finding] = ()
        """What the list shows."""
        self._lay_out()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._show_findings)
        self.injects.chosen.connect(self._show_buttons)
        UndoKeys(self, document.undo, document.redo)
        self.destroyed.connect(document.listen(lambda _: self.refresh()))
        self.outline.go((WHOLE, ""))
        self._show(WHOLE, "")
        self._show_findings()

    def _button(self, icon: str, message: str, act: Callable[[], None]) -> QToolButton:
        button = icon_button(icon, self.look.text(message), self.look, self)
        button.clicked.connect(act)
        return button

    def _lay_out(self) -> None:
        tools = (self.add, self.copy, self.up, self.down, self.remove)
        lay_outlined(self, tools, self.outline, self.title, self._stack, self.findings)

    # ------------------------------------------------------------ forms

    def _form(self, part: str) -> RecordEntry:
        """Return the form of a part, made the first time."""
        if part not in self.forms:
            record = _RECORDS[part]
            inside = FormArea(self)
            form = RecordEntry(record, self.look, self._names, self._whole, inside)
            form.edited.connect(lambda name: self._take(part, name))
            form.left.connect(self.document.leave)
            column = QVBoxLayout(inside)
            column.setContentsMargins(4, 0, 16, 16)
            column.addWidget(form)
            column.addStretch(1)
            self.forms[part] = form
            self._scrolls[part] = Scrolled(inside, self)
            inside.settled.connect(self._scrolls[part].fit)
        return self.forms[part]

    def _whole(self) -> Exercise:
        return self.document.exercise

    def scroll_of(self, part: str) -> Scrolled:
        """Return what scrolls the form of a part."""
        self._form(part)
        return self._scrolls[part]

    def _names(self, source: Source) -> Mapping[str, str]:
        return names(source, self.document.exercise, self.document.model, self.look)

    def _record(self, place: Place) -> Any:
        part, name = place
        exercise = self.document.exercise
        if part == WHOLE:
            return exercise
        return exercise.start if part == START else part_of(exercise, part, name)

    def _take(self, part: str, name: str) -> None:
        record = self.forms[part].value()
        exercise = self.document.exercise
        if part == WHOLE:
            after = replace(exercise, **{name: getattr(record, name)})
        elif part == START:
            after = replace(exercise, start=record)
        else:
            after = with_part(exercise, part, record)
        self.document.apply(after, (part, getattr(record, "id", ""), name))

    # ------------------------------------------------------------ what is on show

    @property
    def place(self) -> Place:
        """Return the part on show; among the injects, the one in the current row."""
        part, name = self.outline.chosen_place
        return (part, self.injects.current or "") if part == INJECTS else (part, name)

    def _show(self, part: str, name: str) -> None:
        self.document.leave()
        if part == INJECTS:
            self._stack.setCurrentWidget(self.injects)
        elif part in PARTS and not name:
            count = len(getattr(self.document.exercise, part))
            what = self.look.text(f"exercise.part.{part}")
            number = self.look.language.number(count)
            self.empty.setText(self.look.text("exercises.about_part", what=what, number=number))
            self._stack.setCurrentWidget(self.empty)
        else:
            form, scroll = self._form(part), self.scroll_of(part)
            if self._stack.indexOf(scroll) < 0:
                self._stack.addWidget(scroll)
            form.put(self._record((part, name)))
            self._stack.setCurrentWidget(scroll)
            scroll.verticalScrollBar().setValue(0)
            self._mark()
        self._show_buttons()

    def _show_buttons(self) -> None:
        part, name = self.place
        record = self._record((part, name)) if name else None
        listed = part in PARTS
        self.add.setEnabled(listed)
        for button in (self.copy, self.up, self.down):
            button.setEnabled(record is not None)
        self.remove.setEnabled(record is not None and can_remove(self.document.exercise, part))
        words = self.look.text(f"exercise.part.{part}")
        if record is not None and part != INJECTS:
            name = part_name(record, self.look)
            words = self.look.text("exercises.part_named", what=words, name=name)
        self.title.setText(words)

    def refresh(self) -> None:
        """Show the document as it stands."""
        self.outline.refresh()
        part, name = self.outline.chosen_place
        if part == INJECTS:
            self.injects.refresh()
        elif self._stack.currentWidget() is self._scrolls.get(part):
            record = self._record((part, name))
            if record is not None:
                self.forms[part].put(record)
        elif part in PARTS and not name:
            self._show(part, name)
        self._show_buttons()
        self._pause.start()

    def _show_findings(self) -> None:
        self._pause.stop()
        found = self._found = self.document.findings
        self.outline.mark(found)
        self.findings.show_all(
            [(self._told(one), one.is_fault) for one in found],
            self.look.text("exercises.nothing_wrong"),
        )
        self._mark()
        self.reviewed.emit()

    def _told(self, one: Finding) -> str:
        look = self.look
        where = [look.text(f"exercise.part.{one.part}")]
        if one.id:
            record = self._record((one.part, one.id))
            where.append(one.id if record is None else part_name(record, look))
        key = one.field
        if key in self._fields(one.part):
            where.append(field_words(_RECORDS[one.part], key, look))
        return look.text("exercises.found", where=" · ".join(where), what=self._said(one))

    def _said(self, one: Finding) -> str:
        return sentence(one, self.document.exercise, self.document.model, self.look)

    def _fields(self, part: str) -> set[str]:
        return set(self._form(part).entries)

    def _mark(self) -> None:
        part, name = self.place
        if part in self.forms:
            own = [one for one in self.document.findings if (one.part, one.id) == (part, name)]
            self.forms[part].mark([(one.field, self._said(one)) for one in own])
            self._scrolls[part].fit()

    def _lead(self, place: int) -> None:
        one = self._found[place]
        self.go((one.part, one.id), one.field)

    def go(self, place: Place, key: str = "") -> None:
        """Show a part, and put the focus into a field of it."""
        part, name = place
        if part == INJECTS:
            self.outline.go((INJECTS, ""))
            self.injects.show_inject(name)
        else:
            self.outline.go(place)
        form = self.forms.get(part)
        if form is not None and key in form.entries:
            entry = form.entries[key]
            self._scrolls[part].fit()
            entry.setFocus(Qt.FocusReason.OtherFocusReason)
            self._scrolls[part].ensureWidgetVisible(entry)

    # ------------------------------------------------------------ parts come and go

    def _add(self) -> None:
        part, name = self.place
        like = part_of(self.document.exercise, INJECTS, name) if part == INJECTS else None
        after, new = added(self.document.exercise, part, like)
        self.document.apply(after)
        self.go((part, new), next(iter(self._form(part).entries)))

    def _duplicate(self) -> None:
        part, name = self.place
        after, new = duplicated(self.document.exercise, part, name)
        self.document.apply(after)
        self.go((part, new))

    def _move(self, by: int) -> None:
        part, name = self.place
        self.document.apply(moved(self.document.exercise, part, name, by))
        self.go((part, name))

    def _remove(self) -> None:
        part, name = self.place
        items = [one.id for one in getattr(self.document.exercise, part)]
        place = items.index(name)
        items.remove(name)
        self.document.apply(removed(self.document.exercise, part, name))
        self.go((part, items[min(place, len(items) - 1)] if items else ""))
