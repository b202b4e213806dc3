"""Tags to filter by: as many chips as fit side by side, the others in a menu."""

import math

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QToolButton, QWidget

from desktop.charts.plain_text import tip
from desktop.charts.tokens import SIZE_HEADLINE
from desktop.ui.typography import colour, font, metrics
from desktop.ui.ui_context import UiContext

HEIGHT = 26
_GAP = 6
_SIDE = 9
_BETWEEN = 6
_WIDEST = 180


class Chip(QAbstractButton):
    """Show one tag and how many scenarios have it; pressed, it filters."""

    def __init__(self, tag: str, count: str, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.tag, self._count, self._look = tag, count, look
        self.setCheckable(True)
        self.setText(tag)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        words = look.text("browser.tag", tag=tag, n=count)
        self.setAccessibleName(words)
        self.setToolTip(tip(words))
        self.resize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """Return room for both in semibold, so that pressing moves nothing."""
        tag = metrics(SIZE_HEADLINE, strong=True).horizontalAdvance(self.tag)
        count = metrics(SIZE_HEADLINE).horizontalAdvance(self._count)
        return QSize(math.ceil(min(_WIDEST, tag + count + 2 * _SIDE + _BETWEEN + 2)), HEIGHT)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the tint."""
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Hide the tint."""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chip."""
        tokens, on = self._look.tokens, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        fill = tokens.primary if on else tokens.hover if self.underMouse() else tokens.surface
        painter.setPen(QPen(colour(tokens.primary if on else tokens.line2), 1))
        painter.setBrush(colour(fill))
        painter.drawRoundedRect(box, 3, 3)
        measure = metrics(SIZE_HEADLINE)
        count = measure.horizontalAdvance(self._count)
        painter.setFont(font(SIZE_HEADLINE))
        painter.setPen(colour(tokens.onprimary if on else tokens.ink3))
        middle = Qt.AlignmentFlag.AlignVCenter
        inside = box.adjusted(_SIDE, 0, -_SIDE, 0)
        painter.drawText(inside, middle | Qt.AlignmentFlag.AlignRight, self._count)
        painter.setFont(font(SIZE_HEADLINE, strong=on))
        painter.setPen(colour(tokens.onprimary if on else tokens.ink))
        room = inside.width() - count - _BETWEEN
        words = metrics(SIZE_HEADLINE, strong=on).elidedText(
            self.tag, Qt.TextElideMode.ElideRight, room
        )
        painter.drawText(inside, middle | Qt.AlignmentFlag.AlignLeft, words)
        if self.hasFocus():
            painter.setPen(QPen(colour(tokens.onprimary if on else tokens.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1.5, 1.5, -1.5, -1.5), 3, 3)
        painter.end()


class TagChips(QWidget):
    """Filter by tags; `picked` carries those that are pressed."""

    picked = Signal(tuple)
    """The tags that are picked now."""

    def __init__(self, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._tags: tuple[tuple[str, int], ...] = ()
        self._pressed: tuple[str, ...] = ()
        self.chips: list[Chip] = []
        self._more = QToolButton(self)
        self._more.setProperty("role", "words")
        self._more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self._more)
        self._more.setMenu(self.menu)
        self.menu.aboutToShow.connect(self._list)
        self._rest: tuple[tuple[str, int], ...] = ()
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_tags(self, tags: tuple[tuple[str, int], ...], pressed: tuple[str, ...]) -> None:
        """Show these tags, those most used first; a pressed one stays though nobody has it."""
        known = {tag for tag, _ in tags}
        tags = (*((tag, 0) for tag in pressed if tag not in known), *tags)
        if (tags, pressed) == (self._tags, self._pressed):
            return
        held = next((chip.tag for chip in self.chips if chip.hasFocus()), None)
        self._tags, self._pressed = tags, pressed
        for chip in self.chips:
            chip.hide()
            chip.deleteLater()
        self.chips = []
        order = sorted(tags, key=lambda one: (one[0] not in pressed, -one[1], one[0].casefold()))
        for tag, count in order:
            chip = Chip(tag, self._look.language.number(count), self._look, self)
            chip.setChecked(tag in pressed)
            chip.toggled.connect(lambda on, tag=tag: self._press(tag, on=on))
            self.chips.append(chip)
            if tag == held:
                chip.setFocus()
        self.setVisible(bool(tags))
        self._lay_out()

    def _press(self, tag: str, *, on: bool) -> None:
        rest = tuple(one for one in self._pressed if one != tag)
        self.picked.emit((*rest, tag) if on else rest)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See how many fit."""
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        counts = dict(self._tags)
        whole = sum(chip.sizeHint().width() + _GAP for chip in self.chips) - _GAP
        self._more.setText(self._look.text("browser.more_tags"))
        more = self._more.sizeHint().width()
        room = self.width() if whole <= self.width() else self.width() - more - _GAP
        x, shown = 0, 0
        for chip in self.chips:
            size = chip.sizeHint()
            fits = x + size.width() <= room
            chip.setVisible(fits and shown == self.chips.index(chip))
            if not chip.isHidden():
                chip.setGeometry(x, 0, size.width(), HEIGHT)
                x += size.width() + _GAP
                shown += 1
        self._rest = tuple((chip.tag, counts[chip.tag]) for chip in self.chips[shown:])
        self._more.setVisible(bool(self._rest))
        self._more.setGeometry(x, 0, more, HEIGHT)

    def _list(self) -> None:
        self.menu.clear()
        for tag, count in self._rest:
            number = self._look.language.number(count)
            words = self._look.text("browser.tag", tag=tag.replace("&", "&&"), n=number)
            action = self.menu.addAction(words)
            action.triggered.connect(lambda _=False, tag=tag: self._press(tag, on=True))
