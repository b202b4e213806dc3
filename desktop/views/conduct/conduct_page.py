"""The page from which an exercise is conducted: countdown, course, injects, and the table."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from desktop.charts.plain_text import PlainLabel, tip
from desktop.session.play.conduct import Conduct
from desktop.ui.actions import ActionId, Actions
from desktop.ui.exercise_words import either
from desktop.ui.file_dialogs import SystemFiles
from desktop.ui.inline_prompt import InlinePrompt
from desktop.ui.offer_bar import OfferBar
from desktop.ui.page import Page, Scrolled, icon_button, worded_button
from desktop.ui.ui_context import UiContext
from desktop.views.conduct import course
from desktop.views.conduct.conduct_state import ConductState
from desktop.views.conduct.countdown_ring import LARGEST, SMALLEST, CountdownRing
from desktop.views.conduct.inject_desk import InjectDesk
from desktop.views.conduct.left_column import WIDTH, CountdownPart, RoomPart, RoundList
from desktop.views.conduct.saved_words import gap_words, saved_words, unsaved_words
from desktop.views.conduct.stage_steps import StageSteps
from desktop.views.conduct.work_area import WIDE, WorkArea

NOW_MS = 5000
"""So often is the present moved on the line of time while nothing else happens."""
LEFT = WIDTH + 32
RING_SPARE = 580
"""Pixels of the page's height that all but the ring takes where there are four rounds."""


