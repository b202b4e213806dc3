"""The bar over the charts that names what is pinned."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPaintEvent, QPalette, QPixmap
from PySide6.QtWidgets import (
    QMenu,
    QSizePolicy,
    QStyle,
    QStyleOptionToolButton,
    QStylePainter,
    QToolButton,
    QWidget,
)

from desktop.charts.paint import dashes, pen
from desktop.charts.pins import DASHES
from desktop.charts.plain_text import tip
from desktop.charts.tokens import Tokens
from desktop.domain.pin import NO_PIN
from desktop.ui.actions import ICONS, ActionId, Actions, with_keys
from desktop.ui.fitting_bar import ICON, FittingBar
from desktop.ui.page import icon_button
from desktop.ui.ui_context import UiContext

HEIGHT = 32
_SAMPLE = QSize(28, 12)
_NARROWEST, _WIDEST = 84, 300
_INSET = 6


@dataclass(frozen=True, slots=True)
class NamedPin:
    """Hold what the bar says of one pin."""

    letter: str
    words: str
    remark: str = ""
    """What people must know of its line; empty where there is nothing."""


class PinChip(QToolButton):
    """Name one pin beside a sample of its line; checked while the desk is compared with it."""

    off = Signal(str)
    """Delete was pressed: the letter of what shall be pinned no longer."""

    def __init__(self, letter: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.letter = letter
        self.setProperty("role", "words")
        self.setCheckable(True)
        self.setIconSize(_SAMPLE)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(_WIDEST)

    def minimumSizeHint(self) -> QSize:
        """Return room for the sample and a few signs."""
        return QSize(_NARROWEST, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button, its words cut where there is no room for them."""
        painter = QStylePainter(self)
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        room = self.width() - _SAMPLE.width() - 3 * _INSET
        words = self.fontMetrics().elidedText(option.text, Qt.TextElideMode.ElideRight, room)
        # Left to itself the style cuts words in their middle.
        option.text, option.icon = "", QIcon()
        painter.drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)
        top = (self.height() - _SAMPLE.height()) // 2
        self.icon().paint(painter, QRect(_INSET, top, _SAMPLE.width(), _SAMPLE.height()))
        painter.setPen(self.palette().color(QPalette.ColorRole.ButtonText))
        left = _INSET + _SAMPLE.width() + _INSET
        inside = self.rect().adjusted(left, 0, 0, 0)
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the pin off with Delete."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.off.emit(self.letter)
        else:
            super().keyPressEvent(event)


