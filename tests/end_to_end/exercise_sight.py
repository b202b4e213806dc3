"""Where things are on the page of exercises, and what it has found wrong.

A field is named by its way from the form: the name of a field, the place in a list, and `en` or
`es` for a side of a text.
"""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QPlainTextEdit, QWidget

from desktop.app.desk import Desk
from desktop.ui.entries import TextEntry
from desktop.views.exercise.editor import ExerciseEditor
from desktop.views.exercise.record_form import InsideEntry, RecordEntry, SeveralEntry

_BOX = 14
"""Pixels from the left end of a row to the middle of its box."""


class ExerciseSight:
    """Answer questions about the exercise under edit; places are in the screen's own pixels."""

    def __init__(self, desk: Desk, pixels: Callable[[QPoint], list[int]]) -> None:
        self._desk, self._pixels = desk, pixels

    @property
    def answers(self) -> dict[str, Callable[..., object]]:
        """Return the questions by their word."""
        return {
            "exercise": self._exercise,
            "exercises": self._listed,
            "findings": self._findings,
            "typed": self._typed,
            "finding": self._finding,
            "outline": self._outline,
            "field": self._field,
            "choice": self._choice,
            "proposal": self._proposal,
        }

    @property
    def _editor(self) -> ExerciseEditor:
        page = self._desk.window.pages.exercises
        assert page is not None
        assert page.editor is not None
        return page.editor

    def _exercise(self) -> dict[str, object] | None:
        """Return how many of each part there are, and where the editor is; None before that."""
        page = self._desk.window.pages.exercises
        if page is None or page.editor is None:
            return None
        exercise = page.editor.document.exercise
        autosave = page.state.autosave
        return {
            "place": page.editor.place,
            "teams": [one.id for one in exercise.teams],
            "rounds": [one.id for one in exercise.rounds],
            "injects": [one.id for one in exercise.injects],
            "settled": autosave is not None and autosave.is_saved and self._is_reviewed(),
        }

    def _is_reviewed(self) -> bool:
        """Say whether the list of what is to mend is that of the exercise as it stands."""
        return list(self._editor._found) == list(self._editor.document.findings)

    def _typed(self) -> str:
        """Return what stands in the field with the focus."""
        field = QApplication.focusWidget()
        if isinstance(field, QLineEdit):
            return field.text()
        return field.toPlainText() if isinstance(field, QPlainTextEdit) else ""

    def _listed(self, name: str) -> list[int] | None:
        """Return the place of an exercise in the list."""
        page = self._desk.window.pages.exercises
        table = None if page is None else page.list.table
        for row in range(0 if table is None else table.rowCount()):
            assert table is not None
            item = table.item(row, 0)
            if item is not None and item.text() == name:
                return self._middle(table.viewport(), table.visualItemRect(item))
        return None

    def _findings(self) -> list[list[str]]:
        """Return part, id, field and reason of each line of the list of what is to mend."""
        return [[one.part, one.id, one.field, one.reason] for one in self._editor._found]

    def _finding(self, number: str) -> list[int]:
        """Return the place of a line of that list."""
        rows = self._editor.findings
        return self._middle(rows.viewport(), rows.visualItemRect(rows.item(int(number))))

    def _outline(self, part: str, name: str = "") -> list[int] | None:
        """Return the place of a part in the outline, None where it has to be scrolled to."""
        outline = self._editor.outline
        item = outline.items.get((part, name))
        place = QRect() if item is None else outline.visualItemRect(item)
        port = outline.viewport()
        return self._middle(port, place) if port.rect().contains(place) else None

    def _field(self, *way: str) -> list[int] | None:
        """Return the middle of a field of the form on show, None where it cannot be seen whole."""
        part, _ = self._editor.place
        widget: QWidget = self._editor.forms[part]
        for step in way:
            inside = self._inside(widget, step)
            if inside is None:
                return None
            widget = inside
        proxy = widget.focusProxy()
        while proxy is not None:
            widget, proxy = proxy, proxy.focusProxy()
        seen = widget.visibleRegion().boundingRect()
        return self._middle(widget, seen) if seen.height() >= min(widget.height(), 28) else None

    def _inside(self, widget: QWidget, step: str) -> QWidget | None:
        if isinstance(widget, InsideEntry) and widget.inside is not None:
            widget = widget.inside
        if isinstance(widget, RecordEntry):
            return widget.entries[step]
        if isinstance(widget, SeveralEntry):
            return widget.rows[int(step)] if int(step) < len(widget.rows) else None
        if isinstance(widget, TextEntry):
            return widget.sides[step]
        return None

    def _choice(self, name: str) -> list[int] | None:
        """Return the place of the box of a choice in the list that is open."""
        for rows in self._lists():
            for row in range(rows.count()):
                item = rows.item(row)
                if item.data(Qt.ItemDataRole.UserRole) == name and not item.isHidden():
                    place = rows.visualItemRect(item)
                    at = QPoint(place.left() + _BOX, place.center().y())
                    if not rows.viewport().rect().contains(at):
                        return None
                    return self._pixels(rows.viewport().mapToGlobal(at))
        return None

    def _lists(self) -> Iterator[QListWidget]:
        for top in QApplication.topLevelWidgets():
            if top.isVisible() and top is not self._desk.window:
                yield from top.findChildren(QListWidget)

    def _proposal(self) -> list[str] | None:
        """Return the lines of what a sheet would change, None while nothing is proposed."""
        page = self._desk.window.pages.exercises
        if page is None or not page.sheets.view.isVisible():
            return None
        rows = page.sheets.view.list
        return [rows.item(row).text() for row in range(rows.count())]

    def _middle(self, widget: QWidget, place: QRect) -> list[int]:
        return self._pixels(widget.mapToGlobal(place.center()))
