"""A page in the place of the desk: a title, a way back, room for what failed or was done."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.charts.plain_text import PlainLabel, tip
from desktop.charts.tokens import SIZE_AXIS, SIZE_PANEL_TITLE
from desktop.ui.elided_label import ElidedLabel
from desktop.ui.heights import height_for
from desktop.ui.ui_context import UiContext

HEAD = 48
MARGIN = 16
NAME = 190
"""Pixels that a name of any length has at least."""
LONG_NAME = 400
"""And where little stands beside it."""


class Page(QWidget):
    """Fill the window under its top bar; `left` asks to be put away, as Escape does."""

    left = Signal()
    shows_desk = True
    """Whether it shows something of the desk's model, and is made anew over another one."""

    def __init__(
        self,
        look: UiContext,
        title: str,
        about: str,
        parent: QWidget | None = None,
        *,
        stacked: bool = False,
    ) -> None:
        """Make an empty page; `stacked` is for a name of any length, with what is said below it."""
        super().__init__(parent)
        self.look = look
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(title)
        self.back = icon_button("arrow-left", look.text("page.back"), look, self)
        self.back.clicked.connect(self.left)
        self._about = ElidedLabel(SIZE_AXIS, look.tokens.ink3, parent=self)
        self._about.show_text(about, look.tokens.ink3)
        self.head = QHBoxLayout()
        self.head.setContentsMargins(8, 0, MARGIN, 0)
        self.head.setSpacing(8)
        self.head.addWidget(self.back)
        self._name: ElidedLabel | None = None
        """Of a page whose name may change."""
        if stacked:
            self._stack_names(title)
        else:
            name = PlainLabel(title, self)
            name.setProperty("role", "page")
            self.head.addWidget(name)
            self.head.addSpacing(4)
            self.head.addWidget(self._about)
        self.head.addStretch(1)
        head = QWidget(self)
        head.setFixedHeight(HEAD)
        head.setLayout(self.head)
        self.bars = QHBoxLayout()
        self.bars.setContentsMargins(MARGIN, 0, MARGIN, 0)
        self.bars.setSpacing(8)
        """Where the bars of the desk stand while this page covers it."""
        self.body = QVBoxLayout()
        self.body.setContentsMargins(MARGIN, 0, MARGIN, MARGIN)
        self.body.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(head)
        column.addLayout(self.bars)
        column.addLayout(self.body, 1)

    def _stack_names(self, title: str) -> None:
        name = self._name = ElidedLabel(
            SIZE_PANEL_TITLE, self.look.tokens.ink, strong=True, parent=self
        )
        name.show_text(title, self.look.tokens.ink)
        name.setMinimumWidth(min(name.sizeHint().width(), NAME))
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addStretch(1)
        names.addWidget(name)
        names.addWidget(self._about)
        names.addStretch(1)
        self.head.addLayout(names)

    def take_focus(self) -> None:
        """Put the focus where one begins; by itself a page leaves it where it is."""

    def show_only(
        self, shown: QWidget, parts: Sequence[QWidget], begin: Callable[[], object]
    ) -> None:
        """Show one of some parts; a focus that lay in another is given to `begin`.

        Qt would give it to whatever comes next, which may lie outside the page: there Escape does
        not leave it.
        """
        focused = QApplication.focusWidget()
        lost = focused is not None and any(
            part is not shown and (part is focused or part.isAncestorOf(focused)) for part in parts
        )
        for part in parts:
            part.setVisible(part is shown)
        if lost:
            begin()

    def retitle(self, title: str) -> None:
        """Bear another name; for a stacked page."""
        assert self._name is not None
        self._name.show_text(title, self.look.tokens.ink)
        self._name.setMinimumWidth(min(self._name.sizeHint().width(), LONG_NAME))
        self.setAccessibleName(title)

    def say_about(self, about: str) -> None:
        """Say something else beside the title."""
        self._about.show_text(about, self.look.tokens.ink3)

    def drop_hint(self) -> str:
        """Return the message that says what letting go of files over it does; empty for nothing."""
        return ""

    def take_files(self, paths: Sequence[Path]) -> None:
        """Take files that were let go of over it, where `drop_hint` says that it does."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def icon_button(icon: str, words: str, look: UiContext, parent: QWidget) -> QToolButton:
    """Return a button of one icon, named for those who do not see it."""
    button = QToolButton(parent)
    button.setProperty("role", "icon")
    button.setIcon(look.icon(icon, look.tokens.ink2))
    button.setIconSize(QSize(16, 16))
    button.setFixedSize(32, 32)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setToolTip(tip(words))
    button.setAccessibleName(words)
    return button


class _Worded(QPushButton):
    """Take Enter as it takes the space bar, once a press: Qt does so in dialogs only."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)


def worded_button(
    words: str, role: str, look: UiContext, parent: QWidget, icon: str | None = None
) -> QPushButton:
    """Return a button with words, and an icon before them if one is named."""
    button = _Worded(words, parent)
    button.setProperty("role", role)
    button.setAutoDefault(False)
    if icon is not None:
        tint = look.tokens.onprimary if role == "main" else look.tokens.ink2
        button.setIcon(look.icon(icon, tint))
        # Wider than the icon: the style leaves no room between it and the words.
        button.setIconSize(QSize(22, 16))
    return button


def card(parent: QWidget) -> QFrame:
    """Return a white card."""
    frame = QFrame(parent)
    frame.setProperty("role", "card")
    return frame


class Scrolled(QScrollArea):
    """Scroll a column of words up and down; each line has the height that its words need.

    Left to itself Qt gives wrapped words the height of one line where room is short.
    """

    def __init__(self, inside: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)

    def fit(self) -> None:
        """Measure anew, after other words have come in."""
        inside = self.widget()
        layout = inside.layout() if inside is not None else None
        if inside is not None and layout is not None:
            inside.ensurePolished()
            layout.activate()
            inside.setMinimumHeight(height_for(layout, self.viewport().width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Measure in the fonts of the window that shows it."""
        super().showEvent(event)
        self.fit()


class EmptyState(QWidget):
    """Say in one sentence why there is nothing, with one thing to do about it."""

    acted = Signal()

    def __init__(self, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.sentence = PlainLabel(self, wraps=True)
        self.sentence.setProperty("role", "second")
        self.button = worded_button("", "plain", look, self)
        self.button.clicked.connect(self.acted)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.sentence)
        column.addLayout(row)
        column.addStretch(1)

    def say(self, sentence: str, action: str = "") -> None:
        """Show a sentence, and a button if there is something to do."""
        self.sentence.setText(sentence)
        self.button.setText(action)
        self.button.setVisible(bool(action))
