"""The bar over the desk while a play is open: where it stands, and the way back to its page."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QApplication, QPushButton, QSizePolicy, QWidget

from desktop.charts.plain_text import PlainLabel
from desktop.charts.tokens import SIZE_BODY, SIZE_HEADLINE
from desktop.language.durations import clock_words
from desktop.session.play.conduct import Conduct
from desktop.ui.elided_label import ElidedLabel
from desktop.ui.fitting_bar import FittingBar
from desktop.ui.focus import FocusBefore, types
from desktop.ui.page import worded_button
from desktop.ui.ui_context import UiContext
from desktop.views.conduct.bars import SecondClickGuard
from desktop.views.conduct.course import stage_words
from desktop.views.conduct.inject_words import round_short, titled

HEIGHT = 44


class PlayBar(FittingBar):
    """Say where the play stands while the desk is on show; an inject can be released from here."""

    page_wanted = Signal()

    def __init__(self, play: Conduct, look: UiContext, focus: FocusBefore, parent: QWidget) -> None:
        super().__init__(HEIGHT, parent)
        self._play, self._focus, self._look = play, focus, look
        self._discreet = False
        self.setProperty("role", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icon = PlainLabel(self)
        self.stands = ElidedLabel(SIZE_BODY, look.tokens.ink, strong=True, parent=self)
        self.time = ElidedLabel(SIZE_BODY, look.tokens.ink, strong=True, parent=self)
        self.shown = ElidedLabel(SIZE_HEADLINE, look.tokens.ink, parent=self)
        self.shown.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.release = QPushButton()
        self.page = QPushButton()
        row = self.row
        row.setContentsMargins(14, 0, 12, 0)
        row.setSpacing(10)
        for part in (self._icon, self.stands, self.time, self.shown):
            row.addWidget(part)
        self._made: list[QPushButton] = []
        self.set_look(look)
        self.hide()

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        self._look = look
        for button in self._made:
            self.row.removeWidget(button)
            button.hide()
            button.deleteLater()
        text = look.text
        self._icon.setPixmap(look.icon("list-checks", look.tokens.ink2).pixmap(QSize(16, 16)))
        self.release = worded_button(text("conduct.release"), "main", look, self, "play")
        self.release.clicked.connect(self._release)
        SecondClickGuard(self.release)
        self.page = worded_button(text("conduct.to_page"), "plain", look, self)
        self.page.clicked.connect(self.page_wanted)
        self._made = [self.release, self.page]
        for button in self._made:
            self.row.addWidget(button)
        self.follow()

    def set_discreet(self, discreet: bool) -> None:
        """Keep what is not released yet away from a room that sees the desk, or show it again."""
        self._discreet = discreet
        self.follow()

    def call_up_next(self) -> bool:
        """Show the next inject with what releases it; return False where none waits."""
        injects = self._play.injects
        if self._play.state.shown_inject is None and injects.next is None:
            return False
        if injects.show_next() and not self.release.isHidden():
            now = QApplication.focusWidget()
            if not types(now) and now is not self.release:
                self._focus.remember()
                self.release.setFocus()
        return True

    def _release(self) -> None:
        inside = self.release.hasFocus()
        if self._play.injects.release_shown() and inside:
            self._focus.bring_back()

    def follow(self) -> None:
        """Show where play stands."""
        play, look = self._play, self._look
        if not play.open:
            return
        state, ink = play.state, look.tokens.ink
        words = [play.name]
        if state.round:
            words += [round_short(play.setup, state.round, look), stage_words(state.stage, look)]
        self.stands.show_text(" · ".join(words), ink)
        shown = None if self._discreet else state.shown_inject
        self.shown.show_text("" if shown is None else titled(play.setup, shown, look), ink)
        self.release.setVisible(shown is not None)
        self.follow_time()
        self.setAccessibleName(" · ".join(words))

    def follow_time(self) -> None:
        """Show what is left."""
        countdown = self._play.countdown
        left = clock_words(int(countdown.left + 0.999)) if countdown.total else ""
        self.time.show_text(left, self._look.tokens.ink)
