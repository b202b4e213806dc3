"""The hot wash: what was good and what was not, the replay, and what would have been."""

from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy, QStackedWidget

from desktop.charts.plain_text import tip
from desktop.session.play.conduct import Conduct
from desktop.ui.page import Page, worded_button
from desktop.ui.segmented_control import Segments
from desktop.ui.ui_context import UiContext
from desktop.views.hotwash.replay_pane import ReplayPane
from desktop.views.hotwash.takedown_pane import TakedownPane
from desktop.views.hotwash.what_if_pane import WhatIfPane


class Pane(StrEnum):
    """Name what the page shows, one at a time."""

    TAKEDOWN = "takedown"
    REPLAY = "replay"
    WHAT_IF = "what_if"


PANES = tuple(Pane)


class HotWashPage(Page):
    """Look back on the play that is open; leaving the page loses nothing, and the room goes on."""

    chosen = Signal(int)
    """Another pane is on show: its place."""
    report_wanted = Signal()
    shows_desk = False

    def __init__(self, play: Conduct, look: UiContext, pane: int = 0) -> None:
        text = look.text
        super().__init__(look, text("hotwash.title", play=play.name), "", stacked=True)
        self.setObjectName("hot_wash")
        self._play = play
        self.panes: dict[Pane, TakedownPane | ReplayPane | WhatIfPane] = {}
        self.choice = Segments(len(PANES), look.tokens, self)
        self.choice.setAccessibleName(text("hotwash.panes"))
        self.choice.set_words([text(f"hotwash.pane.{pane}") for pane in PANES])
        self.choice.chosen.connect(lambda place: self.show_pane(PANES[place]))
        for place in range(len(PANES)):
            self._key(place)
        self._stack = QStackedWidget(self)
        # What is said below the name, however short, leaves the name all the room there is.
        self._about.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.report = worded_button(text("report_page.open"), "plain", look, self, "file-text")
        self.report.clicked.connect(self.report_wanted)
        self.head.addWidget(self.choice)
        self.head.addWidget(self.report)
        self.body.addWidget(self._stack, 1)
        self.pane = PANES[pane]
        play.changed.connect(self._say)
        play.saving.stored.connect(self._say)
        self._say()
        self._put(self.pane)

    def _key(self, place: int) -> None:
        keys = QKeySequence(f"Alt+{place + 1}")
        shortcut = QShortcut(keys, self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda: self.show_pane(PANES[place]))
        segment = self.choice.segments[place]
        words = self.look.text("action.with_keys", action=segment.text(), keys=keys.toString())
        segment.setToolTip(tip(words))

    def _say(self) -> None:
        """Say whether what is taken down is on the disk, and whether play is over."""
        play, look = self._play, self.look
        if not play.open:
            return
        saving = play.saving
        if saving.unsaved:
            said = [look.language.plural("conduct.being_written", saving.unsaved)]
        elif saving.saved_at is not None:
            time = f"{saving.saved_at.astimezone():%H:%M:%S}"
            said = [look.text("conduct.recorded", time=time)]
        else:
            said = [look.language.plural("conduct.entries", len(play.entries))]
        if not play.state.ended:
            said.append(look.text("hotwash.not_ended"))
        self.say_about(" · ".join(said))

    # ------------------------------------------------------------ panes

    def take_focus(self) -> None:
        """Put the focus where one begins in the pane on show."""
        self.panes[self.pane].begin()

    def show_pane(self, pane: Pane) -> None:
        """Show a pane, and put the focus into it."""
        self._put(pane)
        self.chosen.emit(PANES.index(pane))
        self.take_focus()

    def _put(self, pane: Pane) -> None:
        self.pane = pane
        if pane not in self.panes:
            self.panes[pane] = self._made(pane)
            self._stack.addWidget(self.panes[pane])
        self.choice.segments[PANES.index(pane)].setChecked(True)
        self._stack.setCurrentWidget(self.panes[pane])

    def _made(self, pane: Pane) -> TakedownPane | ReplayPane | WhatIfPane:
        play, look = self._play, self.look
        match pane:
            case Pane.REPLAY:
                return ReplayPane(play, look, self)
            case Pane.WHAT_IF:
                return WhatIfPane(play, look, self)
        takedown = TakedownPane(play, look, self)
        # What is typed stays as a draft: nothing is lost by leaving.
        takedown.given_up.connect(self.left)
        return takedown
