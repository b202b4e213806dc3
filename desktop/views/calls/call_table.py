"""What teams called beside what came, and how good each call was."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QWidget

from desktop.domain.prediction import Prediction, score
from desktop.ui.call_words import CallWords
from desktop.ui.table_cells import cell

HEADS = ("team", "called", "sure", "amount", "right", "brier", "off")
_ROW = 28


class CallTable(QTableWidget):
    """Show the calls of a revealed question, the best first."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(0, len(HEADS), parent)
        self.setProperty("role", "table")
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    def show_calls(self, prediction: Prediction, words: CallWords, lines: int) -> None:
        """Show the calls of a question whose outcome is known, so many lines at once."""
        text, outcome = words.look.text, prediction.outcome
        self.setAccessibleName(words.came(prediction))
        self.setHorizontalHeaderLabels([text(f"calls.head_{head}") for head in HEADS])
        for place, head in enumerate(HEADS):
            item = self.horizontalHeaderItem(place)
            assert item is not None
            item.setTextAlignment(_side(head))
        self.setRowCount(0 if outcome is None else len(prediction.calls))
        if outcome is None:
            return
        scored = [(call, score(call, outcome)) for call in prediction.calls]
        scored.sort(key=lambda one: (not one[1].right, one[1].brier is None, one[1].brier or 0.0))
        for row, (call, found) in enumerate(scored):
            cells = (
                call.team,
                words.direction(call.direction),
                "" if call.confidence is None else words.sure(call.confidence),
                words.amount(call.amount, prediction.indicator),
                text("calls.yes") if found.right else text("calls.no"),
                "" if found.brier is None else words.look.language.number(found.brier, 2),
                words.amount(found.error, prediction.indicator, signed=False),
            )
            for place, shown in enumerate(cells):
                item = cell(self, row, place)
                item.setText(shown)
                item.setTextAlignment(_side(HEADS[place]))
        rows = min(max(1, self.rowCount()), lines)
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows * _ROW + 2)


def _side(head: str) -> Qt.AlignmentFlag:
    worded = head in ("team", "called", "right")
    side = Qt.AlignmentFlag.AlignLeft if worded else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter
