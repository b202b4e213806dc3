"""The keys of the operator and of a presenter's remote: which of them arrive here."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from desktop.charts.tokens import SIZE_HEADLINE
from desktop.ui.actions import OPERATOR, REMOTE
from desktop.ui.focus import types
from desktop.ui.typography import colour, font, metrics
from desktop.ui.ui_context import UiContext

_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_HEIGHT = 26
_AROUND = 9
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def key_name(key: Qt.Key) -> str:
    """Return what is written on a key, as this system writes it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


class KeyListener(QObject):
    """Hear these keys before anything else does, which then does nothing with them.

    Whoever types into a field keeps what can be typed. While `may` says no, nothing is heard.
    """

    arrived = Signal(int)
    """A key was pressed: a Qt.Key."""

    def __init__(self, may: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._may = may

    def listen(self, *, on: bool) -> None:
        """Hear keys from now on, or no longer."""
        program = QCoreApplication.instance()
        assert program is not None
        program.removeEventFilter(self)
        if on:
            program.installEventFilter(self)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        """Take a key both as a shortcut and as a key."""
        if event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return False
        if not isinstance(event, QKeyEvent) or event.modifiers() not in _PLAIN:
            return False
        key = Qt.Key(event.key())
        if key not in OPERATOR and (key not in REMOTE or types(QApplication.focusWidget())):
            return False
        if not self._may():
            return False
        if event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat():
            self.arrived.emit(key)
        event.accept()
        return True


class KeyLight(QWidget):
    """Show one key, and whether it has arrived: filled and ticked."""

    def __init__(self, key: Qt.Key, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._name, self._look = key_name(key), look
        self.lit = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_lit(False)

    def set_lit(self, lit: bool) -> None:
        """Show whether the key has arrived."""
        self.lit = lit
        text, key = self._look.text, self._name
        there, awaited = text("place.key_there", key=key), text("place.key_awaited", key=key)
        self.setAccessibleName(there if lit else awaited)
        self.update()

    def sizeHint(self) -> QSize:
        """Return what name and tick take."""
        words = metrics(SIZE_HEADLINE, strong=True).horizontalAdvance(self._name)
        return QSize(round(words) + 2 * _AROUND + 16, _HEIGHT)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the key."""
        tokens = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour(tokens.primary if self.lit else tokens.line2), 1))
        painter.setBrush(colour(tokens.primary if self.lit else tokens.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        tint = tokens.onprimary if self.lit else tokens.ink2
        painter.setPen(colour(tint))
        painter.setFont(font(SIZE_HEADLINE, strong=True))
        place = self.rect().adjusted(_AROUND, 0, -_AROUND, 0)
        painter.drawText(place, _LEFT, self._name)
        if self.lit:
            tick = self.rect().adjusted(self.width() - _AROUND - 13, 7, -_AROUND + 1, -7)
            self._look.icon("check", tint).paint(painter, tick)
        painter.end()
