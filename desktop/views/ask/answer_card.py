"""The card that holds an answer: its sentence, its chart or table, what can be done with it."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QHeaderView, QTableWidget, QVBoxLayout, QWidget

from desktop.charts.tokens import SIZE_AXIS, SIZE_BODY
from desktop.charts.tornado_chart import TornadoChart
from desktop.document.document import Document
from desktop.document.filing import SetNotes
from desktop.document.kept_answers import DropAnswer, KeepAnswer, as_kept
from desktop.domain.inquiry import MOST_ANSWERS, Answer, KeptAnswer, Reached, WhatItTakes
from desktop.domain.scenario import NOTES_LIMIT
from desktop.ui.card_rows import paragraph
from desktop.ui.clipboard import table_data
from desktop.ui.page import Scrolled, worded_button
from desktop.ui.table_cells import cell
from desktop.ui.ui_context import UiContext
from desktop.views.ask.ask_words import AskWords, Table

ROW = 26


class AnswerCard(QFrame):
    """Show one answer about a document, and whether it still is about the policy as it stands."""

    def __init__(self, document: Document, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._document, self._look = document, look
        self.words = AskWords(document.model, look.language)
        self.answer: Answer | None = None
        self.stale = paragraph(look.text("ask.stale"), SIZE_BODY, "warning", self)
        self.sentence = paragraph("", SIZE_BODY, "body", self)
        self.remark = paragraph("", SIZE_AXIS, "quiet", self)
        self.apply = worded_button(look.text("ask.apply"), "main", look, self)
        self.note = worded_button(look.text("ask.note"), "plain", look, self, "pencil")
        self.note.clicked.connect(self._add_to_notes)
        self.keep = worded_button(look.text("ask.keep"), "plain", look, self, "bookmark")
        self.keep.clicked.connect(self._keep_or_drop)
        self.chart = TornadoChart(look.tokens, self)
        self.chart.installEventFilter(self)
        inside = QWidget(self)
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.chart)
        rows.addStretch(1)
        self._charted = Scrolled(inside, self)
        self._charted.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table = self._make_table()
        self._rest = QWidget(self)
        done = QHBoxLayout()
        done.addWidget(self.apply)
        done.addWidget(self.keep)
        done.addWidget(self.note)
        done.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        column.addWidget(self.stale)
        column.addWidget(self.sentence)
        column.addLayout(done)
        for part in (self.table, self._charted, self._rest):
            column.addWidget(part, 1)
        column.addWidget(self.remark)

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(self)
        table.setProperty("role", "table")
        table.setShowGrid(False)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(ROW)
        table.horizontalHeader().setHighlightSections(False)
        table.installEventFilter(self)
        return table

    def show_answer(self, answer: Answer) -> None:
        """Show an answer."""
        self.answer = answer
        self.sentence.setText(self.words.sentence(answer))
        self.remark.setText(self.words.remark(answer))
        picture = self.words.picture(answer, self._look.tokens)
        self._charted.setVisible(picture is not None)
        if picture is not None:
            self.chart.show_picture(picture)
            self._charted.fit()
        table = self.words.table(answer)
        self.table.setVisible(table is not None and picture is None)
        self._rest.setVisible(table is None)
        if table is not None:
            self._fill(table)
        found = answer.found
        self.apply.setVisible(isinstance(found, WhatItTakes) and bool(found.moves))
        if isinstance(found, WhatItTakes) and found.reached is Reached.FOUND:
            self.apply.setText(self._look.text("ask.apply"))
        else:
            self.apply.setText(self._look.text("ask.apply_nearest"))
        self.show_stale()

    def show_stale(self) -> None:
        """Say so where the policy is another one by now, and whether the notes have it already."""
        if self.answer is not None:
            notes = self._document.scenario.notes
            there = self.words.note(self.answer) in notes
            self.note.setEnabled(not there and len(self._noted()) <= NOTES_LIMIT)
            self.note.setText(
                self._look.text("ask.noted") if there else self._look.text("ask.note")
            )
            self._show_kept()
            other = self.answer.of_another_run
            stale = other or self.answer.inquiry.request != self._document.scenario.request
            text = self._look.text
            self.stale.setText(text("ask.stale_kept") if other else text("ask.stale"))
            self.stale.setVisible(stale)
            self.apply.setEnabled(not stale)

    @property
    def _kept(self) -> KeptAnswer | None:
        """Return the answer on show as the scenario keeps it, None where it does not."""
        assert self.answer is not None
        mine, kept = as_kept(self.answer, self._document.model), self._document.scenario.answers
        if self.answer.of_another_run:
            return next((one for one in kept if one.question == mine.question), None)
        return mine if mine in kept else None

    def _show_kept(self) -> None:
        kept = self._kept
        full = len(self._document.scenario.answers) >= MOST_ANSWERS
        text = self._look.text
        self.keep.setText(text("ask.keep") if kept is None else text("ask.drop"))
        self.keep.setEnabled(kept is not None or not full)

    def _keep_or_drop(self) -> None:
        assert self.answer is not None
        kept = self._kept
        if kept is not None:
            self._document.apply(DropAnswer(kept), self)
        else:
            self._document.apply(KeepAnswer(as_kept(self.answer, self._document.model)), self)

    def _noted(self) -> str:
        """Return the notes with the answer as their last paragraph."""
        assert self.answer is not None
        notes, answer = self._document.scenario.notes.rstrip(), self.words.note(self.answer)
        return f"{notes}\n\n{answer}" if notes else answer

    def _add_to_notes(self) -> None:
        self._document.apply(SetNotes(self._noted()), self)

    def _fill(self, table: Table) -> None:
        view, look = self.table, self._look
        view.setColumnCount(len(table.headings))
        view.setHorizontalHeaderLabels(self._headings(table))
        view.setRowCount(len(table.rows))
        for row, cells in enumerate(table.rows):
            for column, value in enumerate(cells):
                item = cell(view, row, column)
                item.setText(value if isinstance(value, str) else look.language.exactly(value, 4))
        head = view.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        view.setAccessibleName(self.sentence.text())

    def _headings(self, table: Table) -> list[str]:
        return [self._look.text(f"ask.head_{one}") for one in table.headings]

    def copy_answer(self) -> None:
        """Put the answer on the clipboard: its sentence and its table, as text and as HTML."""
        if self.answer is None:
            return
        table = self.words.table(self.answer) or Table((), ())
        data = table_data(self._headings(table), table.rows, self.words.sentence(self.answer))
        QGuiApplication.clipboard().setMimeData(data)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Ctrl+C in the chart and in the table copy the answer."""
        copies = isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Copy)
        if copies and event.type() is QEvent.Type.KeyPress:
            self.copy_answer()
        return copies
