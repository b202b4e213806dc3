"""The future that chance draws for a scenario: its events listed, taken back as one thing."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.charts.plain_text import PlainLabel, tip
from desktop.charts.tokens import SIZE_CARD_TITLE, SIZE_HEADLINE
from desktop.document.document import Document
from desktop.document.random_futures import RandomFutures
from desktop.domain.policy import PlannedEvent
from desktop.ui.elided_label import ElidedLabel
from desktop.ui.popover import Popover
from desktop.ui.typography import font
from desktop.ui.ui_context import UiContext
from desktop.views.timeline.event_words import event_words

_LIST_HEIGHT = 186
_LINE = 26


class FutureCard(Popover):
    """Say what a drawn future is, draw one, list its events and take them away."""

    def __init__(
        self, document: Document, futures: RandomFutures, look: UiContext, parent: QWidget
    ) -> None:
        super().__init__(look.tokens, parent)
        self._document = document
        self._futures = futures
        self._look = look
        self.setAccessibleName(look.text("future.title"))
        self.column.addWidget(self._label(look.text("future.title"), SIZE_CARD_TITLE, "cardTitle"))
        self.column.addWidget(self._label(look.text("future.about"), SIZE_HEADLINE, "second"))
        self.count = self._label("", SIZE_HEADLINE, "strong")
        self.column.addWidget(self.count)
        self._area = QScrollArea(self)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.viewport().setAutoFillBackground(False)
        self._area.setFixedHeight(_LIST_HEIGHT)
        self.column.addWidget(self._area)
        self.clear = QPushButton(look.text("future.clear"), self)
        self.clear.setProperty("role", "quiet")
        self.clear.clicked.connect(futures.clear)
        self.draw = QPushButton(self)
        self.draw.setProperty("role", "primary")
        self.draw.clicked.connect(lambda: futures.draw(look.language))
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.clear)
        row.addWidget(self.draw)
        self.column.addLayout(row)
        self.crosses: list[QToolButton] = []
        self._stop_listening = document.listen(lambda _: self._fill())
        self.closed.connect(self._stop_listening)
        self._fill()
        self.draw.setFocus()

    def _label(self, text: str, size: int, role: str) -> QLabel:
        label = PlainLabel(text, self)
        label.setProperty("role", role)
        label.setFont(font(size))
        label.setWordWrap(True)
        return label

    def _fill(self) -> None:
        look, scenario = self._look, self._document.scenario
        events, number = scenario.drawn, self._futures.number
        if number is None:
            self.count.setText(look.text("future.none"))
        else:
            words = look.language.number(number)
            if self._futures.changed:
                told = look.language.plural("future.changed", len(events), number=words)
            else:
                told = look.language.plural("future.number", len(events), number=words)
            self.count.setText(told)
        self.draw.setText(
            look.text("future.draw") if number is None else look.text("future.another")
        )
        self.clear.setEnabled(number is not None)
        held = self._area.verticalScrollBar().value()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(0)
        self.crosses = []
        for planned in events:
            column.addWidget(self._line(planned, inside))
        column.addStretch(1)
        self._area.setWidget(inside)
        # The area fills its widget as it takes it.
        inside.setAutoFillBackground(False)
        self._area.verticalScrollBar().setValue(held)

    def _line(self, planned: PlannedEvent, parent: QWidget) -> QWidget:
        look = self._look
        words = event_words(planned, self._document, look)
        line = QWidget(parent)
        line.setFixedHeight(_LINE)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        label = ElidedLabel(SIZE_HEADLINE, look.tokens.ink, parent=line)
        label.show_text(words, look.tokens.ink)
        label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        cross = QToolButton(line)
        cross.setProperty("role", "icon")
        cross.setFixedSize(24, 24)
        cross.setIconSize(QSize(14, 14))
        cross.setIcon(look.icon("x", look.tokens.ink2))
        cross.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        cross.setToolTip(tip(look.text("timeline.remove", mark=words)))
        cross.setAccessibleName(cross.toolTip())
        cross.clicked.connect(lambda: self._futures.remove(planned))
        row.addWidget(label, 1)
        row.addWidget(cross)
        self.crosses.append(cross)
        return line
