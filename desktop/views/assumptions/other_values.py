"""Every number of the evidence that has a range and that the file does not put forward."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from desktop.charts.plain_text import PlainLabel
from desktop.document.document import Document
from desktop.domain.assumptions import AdjustableParameter
from desktop.language.name_search import NameQuery, Searchable, ranked
from desktop.ui.search_field import SearchField
from desktop.ui.ui_context import UiContext
from desktop.views.assumptions.rows import ValueRow

AT_ONCE = 12
"""Rows that are made and shown at once: there are some hundred and seventy numbers."""


class OtherValues(QWidget):
    """List some of them, those that are held first; typing finds any, a button shows more."""

    grew = Signal()
    evidence_asked = Signal(str)

    def __init__(
        self,
        document: Document,
        movables: Sequence[AdjustableParameter],
        look: UiContext,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._document, self._look = document, look
        self._movables = {one.parameter: one for one in movables}
        self._keys = tuple((self._key(one.parameter), one.parameter) for one in movables)
        self._rows: dict[str, ValueRow] = {}
        self._order: tuple[str, ...] = ()
        self._most = AT_ONCE
        self.field = SearchField(look.text("assume.find"), look, self)
        self.field.textChanged.connect(self._find)
        self._told = PlainLabel(self, wraps=True)
        self._told.setProperty("role", "quiet")
        self._told.setContentsMargins(12, 0, 12, 0)
        self._card = QFrame(self)
        self._card.setProperty("role", "strip")
        self._lines = QVBoxLayout(self._card)
        self._lines.setContentsMargins(0, 6, 0, 6)
        self._lines.setSpacing(2)
        self.more = QPushButton(self)
        self.more.setProperty("role", "plain")
        self.more.clicked.connect(self._show_more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self._told)
        column.addWidget(self._card)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._find("")

    def _key(self, parameter: str) -> Searchable:
        name = self._document.model.parameters[parameter].evidence.name
        return Searchable.of(name.en, name.es, words=parameter)

    def holds(self, parameter: str) -> bool:
        """Say whether a parameter is one of these."""
        return parameter in self._movables

    @property
    def shown(self) -> tuple[ValueRow, ...]:
        """Return the rows that are listed, in order."""
        return tuple(self._rows[one] for one in self._order[: self._most])

    def row(self, parameter: str) -> ValueRow:
        """List a parameter, whatever was looked for, and return its row."""
        if parameter not in self._order[: self._most]:
            name = self._document.model.parameters[parameter].evidence.name
            self.field.setText(self._look.language.wording(name))
        return self._rows[parameter]

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        self._look = look
        self.field.set_look(look.text("assume.find"), look)
        for row in self._rows.values():
            row.set_look(look)
        self._retranslate()

    def refresh(self) -> None:
        """Show what the document holds; nothing moves under the hand for it."""
        for row in self._rows.values():
            row.refresh()

    def _find(self, typed: str) -> None:
        held = [name for name, _ in self._document.scenario.assumed.values if self.holds(name)]
        found = [name for _, name in ranked(NameQuery(typed), self._keys)]
        first = [name for name in found if name in held] if not typed.strip() else []
        self._order = (*first, *(name for name in found if name not in first))
        self._most = AT_ONCE
        self._list()

    def _show_more(self) -> None:
        self._most += AT_ONCE
        self._list()

    def _list(self) -> None:
        listed = self._order[: self._most]
        while self._lines.count():
            self._lines.takeAt(0)
        for name, row in self._rows.items():
            row.setVisible(name in listed)
        for name in listed:
            self._lines.addWidget(self._made(name))
            self._rows[name].show()
        self._card.setVisible(bool(listed))
        self._retranslate()
        self.grew.emit()

    def _made(self, name: str) -> ValueRow:
        row = self._rows.get(name)
        if row is None:
            row = ValueRow(self._document, self._movables[name], self._look, self._card)
            row.evidence_asked.connect(self.evidence_asked)
            self._rows[name] = row
        return row

    def _retranslate(self) -> None:
        language, listed = self._look.language, min(self._most, len(self._order))
        total = language.number(len(self._movables))
        left = len(self._order) - listed
        self._told.setText(language.plural("assume.listed", listed, total=total))
        self.more.setText(language.plural("assume.more", min(left, AT_ONCE)))
        self.more.setVisible(left > 0)
