"""The amber strip in the row of a lever that moves nothing: what it needs, and a button."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from desktop.analysis.gates import Need
from desktop.charts.plain_text import PlainLabel, tip
from desktop.document.causes import element_name
from desktop.document.commands import SetLever
from desktop.document.document import Document
from desktop.language.language import Language
from desktop.ui.glyphs import Sign, draw_sign
from desktop.ui.heights import height_for
from desktop.ui.lever_words import LeverWords

_BEFORE = 33


class NeedStrip(QFrame):
    """Say which quantity is short, and set the lever that mends it; hidden where nothing is."""

    def __init__(self, document: Document, parent: QWidget) -> None:
        super().__init__(parent)
        self._document = document
        self.need: Need | None = None
        self.setProperty("role", "need")
        self.sentence = PlainLabel(self, wraps=True)
        self.button = QPushButton(self)
        self.button.setProperty("role", "link")
        self.button.clicked.connect(self._mend)
        column = QVBoxLayout(self)
        column.setContentsMargins(_BEFORE, 5, 8, 3)
        column.setSpacing(0)
        column.addWidget(self.sentence)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignRight)
        self.hide()

    def show_need(self, need: Need | None, language: Language) -> None:
        """Put a need into words; the row shows and hides the strip."""
        self.need = need
        self.button.setVisible(need is not None and need.fix is not None)
        if need is None:
            self.hide()
            return
        model = self._document.model
        name = element_name(model, need.quantity)
        quantity = need.quantity if name is None else language.wording(name)
        self.sentence.setText(language.text("levers.need", quantity=quantity))
        if need.fix is not None:
            words = LeverWords(language, model.levers[need.fix.lever])
            value = words.value(need.fix.setting.value)
            short = language.wording(words.lever.short)
            self.button.setText(language.text("levers.need_set", lever=short, value=value))
            self.button.setToolTip(
                tip(language.text("levers.need_set_tip", lever=words.name, value=value))
            )

    def heightForWidth(self, width: int) -> int:
        """Return the height the words take."""
        layout = self.layout()
        return 0 if layout is None else height_for(layout, width)

    def _mend(self) -> None:
        if self.need is not None and self.need.fix is not None:
            self._document.apply(SetLever(self.need.fix.lever, self.need.fix.setting), self)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sign before the words."""
        super().paintEvent(event)
        colour = self.sentence.palette().windowText().color()
        draw_sign(QPainter(self), Sign.ALERT, colour, QPointF(17, self.height() / 2))
