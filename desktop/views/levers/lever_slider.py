"""The slider of a lever."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleValueChangeEvent,
    QColor,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.charts.paint import scale_of, snapped
from desktop.charts.tokens import Tokens
from desktop.document.changes import Changes
from desktop.document.commands import SetLever
from desktop.document.document import Document
from desktop.domain.lever import Lever
from desktop.ui.typography import colour
from desktop.views.levers.lever_access import offer_sliders
from desktop.views.levers.lever_gesture import LeverGesture

HEIGHT = 24
WIDTH = 164
END = 8
"""Pixels between an end of the widget and an end of the track; half a dragged knob fits."""
_GRIP = 12
_KNOB = 5.5
"""Radius of the knob of a changed lever."""
_PULL = 2.5
"""Pixels at which a named setting pulls the knob."""
_COARSE = 10
_DECIMALS = 9
"""Places kept after arithmetic on steps: 0.1 + 0.2 is 0.3."""

_UP = (Qt.Key.Key_Right, Qt.Key.Key_Up)
_DOWN = (Qt.Key.Key_Left, Qt.Key.Key_Down)


class LeverSlider(QWidget):
    """Set one lever of a document by mouse and keys, and show where it stands.

    What it shows comes only from `show_value`: a movement goes to the document first and comes
    back as its notice. The wheel is left to the scroll area.
    """

    dragging_changed = Signal()
    focus_changed = Signal()
    typing_began = Signal(str)
    """Somebody began to type a value; carries the first character, or nothing for Enter."""

    def __init__(
        self, document: Document, lever: Lever, tokens: Tokens, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        offer_sliders()
        self._document = document
        self._lever = lever
        self._tokens = tokens
        self._value = lever.default
        self._in_force: float | None = None
        self._drag: LeverGesture | None = None
        self._grip = 0.0
        self._held: LeverGesture | None = None
        self.spoken_value = ""
        self.setObjectName(f"slider-{lever.id}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return 164 × 24; the drawing is 20 high, the target 24."""
        return QSize(WIDTH, HEIGHT)

    # ------------------------------------------------------------ what it shows

    @property
    def value(self) -> float:
        """Return the value shown."""
        return self._value

    @property
    def in_force(self) -> float | None:
        """Return the value in force, if one is known."""
        return self._in_force

    @property
    def dragging(self) -> bool:
        """Say whether the knob is held by the mouse."""
        return self._drag is not None

    @property
    def changed(self) -> bool:
        """Say whether the lever departs from its status quo."""
        return self._value != self._lever.default

    def show_value(self, value: float) -> None:
        """Show the lever at this value."""
        if value == self._value:
            return
        self._value = value
        self.update()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleValueChangeEvent(self, value))

    def show_in_force(self, value: float | None) -> None:
        """Mark what is in force, in the lever's own unit; None takes the mark away."""
        if value != self._in_force:
            self._in_force = value
            self.update()

    def take_lever(self, lever: Lever) -> None:
        """Set the lever as another model has it, with its range and named settings."""
        self._lever = lever
        self.update()

    def set_look(self, tokens: Tokens) -> None:
        """Take another theme; a drag goes on."""
        self._tokens = tokens
        self.update()

    def place(self, value: float) -> float:
        """Return the horizontal place of a value on the track."""
        share = (value - self._lever.low) / (self._lever.high - self._lever.low)
        return END + min(1.0, max(0.0, share)) * (self.width() - 2 * END)

    def value_at(self, place: float) -> float:
        """Return the value a knob at this place stands for: a step, or a named setting near by."""
        lever = self._lever
        named = [lever.default, *(notch.value for notch in lever.notches)]
        nearest = min(named, key=lambda value: abs(self.place(value) - place))
        if not lever.levels and abs(self.place(nearest) - place) <= _PULL:
            return nearest
        share = (place - END) / max(1, self.width() - 2 * END)
        steps = round(min(1.0, max(0.0, share)) * (lever.high - lever.low) / lever.step)
        return self._within(lever.low + steps * lever.step)

    def notice(self, changes: Changes) -> None:
        """Hear of a change of the document that somebody made."""
        for gesture in (self._drag, self._held):
            if gesture is not None:
                gesture.notice(changes)
        if self._drag is not None and self._drag.over:
            self._let_go()
        if self._held is not None and self._held.over:
            self._held = None

    # ------------------------------------------------------------ assistive technology

    def spoken_range(self) -> tuple[float, float, float, float]:
        """Return value, lowest, highest and step."""
        return self._value, self._lever.low, self._lever.high, self._lever.step

    def set_spoken(self, value: float) -> None:
        """Set the lever as one undo step; a value beyond an end becomes the end."""
        if self.isEnabled():
            self._set_once(self._within(value))

    def set_typed(self, value: float) -> None:
        """Set the lever as one undo step; raise ValueOutOfRangeError beyond an end."""
        self._set_once(value)

    # ------------------------------------------------------------ mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the knob, or bring it here and take it."""
        if event.button() is not Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self._release_key()
        where = event.position().x()
        knob = self.place(self._value)
        on_knob = abs(where - knob) <= _GRIP
        self._grip = knob - where if on_knob else 0.0
        self._drag = LeverGesture(self._document, self._lever)
        self.dragging_changed.emit()
        if not on_knob:
            self._drag.move(self.value_at(where))
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry the knob."""
        if self._drag is not None:
            value = self.value_at(event.position().x() + self._grip)
            if value != self._value:
                self._drag.move(value)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the drag."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._end_drag()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Put the lever back to its status quo."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.reset()

    def reset(self) -> None:
        """Put the lever back to its status quo."""
        self._end_drag()
        self._release_key()
        self._document.apply(SetLever(self._lever.id, None))

    def event(self, event: QEvent) -> bool:
        """End a movement when the window goes to the background."""
        if event.type() == QEvent.Type.WindowDeactivate:
            self._end_drag()
            self._release_key()
        return super().event(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """End a movement with the widget."""
        self._end_drag()
        self._release_key()
        super().hideEvent(event)

    def _end_drag(self) -> None:
        if self._drag is not None:
            self._drag.finish()
            self._let_go()

    def _let_go(self) -> None:
        self._drag = None
        self.dragging_changed.emit()
        self.update()

    # ------------------------------------------------------------ keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by keys; one press is one undo step, and so is one that is held down."""
        if event.key() == Qt.Key.Key_Escape and self._drag is not None:
            self._drag.take_back()
            self._let_go()
        elif self._drag is not None:
            event.accept()
        elif (value := self._key_value(event)) is not None:
            if not event.isAutoRepeat() or self._held is None:
                self._release_key()
                self._held = LeverGesture(self._document, self._lever)
            self._held.move(value)
        elif event.key() == Qt.Key.Key_Backspace:
            self.reset()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.typing_began.emit("")
        elif self._types(event):
            self.typing_began.emit(event.text())
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """End the movement of a held key."""
        if not event.isAutoRepeat():
            self._release_key()
        super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Let the row show the ring."""
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """End the movement of a held key."""
        self._release_key()
        super().focusOutEvent(event)
        self.focus_changed.emit()

    def _types(self, event: QKeyEvent) -> bool:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain = modifiers in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        return plain and len(event.text()) == 1 and event.text() in "0123456789-\u2212.+"

    def _key_value(self, event: QKeyEvent) -> float | None:
        lever, now = self._lever, self._value
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (*_UP, *_DOWN):
            if modifiers not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
                return None
            steps = _COARSE if modifiers else 1
            return self._within(now + lever.step * (steps if event.key() in _UP else -steps))
        if modifiers:
            return None
        named = {lever.low, lever.default, lever.high, *(notch.value for notch in lever.notches)}
        match event.key():
            case Qt.Key.Key_Home:
                return lever.low
            case Qt.Key.Key_End:
                return lever.high
            case Qt.Key.Key_PageUp:
                return min((value for value in named if value > now), default=lever.high)
            case Qt.Key.Key_PageDown:
                return max((value for value in named if value < now), default=lever.low)
        return None

    def _within(self, value: float) -> float:
        lever = self._lever
        if lever.levels:
            value = round(value)
        return min(lever.high, max(lever.low, round(value, _DECIMALS)))

    def _release_key(self) -> None:
        if self._held is not None:
            self._held.finish()
            self._held = None

    def _set_once(self, value: float) -> None:
        self._end_drag()
        self._release_key()
        gesture = LeverGesture(self._document, self._lever)
        try:
            gesture.move(value)
        finally:
            gesture.finish()

    # ------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw track, notches, fill, marks and knob."""
        tokens = self._tokens
        painter = QPainter(self)
        ratio = scale_of(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle = self.height() / 2
        enabled, changed, dragging = self.isEnabled(), self.changed, self.dragging
        family = colour(tokens.family(self._lever.family) if enabled else tokens.ink3)
        thick = 4.0 if dragging else 3.0
        knob = QPointF(self.place(self._value), middle)

        painter.setBrush(colour(tokens.track, 1.0 if enabled else 0.6))
        track = QRectF(END - 1.5, middle - thick / 2, self.width() - 2 * END + 3, thick)
        painter.drawRoundedRect(track, thick / 2, thick / 2)

        for notch in self._lever.notches:
            left = snapped(self.place(notch.value) - 0.75, ratio)
            painter.fillRect(QRectF(left, middle + 8, 1.5, 4), colour(tokens.line2))

        if changed:
            home = self.place(self._lever.default)
            fill = QRectF(min(home, knob.x()), middle - thick / 2, abs(knob.x() - home), thick)
            painter.fillRect(fill, family)
            left = snapped(home - 0.75, ratio)
            painter.fillRect(QRectF(left, middle - 6, 1.5, 12), colour(tokens.ink2))
            self._draw_in_force(painter, middle + thick / 2)
        self._draw_knob(painter, knob, family)

    def _draw_in_force(self, painter: QPainter, top: float) -> None:
        if self._in_force is None:
            return
        tip = self.place(self._in_force)
        if abs(tip - self.place(self._value)) < _KNOB:
            # All of it is in force: the knob itself is the mark.
            return
        painter.setBrush(colour(self._tokens.ink))
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(tip, top + 0.5),
                    QPointF(tip + 4, top + 6.5),
                    QPointF(tip - 4, top + 6.5),
                ]
            )
        )

    def _draw_knob(self, painter: QPainter, at: QPointF, family: QColor) -> None:
        tokens = self._tokens
        if self.dragging:
            painter.setBrush(colour(tokens.family(self._lever.family), 0.22))
            painter.drawEllipse(at, 10, 10)
        if self.changed or self.dragging:
            radius = 7.0 if self.dragging else _KNOB
            painter.setBrush(colour(tokens.surface))
            painter.drawEllipse(at, radius + 1.5, radius + 1.5)
            painter.setBrush(family)
            painter.drawEllipse(at, radius, radius)
        else:
            ink = tokens.ink2 if self.isEnabled() else tokens.ink3
            # Two discs are drawn in half the time of one with an outline.
            painter.setBrush(colour(ink))
            painter.drawEllipse(at, 6.125, 6.125)
            painter.setBrush(colour(tokens.surface))
            painter.drawEllipse(at, 4.375, 4.375)
