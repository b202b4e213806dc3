"""The whole exercise replayed on its curves, round by round, with what happened in each."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from desktop.charts.fan_chart import FanChart
from desktop.charts.frozen_fan import frozen_fan
from desktop.charts.plain_text import PlainLabel
from desktop.document.play.headlines import shown_in
from desktop.document.play.replay import ReplayedRound
from desktop.domain.errors import RunFailedError
from desktop.domain.room import MOST_CURVES
from desktop.reports.entry_words import EntryWords
from desktop.session.play.conduct import Conduct
from desktop.ui.page import Scrolled, icon_button
from desktop.ui.ui_context import UiContext

SIDE = 300
_MONTHS_BEFORE = 36
"""Shown on the curves before the first month that can be played."""
FAR = 1000
"""More rounds than there are."""
_KEYS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_PageUp: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_PageDown: 1,
    Qt.Key.Key_Home: -FAR,
    Qt.Key.Key_End: FAR,
}
"""By how many rounds a key steps."""


class ReplayPane(QWidget):
    """Step through the rounds; the room follows while this is on show."""

    def __init__(self, play: Conduct, look: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._play, self._look = play, look
        self._told: tuple[object, ...] = ()
        self.charts: list[FanChart] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        text = look.text
        self.first = icon_button("skip-back", text("hotwash.first"), look, self)
        self.earlier = icon_button("chevron-left", text("hotwash.earlier"), look, self)
        self.later = icon_button("chevron-right", text("hotwash.later"), look, self)
        self.last = icon_button("skip-forward", text("hotwash.last"), look, self)
        for button, by in zip(self.buttons, (-FAR, -1, 1, FAR), strict=True):
            button.clicked.connect(lambda _=False, by=by: self.step(by))
            button.installEventFilter(self)
        self.title = PlainLabel(self, wraps=True)
        self.title.setProperty("role", "title")
        same = play.same_model
        said = text("hotwash.replay_about") if same else text("hotwash.room_not_shown")
        about = PlainLabel(said, self, wraps=True)
        about.setProperty("role", "quiet")
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.first)
        head.addWidget(self.earlier)
        head.addWidget(self.title, 1)
        head.addWidget(self.later)
        head.addWidget(self.last)
        self._grid = QGridLayout()
        self._grid.setSpacing(10)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addLayout(self._grid, 1)
        row.addWidget(self._side())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(row, 1)
        column.addWidget(about)
        play.changed.connect(self.follow)
        play.replay.moved.connect(self.follow)
        play.curves.projected.connect(self.follow)

    def _side(self) -> QWidget:
        side = QFrame(self)
        side.setProperty("role", "card")
        side.setFixedWidth(SIDE)
        inside = QWidget(side)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(14, 10, 10, 10)
        lines.addLayout(self._lines)
        lines.addStretch(1)
        self._scroll = Scrolled(inside, side)
        self._scroll.setProperty("role", "strip")
        # Up and down scroll it, and all else steps from here, too.
        self._scroll.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._scroll.setAccessibleName(self._look.text("hotwash.happened"))
        self._scroll.installEventFilter(self)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)
        return side

    @property
    def buttons(self) -> tuple[QToolButton, ...]:
        """Return what steps, from left to right."""
        return self.first, self.earlier, self.later, self.last

    # ------------------------------------------------------------ stepping

    def begin(self) -> None:
        """Hear the keys that step."""
        self.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Show the room, too, the round that was on show last, at first what came before play."""
        super().showEvent(event)
        if self._play.open:
            self._play.replay.resume()
            self.follow()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let the room see play again; not where the window is only made small."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._play.replay.end()

    def step(self, by: int) -> None:
        """Step on, or back, by so many rounds; at either end one stays there."""
        self._play.replay.go((self._play.replay.step or 0) + by)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step through the rounds; any other key is the page's."""
        if not self._stepped(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Step by keys from the buttons, too: there, Qt would move the focus."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._stepped(event)
        return super().eventFilter(watched, event)

    def _stepped(self, event: QKeyEvent) -> bool:
        by = _KEYS.get(Qt.Key(event.key()))
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if by is None or not plain:
            return False
        self.step(by)
        return True

    # ------------------------------------------------------------ what is seen

    @property
    def round(self) -> ReplayedRound | None:
        """Return the round on show."""
        step = self._play.replay.step
        rounds = self._play.replay.rounds
        return None if step is None else rounds[min(step, len(rounds) - 1)]

    def follow(self) -> None:
        """Show the round."""
        if not self._play.open or self.round is None:
            return
        one = self.round
        told = (one, self._play.replay.step, self._play.curves.latest)
        if told == self._told:
            return
        self._told = told
        rounds = self._play.replay.rounds
        place = rounds.index(one)
        self.title.setText(self._title(one))
        for button, possible in zip(
            self.buttons, (place > 0, place > 0, *(place < len(rounds) - 1,) * 2), strict=True
        ):
            if not possible and button.hasFocus():
                # Disabled, it would hand the focus on to whatever is next.
                self.setFocus()
            button.setEnabled(possible)
        self._show_lines(one)
        self._show_charts(one)

    def _title(self, one: ReplayedRound) -> str:
        language, setup = self._look.language, self._play.setup
        if not one.round:
            return language.text("hotwash.before", month=language.date(one.until))
        words = EntryWords(setup, language)
        fields = {
            "round": words.round(one.round),
            "of": len(setup.rounds),
            "title": words.either(setup.rounds[one.round].title),
        }
        if not one.played:
            return language.text("hotwash.round_cut_short", **fields)
        return language.text("hotwash.round", month=language.date(one.until), **fields)

    def _show_lines(self, one: ReplayedRound) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for role, said in self._said(one):
            label = PlainLabel(said, self, wraps=True)
            label.setProperty("role", role)
            self._lines.addWidget(label)
            label.show()
        self._scroll.fit()

    def _said(self, one: ReplayedRound) -> list[tuple[str, str]]:
        language = self._look.language
        text, words = language.text, EntryWords(self._play.setup, language)
        if not one.round:
            return [("second", text("hotwash.nothing_yet"))]
        found = []
        if not one.played:
            found.append(("second", text("hotwash.cut_short")))
        events = self._play.setup.model.events
        drawn = [
            text(
                "conduct.in_month",
                title=language.wording(events[event.event].name),
                month=language.date(event.month),
            )
            for event in one.drawn
        ]
        decided = [words.words(offer) for offer in one.offers] or [text("hotwash.undecided")]
        injects = [words.inject(name) for name in one.injects] or [text("hotwash.no_inject")]
        for title, lines in (
            (text("hotwash.decided"), decided),
            (text("hotwash.injects"), injects),
            (text("hotwash.drawn"), drawn),
        ):
            if lines:
                found.append(("key", title))
                found += [("body", line) for line in lines]
        return found

    # ------------------------------------------------------------ charts

    def _show_charts(self, one: ReplayedRound) -> None:
        setup, state = self._play.setup, self._play.state
        wanted = shown_in(setup, one.round) if one.round else setup.exercise.start.charts
        self._make(wanted[:MOST_CURVES])
        strikes = [each.strikes for each in state.injects.values() if each.strikes is not None]
        events = [*strikes, *(event for each in state.drawn.values() for event in each.events)]
        months = tuple(sorted({each.month for each in events}))
        for chart in self.charts:
            self._fill(chart, one)
            chart.set_events(months)
            chart.set_seen_until(one.until)
        self._agree()

    def _make(self, wanted: Sequence[str]) -> None:
        setup, look = self._play.setup, self._look
        if [chart.indicator.id for chart in self.charts] == list(wanted):
            return
        for chart in self.charts:
            self._grid.removeWidget(chart)
            chart.hide()
            chart.deleteLater()
        self.charts = []
        model = setup.model
        first = setup.exercise.start.vantage.plus(-_MONTHS_BEFORE)
        for place, name in enumerate(wanted):
            indicator = model.indicators[name]
            series = None if indicator.series is None else model.series[indicator.series]
            chart = FanChart(
                indicator, series, model.clock, model.votes, look.language, look.tokens, self
            )
            # A click leaves the keys to the rounds; by Tab a chart is read month by month.
            chart.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            chart.set_span((first, min(setup.exercise.last_month, setup.horizon)))
            self.charts.append(chart)
            across = 2 if len(wanted) > 1 else 1
            self._grid.addWidget(chart, place // across, place % across)
            chart.show()

    def _fill(self, chart: FanChart, one: ReplayedRound) -> None:
        """Show what was recorded, or run again where nothing was, and the status quo beside it."""
        play, name = self._play, chart.indicator.id
        latest = play.curves.latest
        policy = frozen_fan(play.setup, play.state, name).policy
        if latest is not None:
            chart.show_baseline(latest.curves.baseline_bands.of(name))
            if policy is None:
                policy = latest.curves.bands.of(name)
        if policy is not None:
            chart.show_policy(policy, moving=False)
        step = play.setup.model.clock.step(one.until)
        contrast = None
        if latest is not None and step > 0:
            try:
                contrast = latest.curves.comparison.at(name, step)
            except RunFailedError:
                contrast = None
        chart.set_headline(contrast)

    def _agree(self) -> None:
        form = max((chart.natural_form for chart in self.charts), default=0)
        for chart in self.charts:
            chart.set_agreed_form(form)
