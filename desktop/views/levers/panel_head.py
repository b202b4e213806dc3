"""What stands above the levers: the count, the grouping, the filter and the key."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from desktop.charts.plain_text import tip
from desktop.charts.tokens import SIZE_AXIS, SIZE_BODY, SIZE_HEADLINE, SIZE_PANEL_TITLE, Tokens
from desktop.domain.lever import Holder
from desktop.language.language import Language
from desktop.ui.elided_label import ElidedLabel
from desktop.ui.glyphs import Sign, draw_holder, draw_sign
from desktop.ui.segmented_control import Segments
from desktop.ui.sign_button import TARGET, SignButton
from desktop.ui.typography import colour, font, metrics
from desktop.views.levers.lever_row import GAUGE_FROM_RIGHT, LEFT, RIGHT

_FIELD = 28
_KEY = 24
_GLYPH = 17
_SPACE = 12
_BEFORE_COST = 8


class FilterField(QWidget):
    """A line to type in, with a sign before it and a cross that empties it."""

    changed = Signal(str)

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self.setFixedHeight(_FIELD)
        self.line = _FilterLine(self)
        self.line.setObjectName("lever-filter")
        self.line.setFrame(False)
        self.line.setFont(font(SIZE_BODY))
        self.line.textChanged.connect(self._typed)
        self.line.focus_changed.connect(self.update)
        self.cross = SignButton(Sign.CLOSE, tokens, self)
        self.cross.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.cross.clicked.connect(self.line.clear)
        self.cross.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 2, 2, 2)
        row.setSpacing(2)
        row.addWidget(self.line)
        row.addWidget(self.cross)
        self.setFocusProxy(self.line)
        self.set_look(tokens)

    def set_words(self, hint: str, clear: str) -> None:
        """Say what is to be typed."""
        self.line.setPlaceholderText(hint)
        self.line.setAccessibleName(hint)
        self.cross.setToolTip(tip(clear))
        self.cross.setAccessibleName(clear)

    def set_look(self, tokens: Tokens) -> None:
        """Take another theme."""
        self._tokens = tokens
        self.cross.set_look(tokens)
        self.line.setStyleSheet(
            "QLineEdit { border: 0; padding: 0; margin: 0; min-height: 0; background: transparent;"
            f" color: {tokens.ink}; placeholder-text-color: {tokens.ink3};"
            f" selection-background-color: {tokens.select}; selection-color: {tokens.ink}; }}"
        )
        self.update()

    def _typed(self, text: str) -> None:
        self.cross.setVisible(bool(text))
        self.changed.emit(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box and the sign."""
        tokens = self._tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.line.hasFocus()
        width = 2.0 if focused else 1.0
        painter.setPen(QPen(colour(tokens.focus if focused else tokens.line2), width))
        painter.setBrush(colour(tokens.surface))
        half = width / 2
        box = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(box, 6, 6)
        draw_sign(painter, Sign.FILTER, colour(tokens.ink3), QPointF(18, self.height() / 2))


