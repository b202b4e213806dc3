"""A group of levers under a head that folds it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.charts.paint import hairline, scale_of
from desktop.charts.tokens import SIZE_BODY, SIZE_HEADLINE, Tokens
from desktop.domain.lever import Family, Holder
from desktop.language.language import Language
from desktop.ui.glyphs import Sign, draw_holder, draw_sign
from desktop.ui.motion import eased, motion_time
from desktop.ui.typography import Line, colour
from desktop.views.levers.lever_row import LEFT, RIGHT, LeverRow

FAVORITES = "favorites"
"""The kind of the group that stands on top, of whatever family or holder its levers are."""
Kind = Family | Holder | str
HEAD_HEIGHT = 32
_FOLD_TIME = 140
_WORDS_LEFT = 26
_WORDS_LEFT_OF_HOLDER = 40
_COUNT_FROM_RIGHT = 38


class GroupHead(QAbstractButton):
    """Name a group, count its changed levers, and fold it."""

    def __init__(self, kind: Kind, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._kind = kind
        self._tokens = tokens
        self._count = ""
        self._name_line, self._count_line = Line(), Line()
        self._open = True
        self.setFixedHeight(HEAD_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def count(self) -> str:
        """Return the words of the count."""
        return self._count

    def sizeHint(self) -> QSize:
        """Return the height of a head."""
        return QSize(300, HEAD_HEIGHT)

    def set_look(self, tokens: Tokens) -> None:
        """Take another theme."""
        self._tokens = tokens
        self.update()

    def show_group(self, name: str, count: str, *, is_open: bool, spoken: str) -> None:
        """Show the group's name, how many of its levers are changed, and whether it is open."""
        if (name, count, is_open) == (self.text(), self._count, self._open):
            return
        self.setText(name)
        self._count, self._open = count, is_open
        self.setAccessibleName(spoken)
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the tint."""
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Hide the tint."""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw bar or glyph, name, count and chevron."""
        tokens, width = self._tokens, self.width()
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(tokens.hover if self.underMouse() else tokens.sunken))
        painter.fillRect(QRectF(0, 0, width, hairline(scale_of(painter))), colour(tokens.line))
        middle = self.height() / 2
        if isinstance(self._kind, Family):
            bar = QRectF(LEFT, middle - 7, 4, 14)
            painter.fillRect(bar, colour(tokens.family(self._kind)))
            left = _WORDS_LEFT
        elif not isinstance(self._kind, Holder):
            left = LEFT
        else:
            draw_holder(painter, self._kind, colour(tokens.ink2), QPointF(LEFT, middle))
            left = _WORDS_LEFT_OF_HOLDER
        right = width - _COUNT_FROM_RIGHT
        self._count_line.set(self._count, SIZE_HEADLINE, right - left)
        room = right - self._count_line.width - 8 - left
        self._name_line.set(self.text(), SIZE_BODY, room, strong=True)
        painter.setPen(colour(tokens.ink))
        self._name_line.draw(painter, left, middle)
        painter.setPen(colour(tokens.ink2))
        self._count_line.draw(painter, right - self._count_line.width, middle)
        sign = Sign.CHEVRON_DOWN if self._open else Sign.CHEVRON_RIGHT
        draw_sign(painter, sign, colour(tokens.ink2), QPointF(width - RIGHT - 7, middle))
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colour(tokens.focus), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)


class _Shutter(QWidget):
    """Shows the upper part of its content, as much as its height allows."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.content = QWidget(self)
        self.column = QVBoxLayout(self.content)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.content.setGeometry(0, 0, self.width(), self.content.height())


class LeverGroup(QWidget):
    """Hold the rows of one family or of one holder."""

    height_changed = Signal()

    def __init__(self, kind: Kind, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self.kind = kind
        self.rows: list[LeverRow] = []
        self._open = True
        self._kept: frozenset[str] | None = None
        self._hidden: frozenset[str] = frozenset()
        self.head = GroupHead(kind, tokens, self)
        self.head.setObjectName(f"group-{kind}")
        self._shutter = _Shutter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._shutter)
        self.setFixedHeight(HEAD_HEIGHT)
        self._motion = eased(self)
        self._motion.setDuration(_FOLD_TIME)
        self._motion.valueChanged.connect(self._set_shutter)
        self._motion.finished.connect(self._come_to_rest)

    @property
    def is_open(self) -> bool:
        """Say whether the rows are to be seen; a filter opens every group."""
        return self._open or self._kept is not None

    def hold(self, rows: Sequence[LeverRow]) -> None:
        """Take these rows, in this order."""
        self.rows = list(rows)
        for row in rows:
            self._shutter.column.addWidget(row)
        self.fit()

    def set_look(self, tokens: Tokens) -> None:
        """Take another theme."""
        self.head.set_look(tokens)

    def show_words(self, language: Language) -> None:
        """Word the head."""
        name = self._name(language)
        changed = sum(row.changed for row in self.rows)
        count = language.plural("levers.group_changed", changed) if changed else ""
        state = "levers.group_open" if self.is_open else "levers.group_folded"
        words = language.plural("levers.group_changed", changed)
        spoken = language.text(state, name=name, changed=words)
        self.head.show_group(name, count, is_open=self.is_open, spoken=spoken)

    def _name(self, language: Language) -> str:
        if not isinstance(self.kind, Family | Holder):
            return language.text("levers.favorites")
        kind = "family" if isinstance(self.kind, Family) else "holder"
        return language.text(f"levers.{kind}.{self.kind}")

    def fold(self, language: Language) -> None:
        """Fold the group, or open it."""
        if self._kept is not None:
            return
        self._open = not self._open
        self.show_words(language)
        self._motion.stop()
        duration = motion_time(self, _FOLD_TIME)
        goal = self._full_height() if self._open else 0
        self._shutter.show()
        if duration == 0 or not self.isVisible():
            self._set_shutter(goal)
            self._come_to_rest()
            return
        self._motion.setStartValue(self._shutter.height())
        self._motion.setEndValue(goal)
        self._motion.start()

    def open_at_once(self, language: Language) -> None:
        """Open the group without a motion: something in it is about to take the focus."""
        self._open = True
        self.show_words(language)
        self.fit()

    def filter(self, kept: frozenset[str] | None, hidden: frozenset[str]) -> None:
        """Show only these levers; without any that are looked for, all but the hidden ones."""
        self._kept, self._hidden = kept, hidden
        shown = self._shown_rows()
        for row in self.rows:
            row.setVisible(row in shown)
        self.setVisible(bool(shown))
        self.fit()

    def fit(self) -> None:
        """Make room for the rows as they are."""
        self._motion.stop()
        full = self._full_height()
        self._shutter.content.resize(self._shutter.width(), full)
        self._set_shutter(full if self.is_open else 0)
        self._come_to_rest()
        self._shutter.column.activate()

    def _shown_rows(self) -> list[LeverRow]:
        if self._kept is None:
            return [row for row in self.rows if row.lever.id not in self._hidden]
        return [row for row in self.rows if row.lever.id in self._kept]

    def _full_height(self) -> int:
        return sum(row.maximumHeight() for row in self._shown_rows())

    def _set_shutter(self, height: int) -> None:
        if self.maximumHeight() != HEAD_HEIGHT + height:
            self._shutter.setFixedHeight(height)
            self.setFixedHeight(HEAD_HEIGHT + height)
            self.height_changed.emit()

    def _come_to_rest(self) -> None:
        # Rows that are folded away must not take the focus.
        self._shutter.setVisible(self.is_open)
