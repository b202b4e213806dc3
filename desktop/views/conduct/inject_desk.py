"""The injects of a play: the course, what is suggested, what was called up, list and detail."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QSplitter, QVBoxLayout, QWidget

from desktop.document.play.fold import can_be_taken_back
from desktop.document.play.schedule import minute_of
from desktop.session.play.conduct import Conduct
from desktop.ui.focus import FocusBefore, types
from desktop.ui.offer_bar import OfferBar
from desktop.ui.page import card
from desktop.ui.ui_context import UiContext
from desktop.views.conduct.bars import SecondClickGuard, ShownBar
from desktop.views.conduct.conduct_state import ConductState
from desktop.views.conduct.course import Told, course
from desktop.views.conduct.inject_detail import InjectDetail
from desktop.views.conduct.inject_list import InjectList
from desktop.views.conduct.inject_model import Wanted
from desktop.views.conduct.inject_words import shown_words, suggested
from desktop.views.conduct.play_timeline import PlayTimeline

if TYPE_CHECKING:
    from datetime import datetime

    from desktop.session.play.suggestions import Suggestion

LIST, DETAIL = 420, 210


class InjectDesk(QWidget):
    """Call up, release, skip and re-time injects; nothing is released by itself."""

    told = Signal(str)
    """One sentence about what was asked for and cannot be."""

    def __init__(
        self, play: Conduct, look: UiContext, state: ConductState, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._play, self._look, self._state = play, look, state
        self._when: Told | None = None
        self._suggested: Suggestion | None = None
        text = look.text
        offers = ((text("conduct.queue"), "plain"), (text("conduct.dismiss"), "plain"))
        self.suggestion = OfferBar("need", "lightbulb", offers, look)
        self.shown = ShownBar(look)
        self.above = QWidget(parent)
        """What stands over all panes: what is suggested, what was called up, and the course."""
        box = card(self.above)
        self.timeline = PlayTimeline(look, box)
        line = QVBoxLayout(box)
        line.setContentsMargins(1, 3, 1, 1)
        line.addWidget(self.timeline)
        self.list = InjectList(play.setup, play.state, look, state.wanted, self)
        self.detail = InjectDetail(play.setup, look, self)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.addWidget(self.list)
        split.addWidget(self.detail)
        split.setSizes([LIST, DETAIL])
        split.setStretchFactor(0, 1)
        split.setHandleWidth(8)
        split.setChildrenCollapsible(False)
        above = QVBoxLayout(self.above)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(8)
        for bar in (self.suggestion, self.shown, box):
            above.addWidget(bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(split, 1)
        self._focus = FocusBefore(self.list.table)
        self._connect()

    def _connect(self) -> None:
        injects = self._play.injects
        queue, dismiss = self.suggestion.buttons
        queue.clicked.connect(self._queue)
        dismiss.clicked.connect(self._dismiss)
        self.shown.release.clicked.connect(self.release)
        self.shown.away.clicked.connect(self.put_away)
        self.timeline.chosen.connect(self.choose)
        self.timeline.moved.connect(self._move_to)
        self.list.chosen.connect(self.choose)
        self.list.asked.connect(self._remember)
        table = self.list.table
        table.show_wanted.connect(lambda: self.call_up(self.list.current))
        table.activated.connect(lambda _: self.call_up(self.list.current))
        table.skip_wanted.connect(lambda: self.list.current and injects.skip(self.list.current))
        table.move_wanted.connect(self._move_by)
        self.detail.show_wanted.connect(self.call_up)
        self.detail.release_wanted.connect(self.release)
        self.detail.skip_wanted.connect(injects.skip)
        self.detail.back_wanted.connect(self._play.take_back)
        for button in (self.detail.release, self.detail.skip):
            SecondClickGuard(button)

    # ------------------------------------------------------------ what is done

    def call_up_next(self) -> None:
        """Show the next inject that waits, with what releases it."""
        injects = self._play.injects
        if injects.next is None and self._play.state.shown_inject is None:
            self.told.emit(self._look.text("conduct.none_waits"))
        elif injects.show_next():
            self._offer_release()

    def call_up(self, name: str | None) -> None:
        """Show an inject, with what releases it."""
        state = self._play.state
        if name is None or state.injects[name].released is not None:
            return
        if state.shown_inject == name or self._play.injects.show(name):
            self._offer_release()

    def _offer_release(self) -> None:
        """Let Enter release what was called up, unless somebody is writing."""
        self.choose(self._play.state.shown_inject)
        now = QApplication.focusWidget()
        if not types(now) and not self.shown.isHidden():
            if now not in self.shown.buttons:
                self._focus.remember()
            self.shown.release.setFocus()

    def release(self) -> None:
        """Release what is shown."""
        self._keep_focus(self._play.injects.release_shown)

    def put_away(self) -> bool:
        """Put away what is shown; return False where nothing is."""
        return self._keep_focus(self._play.injects.put_away)

    def _keep_focus(self, act: Callable[[], bool]) -> bool:
        """Do something that takes the bar away; the focus goes back to where it was before it."""
        now = QApplication.focusWidget()
        inside = now is None or self.shown.isAncestorOf(now)
        done = act()
        if done and inside:
            self._focus.bring_back()
        return done

    def _queue(self) -> None:
        if self._suggested is not None:
            self.call_up(self._suggested.inject)

    def _dismiss(self) -> None:
        if self._suggested is not None:
            self._play.injects.dismiss(self._suggested.inject)

    def _move_to(self, name: str, second: float) -> None:
        if self._when is None:
            return
        (one,) = (each for each in self._play.setup.exercise.injects if each.id == name)
        self._play.injects.retime(name, minute_of(self._when.times, one.round, second))

    def _move_by(self, minutes: int) -> None:
        name = self.list.current
        if name is not None and (at := self._play.state.injects[name].at) is not None:
            self._play.injects.retime(name, max(0, at + minutes))

    # ------------------------------------------------------------ what is seen

    def choose(self, name: str | None) -> None:
        """Make an inject the current one everywhere."""
        if name is None:
            return
        self._state.chosen = name
        self.list.show_inject(name)
        self.timeline.show_inject(name)
        self._show_detail()

    def _remember(self, wanted: Wanted) -> None:
        self._state.wanted = wanted

    def refresh(self, when: Told) -> None:
        """Show where play stands."""
        play, look = self._play, self._look
        state, setup = play.state, play.setup
        self._when = when
        self.list.show_state(state, when.hours)
        self.timeline.show_course(course(play, when, look))
        shown = state.shown_inject
        self.shown.say("" if shown is None else shown_words(setup, state, shown, look))
        found = play.injects.suggestions
        self._suggested = found[0] if found else None
        self.suggestion.say(
            "" if self._suggested is None else suggested(setup, self._suggested, look)
        )
        if shown is not None:
            self._state.chosen = shown
        if self._state.chosen is None and setup.exercise.injects:
            self._state.chosen = play.injects.next or setup.exercise.injects[0].id
        self.timeline.show_inject(self._state.chosen)
        self.list.mark(self._state.chosen)
        self._show_detail()

    def refresh_course(self, when: Told) -> None:
        """Show how time goes on."""
        self._when = when
        self.timeline.show_course(course(self._play, when, self._look))

    def _show_detail(self) -> None:
        name, play = self._state.chosen, self._play
        if name is None:
            return
        played = play.state.injects[name]
        released: datetime | None = None
        if played.released is not None and self._when is not None:
            released = self._when.hours.due.get(name)
        self.detail.show_inject(
            name,
            play.state,
            released,
            can_take_back=played.released is not None
            and can_be_taken_back(play.entries, played.released.number),
        )
