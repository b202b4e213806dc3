"""The window that says what differs between any two of what is on the desk and what is pinned."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, QSize
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.charts.plain_text import PlainLabel
from desktop.document.changes import Changes
from desktop.document.difference import Difference, Part, differences
from desktop.document.document import Document
from desktop.domain.pin import NO_PIN, Pin, bare
from desktop.domain.scenario import Scenario
from desktop.ui.choice_box import ChoiceBox
from desktop.ui.difference_table import DifferenceTable
from desktop.ui.difference_words import DifferenceWords, Row
from desktop.ui.page import worded_button
from desktop.ui.side_window import SideWindow
from desktop.ui.ui_context import UiContext
from desktop.views.compare.pin_words import pin_words, short_name

SIZE, SMALLEST = QSize(720, 520), QSize(480, 320)
NOW = ""
"""Stands for the desk in place of a letter."""


class CompareWindow(SideWindow):
    """List settings, profiles, events, assumptions and packages that differ; they can be copied.

    `pins` gives what is pinned now; call `refresh` when that has changed.
    """

    def __init__(
        self,
        document: Document,
        pins: Callable[[], tuple[Pin, ...]],
        look: UiContext,
        parent: QWidget,
    ) -> None:
        super().__init__(SMALLEST, parent)
        self._document, self._pins, self._look = document, pins, look
        self.before = ChoiceBox("", self)
        self.after = ChoiceBox("", self)
        self._than = PlainLabel(self)
        self._than.setProperty("role", "second")
        self.said = PlainLabel(self, wraps=True)
        self.said.setProperty("role", "second")
        self.table = DifferenceTable("", look, self)
        self.copy_button = worded_button("", "plain", look, self, "clipboard-copy")
        self.copy_button.clicked.connect(self.table.copy)
        self.done_ = worded_button("", "main", look, self)
        self.done_.clicked.connect(self.close)
        ends = QHBoxLayout()
        ends.setSpacing(8)
        ends.addWidget(self.before, 1)
        ends.addWidget(self._than)
        ends.addWidget(self.after, 1)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.copy_button)
        below.addStretch(1)
        below.addWidget(self.done_)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addLayout(ends)
        column.addWidget(self.said)
        column.addWidget(self.table, 1)
        column.addLayout(below)
        for box in (self.before, self.after):
            box.currentIndexChanged.connect(lambda _: self._compare())
        self.set_look(look)
        first = self._pins()
        self._choose(first[0].letter if first else NO_PIN, NOW)
        self.stand(SIZE)
        self._stop_listening = document.listen(self._on_document_changed)
        self.before.setFocus()

    def release(self) -> None:
        """Hear the document no longer."""
        self._stop_listening()

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        self._look = look
        self.setWindowTitle(look.text("compare.title"))
        self.before.setAccessibleName(look.text("compare.first"))
        self.after.setAccessibleName(look.text("compare.second"))
        self._than.setText(look.text("compare.than"))
        self.table.setAccessibleName(look.text("compare.title"))
        self.copy_button.setText(look.text("versions.copy"))
        self.done_.setText(look.text("dialog.close"))
        self.refresh()

    def refresh(self) -> None:
        """Offer what is pinned now; what was chosen stays chosen where it is still there."""
        chosen = self.before.currentData(), self.after.currentData()
        look = self._look
        offered = [(NOW, look.text("compare.now", name=short_name(self._document.scenario.name)))]
        pins = self._pins()
        offered += [
            (
                one.letter,
                look.text("compare.pin", letter=one.letter, what=pin_words(one, pins, look)),
            )
            for one in pins
        ]
        offered.append((NO_PIN, look.text("compare.status_quo")))
        for box in (self.before, self.after):
            with QSignalBlocker(box):
                box.clear()
                for end, words in offered:
                    box.addItem(words, end)
        self._choose(*chosen)

    def _choose(self, before: str | None, after: str | None) -> None:
        for box, end, usual in ((self.before, before, NO_PIN), (self.after, after, NOW)):
            place = box.findData(end)
            with QSignalBlocker(box):
                box.setCurrentIndex(place if place >= 0 else box.findData(usual))
        self._compare()

    def compare(self, before: str, after: str = NOW) -> None:
        """Compare two ends: letters of pins, NOW or NO_PIN."""
        self._choose(before, after)

    def _state(self, end: str) -> Scenario:
        desk = bare(self._document.scenario)
        if end == NO_PIN:
            usual = Scenario(desk.name, assumptions=desk.assumptions, ensemble=desk.ensemble)
            return _of_model(usual, desk)
        found = next((pin.state for pin in self._pins() if pin.letter == end), None)
        return desk if found is None else bare(found)

    @property
    def found(self) -> tuple[Difference, ...]:
        """Return what differs between the two that are chosen."""
        before, after = (self._state(box.currentData() or NOW) for box in (self.before, self.after))
        told = differences(before, after, self._document.model)
        return tuple(one for one in told if one.part != Part.NAME)

    def _compare(self) -> None:
        look = self._look
        words = DifferenceWords(look, self._document.model)
        rows = [words.row(one) for one in self.found]
        heads = Row(look.text("versions.what"), self.before.currentText(), self.after.currentText())
        self.table.show_rows(heads, rows)
        self.table.setVisible(bool(rows))
        said = look.language.plural("compare.count", len(rows)) if rows else ""
        self.said.setText(said or look.text("compare.same"))
        self.copy_button.setEnabled(bool(rows))

    def _on_document_changed(self, changes: Changes) -> None:
        if changes.scenario or changes.name or changes.model:
            self.refresh()
        elif changes.gesture_ended:
            self._compare()


def _of_model(scenario: Scenario, other: Scenario) -> Scenario:
    return replace(scenario, model_version=other.model_version, model_digest=other.model_digest)
