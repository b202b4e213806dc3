"""What is written in a section: what it is about, the note it rests on, and its fields."""

from collections.abc import Mapping

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.charts.plain_text import PlainLabel
from desktop.ui.entries import Prose
from desktop.ui.form import FormArea
from desktop.ui.page import Scrolled, worded_button
from desktop.ui.ui_context import UiContext
from desktop.views.report.fields import Choices, FieldsForm
from desktop.views.report.sections import Field


class SectionForm(Scrolled):
    """Show the fields of a section below what the record says of it."""

    def __init__(
        self, fields: Mapping[str, Field], look: UiContext, choices: Choices, parent: QWidget
    ) -> None:
        inside = FormArea(parent)
        super().__init__(inside, parent)
        inside.settled.connect(self.fit)
        text = look.text
        self.about = PlainLabel("", inside, wraps=True)
        self.about.setProperty("role", "second")
        self.noted_head = PlainLabel(text("report_page.noted"), inside, wraps=True)
        self.noted_head.setProperty("role", "second")
        self.noted = Prose(inside)
        self.noted.setReadOnly(True)
        self.noted.setProperty("role", "noted")
        self.noted.setAccessibleName(self.noted_head.text())
        self.taken = PlainLabel("", inside, wraps=True)
        self.taken.setProperty("role", "quiet")
        self.begin = worded_button(text("report_page.begin_with_note"), "plain", look, inside)
        self.own = worded_button(text("report_page.make_own"), "plain", look, inside)
        self.answer = worded_button(text("report_page.answer"), "plain", look, inside, "plus")
        self.form = FieldsForm(fields, look, choices, inside)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.begin, self.own, self.answer):
            row.addWidget(button)
            button.hide()
        row.addStretch(1)
        column = QVBoxLayout(inside)
        column.setContentsMargins(4, 0, 16, 16)
        column.setSpacing(8)
        for widget in (self.about, self.noted_head, self.noted, self.taken):
            column.addWidget(widget)
        column.addLayout(row)
        column.addWidget(self.form)
        column.addStretch(1)
        self.say("")
        self.show_note("", "")

    def say(self, about: str) -> None:
        """Say what it is about; an empty sentence takes no room."""
        self.about.setText(about)
        self.about.setVisible(bool(about))

    def show_note(self, words: str, about: str) -> None:
        """Show the words of the note that it rests on, and when and by whom it was taken."""
        if self.noted.toPlainText() != words:
            self.noted.setPlainText(words)
        self.taken.setText(about)
        for widget in (self.noted_head, self.noted, self.taken):
            widget.setVisible(bool(about))

    def offer(self, *, begin: bool, own: bool, answer: bool) -> None:
        """Offer what can be done with a point."""
        for button, seen in ((self.begin, begin), (self.own, own), (self.answer, answer)):
            button.setVisible(seen)