class ConductPage(Page):
    """Conduct the play that is open; nothing here is modal, and nothing is lost by leaving.

    Covered, it shows the countdown alone: all else is taken away, and made anew when it is back.
    """

    report_wanted = Signal()
    told = Signal(str)
    """One sentence about what was asked for."""
    shows_desk = False

    def __init__(
        self,
        play: Conduct,
        actions: Actions,
        room_menu: QMenu | None,
        look: UiContext,
        files: SystemFiles,
        state: ConductState,
    ) -> None:
        super().__init__(look, play.name, "", stacked=True)
        self._play, self._actions, self._room_menu, self._state = play, actions, room_menu, state
        self._files = files
        self.setObjectName("conduct")
        self._head_buttons()
        text = look.text
        self.unsaved = OfferBar(
            "failure", "circle-alert", ((text("conduct.retry"), "plain"),), look
        )
        self.unsaved.buttons[0].clicked.connect(play.saving.retry)
        gap = ((text("conduct.resume"), "main"), (text("conduct.subtract"), "plain"))
        self.gap = OfferBar("need", "clock", gap, look)
        self.gap.buttons[0].clicked.connect(lambda: play.countdown.resume(subtract=False))
        self.gap.buttons[1].clicked.connect(lambda: play.countdown.resume(subtract=True))
        self.prompt = InlinePrompt(look, self)
        for bar in (self.unsaved, self.gap, self.prompt):
            self.body.addWidget(bar)
        self._left()
        self._place = QVBoxLayout()
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._column)
        row.addLayout(self._place, 1)
        self.body.addLayout(row, 1)
        self.work: WorkArea | None = None
        self._cover: QWidget | None = None
        self._cover_ring: CountdownRing | None = None
        self._now = QTimer(self, interval=NOW_MS)
        self._now.timeout.connect(self._show_course)
        self._now.start()
        play.changed.connect(self._follow)
        play.saving.stored.connect(self._show_saved)
        play.countdown.ticked.connect(self._show_face)
        self._lay()

    # ------------------------------------------------------------ building

    def _head_buttons(self) -> None:
        look, actions = self.look, self._actions
        self.steps = StageSteps(look, self)
        self.mark = worded_button(look.text("conduct.mark"), "plain", look, self, "bookmark-plus")
        self.mark.setToolTip(tip(self._keys(ActionId.MARK, "M")))
        self.mark.clicked.connect(actions[ActionId.MARK].trigger)
        self.cover = icon_button("eye-off", look.text("action.cover"), look, self)
        self.cover.setToolTip(tip(self._keys(ActionId.COVER, "C")))
        self.cover.clicked.connect(actions[ActionId.COVER].trigger)
        self.more = icon_button("ellipsis", look.text("conduct.more_commands"), look, self)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self.more)
        self.more.setMenu(self.menu)
        self.draw = self._entry(look.text("conduct.draw"), self._draw)
        self.sheets = self._entry(look.text("sheets.open"), self.show_sheets)
        self.hot_wash = self._entry(
            look.text("hotwash.open"), self._actions[ActionId.HOT_WASH].trigger
        )
        self.report = self._entry(look.text("report_page.open"), self.report_wanted.emit)
        self.menu.addSeparator()
        self.leave = self._entry(look.text("conduct.leave"), self._play.leave)
        self.end = self._entry(look.text("conduct.end"), self.ask_end)
        self.why = worded_button(look.text("conduct.why"), "plain", look, self)
        self.why_menu = QMenu(self.why)
        self.why_menu.aboutToShow.connect(self._list_curves)
        self.why.setMenu(self.why_menu)
        self.why.setToolTip(tip(look.text("conduct.why.tooltip")))
        self.head.addWidget(self.steps)
        for button in (self.why, self.mark, self.cover, self.more):
            self.head.addWidget(button)

    def _entry(self, words: str, act: Callable[[], object]) -> QAction:
        action = QAction(words, self)
        action.triggered.connect(lambda _=False: act())
        self.menu.addAction(action)
        return action

    def _keys(self, act: ActionId, letter: str) -> str:
        action = self._actions[act]
        keys = f"{letter}, {action.shortcut().toString()}"
        return self.look.text("action.with_keys", action=action.text(), keys=keys)

    def _left(self) -> None:
        look = self.look
        inside = QWidget(self)
        inside.setProperty("role", "page")
        self.countdown = CountdownPart(look, inside)
        self.rounds = RoundList(look, inside)
        self.room = RoomPart(self._actions, self._room_menu, look, inside)
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 0, 10, 0)
        lines.setSpacing(14)
        for part in (self.countdown, self.rounds, self.room):
            lines.addWidget(part)
        lines.addStretch(1)
        self._column = Scrolled(inside, self)
        self._column.setFixedWidth(LEFT)
        countdown = self._play.countdown
        self.countdown.turned.connect(countdown.turn)
        self.countdown.more_time.connect(lambda minutes: countdown.add(60.0 * minutes))
        self.countdown.next_wanted.connect(self._go_on)
        self.countdown.menu.aboutToShow.connect(self._list_stages)

    def _lay(self) -> None:
        """Show the work, or what covers it."""
        covered = self._state.covered
        if self.work is not None:
            self.work.forget()
        for widget in (self.work, self._cover):
            if widget is not None:
                self._place.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self.work = self._cover = self._cover_ring = None
        self.prompt.let_be()
        self._column.setVisible(not covered)
        self.more.setVisible(not covered)
        self.mark.setVisible(not covered)
        self.why.setVisible(not covered)
        if covered:
            self._cover = self._covering()
            self._place.addWidget(self._cover, 1)
        else:
            self.work = WorkArea(self._play, self.look, self._files, self._state, self)
            self.work.told.connect(self.told)
            self.work.set_wide(self.width() >= WIDE)
            self._place.addWidget(self.work, 1)
        self._follow()
        self.take_focus()

    def take_focus(self) -> None:
        """Put the focus where one begins."""
        if self.work is not None:
            self.work.take_focus()
        else:
            (self._cover or self).setFocus()

    def _covering(self) -> QWidget:
        cover = QWidget(self)
        cover.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        cover.setAccessibleName(self.look.text("conduct.covered"))
        self._cover_ring = CountdownRing(self.look, cover)
        words = PlainLabel(self.look.text("conduct.covered"), cover, wraps=True)
        words.setProperty("role", "second")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(cover)
        column.addStretch(1)
        column.addWidget(self._cover_ring)
        column.addSpacing(12)
        column.addWidget(words)
        column.addStretch(2)
        return cover

    # ------------------------------------------------------------ what is done

    @property
    def covered(self) -> bool:
        """Say whether all that is the facilitator's is away."""
        return self.work is None

    @property
    def injects(self) -> InjectDesk | None:
        """Return where injects are handled, None while the page is covered."""
        return None if self.work is None else self.work.injects

    def turn_cover(self) -> None:
        """Hide all that is the facilitator's, or bring it back."""
        self._state.covered = not self._state.covered
        self._lay()

    def call_up_next(self) -> None:
        """Show the next inject, with what releases it; not while the page is covered."""
        if self.injects is not None:
            self.injects.call_up_next()

    def show_sheets(self, paths: Sequence[Path] = ()) -> None:
        """Look through sheets from another laptop; not while the page is covered."""
        if self.work is not None:
            self.work.show_sheets(paths)

    def drop_hint(self) -> str:
        """Say that sheets from another laptop can be let go of, unless the page is covered."""
        return "" if self.covered else "files.drop_on_play"

    def take_files(self, paths: Sequence[Path]) -> None:
        """Look through sheets from another laptop that were let go of."""
        self.show_sheets(paths)

    def ask_end(self) -> None:
        """Ask whether play shall end."""
        text = self.look.text
        self.prompt.no.setText(text("conduct.go_on"))
        self.prompt.confirm(text("conduct.ask_end"), text("conduct.end_now"), self._end)

    def _end(self) -> None:
        self.prompt.done()
        self._play.end()

    def _draw(self) -> None:
        if self._play.draw_events():
            drawn = self._play.state.drawn[self._play.state.round]
            self.told.emit(self.look.language.plural("conduct.drawn", len(drawn.events)))

    def _go_on(self) -> None:
        if self._play.state.ended:
            self._actions[ActionId.HOT_WASH].trigger()
        elif course.is_advance(self._play.state):
            self._play.advance()
        else:
            self._play.next_stage()

    def _list_curves(self) -> None:
        menu, play, look = self.why_menu, self._play, self.look
        menu.clear()
        for indicator in course.curves(play):
            action = menu.addAction(either(play.setup.model.indicators[indicator].name, look))
            action.triggered.connect(lambda _=False, one=indicator: play.explain(one))
        menu.addSeparator()
        away = menu.addAction(look.text("conduct.why.away"))
        away.setEnabled(play.explained is not None)
        away.triggered.connect(play.end_explanation)

    def _list_stages(self) -> None:
        menu, play = self.countdown.menu, self._play
        menu.clear()
        state = play.state
        present = state.round or next(iter(play.setup.rounds))
        for stage in play.setup.stages(present):
            action = menu.addAction(course.stage_words(stage, self.look))
            action.setCheckable(True)
            action.setChecked(stage == state.stage)
            action.triggered.connect(lambda _=False, one=stage: play.begin_stage(present, one))

    # ------------------------------------------------------------ what is seen

    def _follow(self) -> None:
        """Show where play stands."""
        play = self._play
        if not play.open:
            return
        state, setup, look = play.state, play.setup, self.look
        when = course.told(play, datetime.now(UTC))
        self.steps.show_steps(*course.stages(setup, state, look))
        self.rounds.show_rounds(course.rounds(setup, state, when, look))
        if self.injects is not None:
            self.injects.refresh(when)
        self._word_next()
        self.draw.setEnabled(bool(state.round) and not state.advanced and not state.ended)
        self.end.setEnabled(state.begun and not state.ended)
        self._show_face()
        self._show_saved()
        self._column.fit()

    def _word_next(self) -> None:
        play, look = self._play, self.look
        state, following = play.state, play.following
        button = self.countdown.next
        if state.ended:
            words = look.text("hotwash.open")
        elif play.advancing:
            words = look.text("conduct.advancing")
        elif course.is_advance(state):
            months = play.setup.rounds[state.round].months
            words = look.language.plural("conduct.advance", months)
        elif following is None:
            words = look.text("conduct.last_stage")
        elif following[0] != state.round:
            title = either(play.setup.rounds[following[0]].title, look)
            words = look.text("conduct.next_round", title=title)
        else:
            words = look.text("conduct.next", stage=course.stage_words(following[1], look))
        measure = button.fontMetrics()
        room = LEFT - 110
        button.setText(measure.elidedText(words, Qt.TextElideMode.ElideRight, room))
        button.setToolTip(tip(words))
        button.setAccessibleName(words)
        possible = following is not None or course.is_advance(state) or state.ended
        if not possible and button.hasFocus() and self.work is not None:
            # Disabled, it would hand the focus on to whatever is next, outside of this page.
            self.work.take_focus()
        # While the model runs too: another press then does nothing, and the focus stays.
        button.setEnabled(possible)
        self.countdown.stages.setEnabled(not state.ended)

    def _show_face(self) -> None:
        play, look = self._play, self.look
        if not play.open:
            return
        countdown = play.countdown
        words, whole, stage = course.of_stage(play, look)
        for ring in (self.countdown.ring, self._cover_ring):
            if ring is not None:
                ring.show_face(
                    countdown.left,
                    countdown.total,
                    (words, whole, stage),
                    running=countdown.running,
                )
        state = play.state
        self.countdown.show_turn(
            running=countdown.running, possible=state.countdown is not None and not state.ended
        )
        self.countdown.show_return(countdown.returns_at)
        self.gap.say(gap_words(countdown.gap, look))

    def _show_saved(self) -> None:
        play, look = self._play, self.look
        if play.open:
            # What cannot be written now would have nobody who tries again.
            self.leave.setEnabled(play.saving.error is None)
            self.say_about(saved_words(play, look))
            self.unsaved.say(unsaved_words(play, look))

    def _show_course(self) -> None:
        if self._play.open and self.injects is not None:
            self.injects.refresh_course(course.told(self._play, datetime.now(UTC)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the ring as much of the column as the rest leaves it."""
        super().resizeEvent(event)
        self.countdown.ring.setFixedHeight(max(SMALLEST, min(LARGEST, self.height() - RING_SPARE)))
        if self.work is not None:
            self.work.set_wide(self.width() >= WIDE)

    # ------------------------------------------------------------ keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """With Escape uncover, else put away what is shown, else end a search, else leave."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._state.covered:
            self.turn_cover()
        elif self.injects is None or not (
            self.injects.put_away() or self.injects.list.end_search()
        ):
            self.left.emit()