class _FilterLine(QLineEdit):
    focus_changed = Signal()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.focus_changed.emit()
        return done

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class KeyRow(QWidget):
    """Explain the holder glyphs and the two arms of the cost gauge."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._words: dict[Holder, str] = dict.fromkeys(Holder, "")
        self._tips: dict[Holder, str] = dict.fromkeys(Holder, "")
        self._cost = ""
        self._cost_tip = ""
        self.setFixedHeight(_KEY)

    def set_look(self, tokens: Tokens) -> None:
        """Take another theme."""
        self._tokens = tokens
        self.update()

    def set_language(self, language: Language) -> None:
        """Word the key."""
        for holder in Holder:
            self._words[holder] = language.text(f"levers.key.{holder}")
            self._tips[holder] = language.text(f"levers.key_tip.{holder}")
        self._cost = language.text("levers.key.cost")
        self._cost_tip = language.text("levers.key_tip.cost")
        self.setAccessibleName(" ".join((*self._tips.values(), self._cost_tip)))
        self.update()

    def places(self) -> dict[Holder, float]:
        """Return where each glyph begins."""
        places, left = {}, float(LEFT)
        for holder in Holder:
            places[holder] = left
            left += _GLYPH + 6 + metrics(SIZE_AXIS).horizontalAdvance(self.shown(holder)) + _SPACE
        return places

    def shown(self, holder: Holder) -> str:
        """Return the words beside a glyph: cut where the row has no room for all of them."""
        measure = metrics(SIZE_AXIS)
        signs = len(Holder) * (_GLYPH + 6 + _SPACE) - _SPACE + _BEFORE_COST
        room = self.width() - LEFT - RIGHT - signs - measure.horizontalAdvance(self._cost)
        widths = sorted(measure.horizontalAdvance(words) for words in self._words.values())
        # The longest give way first: all that are cut get the same width.
        widest = widths[-1]
        for place, width in enumerate(widths):
            share = room / (len(widths) - place)
            if width > share:
                widest = share
                break
            room -= width
        return measure.elidedText(self._words[holder], Qt.TextElideMode.ElideRight, widest + 0.01)

    def cost_place(self) -> tuple[float, float]:
        """Return where the words of the gauge begin and end: above it, or as near as they fit."""
        width = metrics(SIZE_AXIS).horizontalAdvance(self._cost)
        last = self.places()[Holder.JOINT] + _GLYPH + 6
        joint = metrics(SIZE_AXIS).horizontalAdvance(self.shown(Holder.JOINT))
        taken = last + joint + _BEFORE_COST
        gauge = self.width() - GAUGE_FROM_RIGHT
        left = max(taken, gauge + (58 - width) / 2)
        left = min(left, self.width() - RIGHT - width)
        return left, left + width

    def tooltip_at(self, place: QPoint) -> str:
        """Return what the tooltip says at a place of the row."""
        if place.x() >= self.cost_place()[0]:
            return self._cost_tip
        reached = [holder for holder, left in self.places().items() if place.x() >= left]
        if not reached:
            return ""
        holder = reached[-1]
        words, tip = self._words[holder], self._tips[holder]
        return tip if self.shown(holder) == words else "\n".join((words, tip))

    def event(self, event: QEvent) -> bool:
        """Explain what is under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), tip(self.tooltip_at(event.pos())), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw glyphs and words."""
        painter = QPainter(self)
        painter.setFont(font(SIZE_AXIS))
        middle = self.height() / 2
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        for holder, left in self.places().items():
            draw_holder(painter, holder, colour(self._tokens.ink2), QPointF(left, middle))
            painter.setPen(colour(self._tokens.ink3))
            room = QRectF(left + _GLYPH + 6, 0, 120, self.height())
            painter.drawText(room, align, self.shown(holder))
        left, right = self.cost_place()
        painter.drawText(QRectF(left, 0, right - left + 2, self.height()), align, self._cost)


class PanelHead(QWidget):
    """Count the changed levers, choose the grouping, filter, and explain the signs."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self.title = ElidedLabel(SIZE_PANEL_TITLE, tokens.ink, strong=True, parent=self)
        self.count = ElidedLabel(SIZE_HEADLINE, tokens.ink2, parent=self)
        self.grouping = Segments(2, tokens, self)
        self.filter = FilterField(tokens, self)
        self.key = KeyRow(tokens, self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        top = QHBoxLayout()
        top.setContentsMargins(LEFT, 0, RIGHT - 1, 0)
        top.setSpacing(8)
        top.addWidget(self.title)
        top.addWidget(self.count, 1)
        top.addStretch(0)
        top.addWidget(self.grouping)
        self._middle = middle = QHBoxLayout()
        middle.setContentsMargins(LEFT, 0, RIGHT - 1, 0)
        middle.setSpacing(4)
        middle.addWidget(self.filter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 2)
        column.setSpacing(8)
        column.addLayout(top)
        column.addLayout(middle)
        column.addWidget(self.key)

    def add_beside_filter(self, button: QWidget) -> None:
        """Put a button of the window's into the line of the filter."""
        self._middle.addWidget(button)

    def sizeHint(self) -> QSize:
        """Return three lines."""
        return QSize(300, 10 + TARGET + 4 + 8 + _FIELD + 8 + _KEY + 2)

    def set_look(self, tokens: Tokens) -> None:
        """Take another theme."""
        self._tokens = tokens
        self.grouping.set_look(tokens)
        self.filter.set_look(tokens)
        self.key.set_look(tokens)
        self.title.show_text(self.title.text, tokens.ink)
        self.count.show_text(self.count.text, tokens.ink2, self.count.short)

    def set_language(self, language: Language, total: int) -> None:
        """Word everything but the count."""
        self.title.show_text(language.text("levers.title"), self._tokens.ink)
        self.grouping.set_words(
            [language.text("levers.by_theme"), language.text("levers.by_holder")]
        )
        self.grouping.setAccessibleName(language.text("levers.grouping"))
        self.filter.set_words(
            language.plural("levers.filter", total), language.text("levers.clear_filter")
        )
        self.key.set_language(language)

    def show_count(self, language: Language, changed: int, total: int) -> None:
        """Word how many levers are changed."""
        of, all_ = language.number(changed), language.number(total)
        counted = language.plural("levers.changed", changed, total=all_)
        short = language.text("levers.changed_short", changed=of, total=all_)
        self.count.show_text(counted, self._tokens.ink2, short)