class PinBar(FittingBar):
    """List the pins, each with a button that takes it off; hidden while nothing is pinned."""

    compared = Signal(str)
    """The desk shall be compared with the pin of this letter, or no longer."""
    off = Signal(str)
    difference_asked = Signal(str)
    """Differences from the pin of this letter shall be shown, or from NO_PIN; empty for levels."""

    def __init__(self, actions: Actions, look: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(HEIGHT, parent)
        self._keys = actions[ActionId.DIFFERENCE].shortcut()
        self._look = look
        self._pins: tuple[NamedPin, ...] = ()
        self._against: str | None = None
        self._discreet = False
        self.chips: dict[str, PinChip] = {}
        self.offs: dict[str, QToolButton] = {}
        self.differs = self._worded(actions, ActionId.COMPARE)
        self.row.setSpacing(2)
        self.row.addStretch(1)
        self.difference = QToolButton(self)
        self.difference.setProperty("role", "words")
        self.difference.setIconSize(ICON)
        self.difference.setCheckable(True)
        self.difference.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.difference.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.difference_menu = QMenu(self.difference)
        self.difference.setMenu(self.difference_menu)
        self.row.addWidget(self.difference)
        self.row.addWidget(self.differs)
        # Last of all the words that say what the charts show.
        self.give_way(self.differs, self.difference)
        self.hide()

    def _worded(self, actions: Actions, act: ActionId) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("role", "words")
        button.setDefaultAction(actions[act])
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        return button

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme; the pins are named anew by whoever knows them."""
        self._look = look
        self._show()

    def set_discreet(self, discreet: bool) -> None:
        """Name pins by their letters alone while the room looks on, or in full again."""
        self._discreet = discreet
        self._show()

    def show_pins(self, pins: Sequence[NamedPin], against: str | None) -> None:
        """Name these pins; `against` is the letter of that which the desk is compared with.

        It is NO_PIN for the status quo, and None while levels are shown.
        """
        self._pins, self._against = tuple(pins), against
        self._show()

    def _show(self) -> None:
        look, focused = self._look, self.focusWidget()
        letters = [one.letter for one in self._pins]
        for letter in set(self.chips) - set(letters):
            for widget in (self.chips.pop(letter), self.offs.pop(letter)):
                if widget is focused:
                    self.differs.setFocus()
                widget.hide()
                widget.deleteLater()
        for place, one in enumerate(self._pins):
            if one.letter not in self.chips:
                self._add(one.letter)
            chip, off = self.chips[one.letter], self.offs[one.letter]
            self.row.insertWidget(2 * place, chip)
            self.row.insertWidget(2 * place + 1, off)
            told = "" if self._discreet else one.words
            named = look.text("compare.pin", letter=one.letter, what=told)
            chip.setText(named if told else one.letter)
            chip.setIcon(QIcon(sample(one.letter, look.tokens, self.devicePixelRatioF())))
            chip.setChecked(one.letter == self._against)
            remark = "" if self._discreet else one.remark
            about = look.text("compare.chip_about", letter=one.letter)
            chip.setToolTip(tip("\n".join(filter(None, (named, remark, about)))))
            chip.setAccessibleName(named)
            chip.setAccessibleDescription(" ".join(filter(None, (remark, about))))
            words = look.text("compare.off", letter=one.letter)
            off.setIcon(look.icon("x", look.tokens.ink2))
            off.setToolTip(tip(words))
            off.setAccessibleName(words)
        self._show_difference()
        self.setVisible(bool(self._pins) or self._against is not None)
        self.fit()

    def _show_difference(self) -> None:
        look, against = self._look, self._against
        self.difference.setText(look.text("compare.difference"))
        if against is not None:
            self.difference.setText(self._from(against, against))
        self.difference.setChecked(against is not None)
        self.difference.setIcon(look.icon(ICONS[ActionId.DIFFERENCE], look.tokens.ink2))
        about = with_keys(look.text("compare.difference_about"), self._keys)
        self.difference.setToolTip(tip(about.replace("\t", "  ")))
        self.difference.setAccessibleName(self.difference.text())
        self.difference.setAccessibleDescription(look.text("compare.difference_about"))
        self.difference_menu.clear()
        self._offer(look.text("compare.levels"), "", chosen=against is None)
        for one in self._pins:
            named = one.letter
            if not self._discreet:
                named = look.text("compare.pin", letter=one.letter, what=one.words)
            self._offer(self._from(one.letter, named), one.letter, chosen=against == one.letter)
        self._offer(look.text("compare.from_status_quo"), NO_PIN, chosen=against == NO_PIN)

    def _from(self, against: str, named: str) -> str:
        if against == NO_PIN:
            return self._look.text("compare.from_status_quo")
        return self._look.text("compare.from_pin", pin=named)

    def _offer(self, words: str, against: str, *, chosen: bool) -> None:
        # In a menu, a sign before a letter would make that letter a key.
        action = self.difference_menu.addAction(words.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(chosen)
        action.triggered.connect(lambda: self.difference_asked.emit(against))

    def _add(self, letter: str) -> None:
        chip = PinChip(letter, self)
        chip.clicked.connect(lambda: self.compared.emit(letter))
        chip.off.connect(self.off)
        off = icon_button("x", "", self._look, self)
        off.setFixedSize(24, 24)
        off.setIconSize(QSize(14, 14))
        off.clicked.connect(lambda: self.off.emit(letter))
        self.chips[letter], self.offs[letter] = chip, off

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """Return what takes the focus, in the order in which it is read."""
        pairs = [(self.chips[one.letter], self.offs[one.letter]) for one in self._pins]
        widgets = (widget for pair in pairs for widget in pair)
        return (*widgets, self.difference, self.differs)


def sample(letter: str, tokens: Tokens, scale: float) -> QPixmap:
    """Return a piece of a pin's line as it is drawn on charts."""
    picture = QPixmap(_SAMPLE * scale)
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    drawn = pen(tokens.pin(letter), 2.0)
    drawn.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(drawn)
    middle = _SAMPLE.height() / 2
    line = np.array([[0.0, middle], [float(_SAMPLE.width()), middle]])
    painter.drawLines(dashes(line, DASHES[letter]))
    painter.end()
    return picture
