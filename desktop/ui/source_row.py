"""One publication with its address, to be copied, or opened by somebody who asks for it."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from desktop.charts.plain_text import tip
from desktop.charts.tokens import SIZE_AXIS, SIZE_HEADLINE
from desktop.document.grounds import web_address
from desktop.domain.indicator import Source
from desktop.ui.card_rows import paragraph
from desktop.ui.typography import colour, font, metrics
from desktop.ui.ui_context import UiContext

_BUTTON = 24


class _Address(QWidget):
    """Show an address; it is broken anywhere, for it has no blanks."""

    def __init__(self, text: str, ink: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = text
        self._ink = ink
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Say that a long address takes more lines in less room."""
        return True

    def _box(self, width: float) -> QRectF:
        room = QRectF(0, 0, width, 1000)
        return metrics(SIZE_AXIS).boundingRect(room, Qt.TextFlag.TextWrapAnywhere, self._text)

    def heightForWidth(self, width: int) -> int:
        """Return the height of its lines."""
        return max(_BUTTON, round(self._box(max(40, width)).height()) + 4)

    def sizeHint(self) -> QSize:
        """Return what the usual column gives."""
        return QSize(200, self.heightForWidth(200))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write it."""
        painter = QPainter(self)
        painter.setFont(font(SIZE_AXIS))
        painter.setPen(colour(self._ink))
        flags = Qt.TextFlag.TextWrapAnywhere | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(self.rect()), flags, self._text)


class SourceRow(QWidget):
    """Show one source; Ctrl+C and a button copy its address, another asks for the browser.

    Nothing here opens anything: `address_opened` says that somebody pressed the button.
    """

    address_opened = Signal(str)

    def __init__(self, source: Source, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.source = source
        self._look = look
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(
            look.text("evidence.source", id=source.id, text=source.text, address=source.address)
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 7, 6, 5)
        column.setSpacing(0)
        words = look.text("evidence.source_text", id=source.id, text=source.text)
        column.addWidget(paragraph(words, SIZE_HEADLINE, "body", self))
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(_Address(source.address, look.tokens.ink2, self), 1)
        self.copy = self._button("copy", "evidence.copy")
        self.copy.clicked.connect(self.copy_address)
        row.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignTop)
        self.open: QToolButton | None = None
        address = web_address(source)
        if address is not None:
            self.open = self._button("external-link", "evidence.open")
            self.open.clicked.connect(lambda: self.address_opened.emit(address))
            row.addWidget(self.open, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _button(self, icon: str, message: str) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("role", "icon")
        button.setIcon(self._look.icon(icon, self._look.tokens.ink2))
        button.setIconSize(QSize(14, 14))
        button.setFixedSize(_BUTTON, _BUTTON)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        words = self._look.text(message, id=self.source.id)
        button.setToolTip(tip(words))
        button.setAccessibleName(words)
        return button

    def copy_address(self) -> None:
        """Put the address on the clipboard, and show that it is there."""
        QGuiApplication.clipboard().setText(web_address(self.source) or self.source.address)
        words = self._look.text("evidence.copied", id=self.source.id)
        self.copy.setIcon(self._look.icon("check", self._look.tokens.ink))
        self.copy.setToolTip(tip(words))
        self.copy.setAccessibleName(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy with Ctrl+C, and with the keys that press a button."""
        pressing = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.matches(QKeySequence.StandardKey.Copy) or event.key() in pressing:
            self.copy_address()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box, and the ring of the focus."""
        tokens = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour(tokens.line), 1))
        painter.setBrush(colour(tokens.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        if self.hasFocus():
            painter.setPen(QPen(colour(tokens.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
