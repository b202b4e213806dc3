"""The value of a lever: words at rest, a field as soon as somebody wants to type."""

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QLineEdit, QToolTip, QWidget

from desktop.charts.plain_text import tip
from desktop.charts.tokens import SIZE_BODY, Tokens
from desktop.ui.typography import Line, colour, font, metrics

HEIGHT = 24
PADDING = 7
_BOX = 21
_NARROWEST_EDITOR = 76


class _Editor(QLineEdit):
    given_up = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                # A dialog's default button must not hear of it.
                event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        away = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
        if event.reason() not in away:
            self.left.emit()


class ValueField(QWidget):
    """Show a value right-aligned; a click or a first character opens an editor in its place.

    `entered` carries what was typed; whoever owns the field calls `close_editor` if it will do.
    """

    entered = Signal(str)
    given_up = Signal()
    left = Signal(str)
    """The editor lost the focus with this text in it."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._text = ""
        self._number = ""
        self._hint = ""
        self._name = ""
        self._strong = False
        self._line = Line()
        self._boxed = False
        self._editor: _Editor | None = None
        self.setFixedHeight(HEIGHT)
        self.setCursor(Qt.CursorShape.IBeamCursor)

    @property
    def editor(self) -> QLineEdit | None:
        """Return the editor while there is one."""
        return self._editor

    @property
    def shown(self) -> str:
        """Return the words on screen: the value or its beginning."""
        room = max(0, self.width() - 2 * PADDING)
        self._line.set(self._text, SIZE_BODY, room, strong=self._strong and self.isEnabled())
        return self._line.shown

    def wanted_width(self) -> int:
        """Return the room the value needs, and the editor while there is one."""
        words = metrics(SIZE_BODY, strong=self._strong).horizontalAdvance(self._text)
        wanted = round(words + 1.5) + 2 * PADDING
        return max(wanted, _NARROWEST_EDITOR) if self._editor else wanted

    def show_value(self, text: str, number: str, *, strong: bool) -> None:
        """Show a value; `number` is what an editor starts from."""
        self._text, self._number, self._strong = text, number, strong
        self.setAccessibleName(text)
        self.update()

    def set_words(self, name: str, hint: str) -> None:
        """Name the editor, and say in the tooltip what a click does."""
        self._name, self._hint = name, hint
        if self._editor is not None:
            self._editor.setAccessibleName(name)

    def set_look(self, tokens: Tokens) -> None:
        """Take another theme; an open editor stays open."""
        self._tokens = tokens
        if self._editor is not None:
            self._style_editor(self._editor)
        self.update()

    def set_boxed(self, boxed: bool) -> None:
        """Look like a field, or not."""
        if boxed != self._boxed:
            self._boxed = boxed
            self.update()

    def open_editor(self, first: str = "") -> None:
        """Let somebody type: over the present number, or from this first character on."""
        if self._editor is None:
            editor = _Editor(self)
            editor.setFrame(False)
            editor.setFont(font(SIZE_BODY))
            editor.setAlignment(Qt.AlignmentFlag.AlignRight)
            editor.setMaxLength(24)
            editor.setAccessibleName(self._name)
            editor.returnPressed.connect(lambda: self.entered.emit(editor.text()))
            editor.given_up.connect(self.given_up)
            editor.left.connect(lambda: self.left.emit(editor.text()))
            self._editor = editor
            self._style_editor(editor)
        self._editor.setText(first or self._number)
        if not first:
            self._editor.selectAll()
        self.updateGeometry()
        self.resizeEvent(None)
        self._editor.show()
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.update()

    def close_editor(self) -> None:
        """Show the value again."""
        if self._editor is not None:
            editor, self._editor = self._editor, None
            editor.left.disconnect()
            editor.hide()
            editor.deleteLater()
            self.update()

    def _style_editor(self, editor: QLineEdit) -> None:
        tokens = self._tokens
        editor.setStyleSheet(
            "QLineEdit { border: 0; padding: 0; margin: 0; min-height: 0; background: transparent;"
            f" color: {tokens.ink}; selection-background-color: {tokens.select};"
            f" selection-color: {tokens.ink}; }}"
        )

    def resizeEvent(self, event: object) -> None:
        """Keep the editor in the box."""
        if self._editor is not None:
            self._editor.setGeometry(
                PADDING - 2, 2, self.width() - 2 * PADDING + 4, self.height() - 4
            )

    def event(self, event: QEvent) -> bool:
        """Tell the whole value where it is cut, else what a click does."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), tip(self.tooltip()), self)
            return True
        return super().event(event)

    def tooltip(self) -> str:
        """Return the whole value where it is cut, else what a click does."""
        return self._text if self.shown != self._text else self._hint

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to type."""
        if event.button() is Qt.MouseButton.LeftButton and self.isEnabled():
            self.open_editor()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the value, in a box while the row is under the pointer or typed in."""
        tokens = self._tokens
        painter = QPainter(self)
        if self._boxed or self._editor is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            width, edge = (2.0, tokens.focus) if self._editor is not None else (1.0, tokens.line2)
            top = (self.height() - _BOX) / 2
            box = QRectF(width / 2, top, self.width() - width, _BOX)
            painter.setPen(QPen(colour(edge), width))
            painter.setBrush(colour(tokens.surface))
            painter.drawRoundedRect(box, 4, 4)
        if self._editor is None:
            strong = self._strong and self.isEnabled()
            ink = tokens.ink if strong else tokens.ink2 if self.isEnabled() else tokens.ink3
            painter.setPen(colour(ink))
            if self.shown:
                left = self.width() - PADDING - self._line.width
                self._line.draw(painter, left, self.height() / 2)
