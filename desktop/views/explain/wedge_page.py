"""Parts over time: the wedges that a curve's distance from the status quo divides into."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QIcon, QKeyEvent, QKeySequence, QPainter, QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QSizePolicy,
    QTableWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.analysis.parts import Share
from desktop.analysis.wedges import Grouping, WedgeQuestion, Wedges
from desktop.charts.plain_text import tip
from desktop.charts.tokens import SIZE_AXIS, SIZE_BODY
from desktop.charts.wedge_chart import Wedge, WedgeChart, WedgePicture, stepped
from desktop.domain.clock import Month
from desktop.domain.errors import VecinosError
from desktop.domain.lever import Family
from desktop.domain.model.model import Model
from desktop.domain.parts import PlayerKind
from desktop.domain.policy import PlannedEvent
from desktop.session.live_curves import LiveCurves
from desktop.ui.card_rows import paragraph
from desktop.ui.clipboard import table_data
from desktop.ui.page import EmptyState, Page, card, worded_button
from desktop.ui.segmented_control import Segments
from desktop.ui.table_cells import cell
from desktop.ui.ui_context import UiContext
from desktop.views.explain.wedge_words import WedgeWords

TABLE = 412
_ROW = 26
_SWATCH = 12
HEADS = ("what", "total", "own", "interaction")


@dataclass(slots=True)
class WedgeState:
    """Hold what the page shows, for when it is made anew."""

    indicator: str
    month: Month
    grouping: Grouping = Grouping.LEVER
    stopped: bool = False
    """Somebody did not want to wait for the answer."""


Now = Callable[[], tuple[LiveCurves | None, tuple[PlannedEvent, ...]]]
"""Gives the exact curves as they stand, with the events among them that chance drew."""


class WedgePage(Page):
    """Show how one curve's change divides; `wanted` asks for it and `given_up` for none.

    Whoever answers calls `refresh` once it listens, and `show_wedges`, `show_failure` and
    `show_progress`.
    """

    wanted = Signal(WedgeQuestion)
    given_up = Signal()

    def __init__(self, model: Model, now: Now, state: WedgeState, look: UiContext) -> None:
        self._model, self._now, self.state = model, now, state
        self._indicator = model.indicators[state.indicator]
        name = look.language.wording(self._indicator.name)
        super().__init__(look, look.text("wedges.title", name=name), "")
        self.wedges: Wedges | None = None
        self._curves: LiveCurves | None = None
        self._question: WedgeQuestion | None = None
        self.groupings = Segments(len(Grouping), look.tokens, self)
        self.groupings.set_words([look.text(f"wedges.by.{one}") for one in Grouping])
        self.groupings.segments[list(Grouping).index(state.grouping)].setChecked(True)
        self.groupings.setAccessibleName(look.text("wedges.by"))
        self.groupings.chosen.connect(self._regroup)
        self.copy = worded_button(look.text("wedges.copy"), "plain", look, self, "copy")
        self.copy.clicked.connect(self.copy_table)
        for part in (self.groupings, self.copy):
            self.head.addWidget(part)
        self.sentence = paragraph("", SIZE_BODY, "body", self)
        self.chart = WedgeChart(model.clock, look.language, look.tokens, self)
        self.chart.month_chosen.connect(self.read_month)
        self.table = QTableWidget(0, len(HEADS), self)
        self._set_up_table()
        self._notes = paragraph(look.text("wedges.about"), SIZE_AXIS, "quiet", self)
        self._wait = QWidget(self)
        self._wait_words = paragraph("", SIZE_BODY, "body", self._wait)
        self.bar = QProgressBar(self._wait)
        self.stop = worded_button(look.text("dialog.cancel"), "plain", look, self._wait)
        self.empty = EmptyState(look, self)
        self._lay_out()
        self.stop.clicked.connect(self._give_up)
        self.empty.acted.connect(self._ask_again)

    def _set_up_table(self) -> None:
        table, look = self.table, self.look
        table.setProperty("role", "table")
        table.setShowGrid(False)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(_ROW)
        table.setHorizontalHeaderLabels([look.text(f"wedges.head_{head}") for head in HEADS])
        head = table.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for place in range(len(HEADS)):
            item = table.horizontalHeaderItem(place)
            assert item is not None
            item.setTextAlignment(_side(place))
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setFixedWidth(TABLE)
        table.installEventFilter(self)

    def _lay_out(self) -> None:
        self.bar.setTextVisible(False)
        self.bar.setMaximumWidth(320)
        waiting = QVBoxLayout(self._wait)
        waiting.setContentsMargins(16, 16, 16, 16)
        waiting.setSpacing(12)
        waiting.addWidget(self._wait_words)
        waiting.addWidget(self.bar)
        row = QHBoxLayout()
        row.addWidget(self.stop)
        row.addStretch(1)
        waiting.addLayout(row)
        waiting.addStretch(1)
        self._answer = card(self)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.table, 1)
        right.addWidget(self._notes)
        self._notes.setFixedWidth(TABLE)
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addWidget(self.chart, 1)
        body.addLayout(right)
        column = QVBoxLayout(self._answer)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.sentence)
        column.addLayout(body, 1)
        self.sentence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        for part in (self._answer, self._wait, self.empty):
            self.body.addWidget(part, 1)

    def take_focus(self) -> None:
        """Begin at the chart, or where something can be done in its place."""
        for part in (self.chart, self.stop, self.empty.button):
            if part.isVisibleTo(self):
                part.setFocus()
                return
        self.back.setFocus()

    # ------------------------------------------------------------ asking

    def refresh(self) -> None:
        """Show what there is of the curves as they stand, and ask for what there is not."""
        curves, drawn = self._now()
        if curves is None:
            self._wait_for(self.look.text("wedges.no_curves"))
            return
        self._curves = curves
        question = WedgeQuestion(
            curves.projection.request,
            self.state.indicator,
            self.state.grouping,
            drawn,
            curves.monthly,
        )
        if question == self._question:
            return
        self._question = question
        policy = question.request.policy
        if not policy.settings and not policy.events:
            name = self.look.language.wording(self._indicator.name)
            self._say(self.look.text("explain.story.nothing", name=name))
        elif self.state.stopped:
            self._say_stopped()
        else:
            self._ask(question)

    def _ask(self, question: WedgeQuestion) -> None:
        self._wait_for(self.look.text("wedges.waiting"))
        self.wanted.emit(question)

    def _ask_again(self) -> None:
        self.state.stopped = False
        self._question = None
        self.refresh()
        self.take_focus()

    def _regroup(self, place: int) -> None:
        self.state.grouping = list(Grouping)[place]
        self.state.stopped = False
        self.refresh()

    def _give_up(self) -> None:
        self.state.stopped = True
        self.given_up.emit()
        self._say_stopped()
        self.empty.button.setFocus()

    # ------------------------------------------------------------ answers

    def show_progress(self, done: int, of: int) -> None:
        """Tell how much is worked out."""
        if self._wait.isVisibleTo(self):
            self.bar.setRange(0, of)
            self.bar.setValue(done)
            self._wait_words.setText(self.look.language.text("wedges.runs", done=done, of=of))

    def show_failure(self, error: VecinosError) -> None:
        """Say why there is no answer."""
        if self._wait.isVisibleTo(self):
            self._say(self.look.language.error(error), self.look.text("wedges.again"))

    def show_wedges(self, wedges: Wedges) -> None:
        """Show an answer; one to another question is let go."""
        if wedges.question != self._question:
            return
        self.wedges = wedges
        words = WedgeWords(wedges, self._model, self.look.language)
        if not wedges.shares:
            name = self.look.language.wording(self._indicator.name)
            self._say(self.look.text("wedges.nothing_moves", name=name))
            return
        self.say_about(words.unit)
        self._show_only(self._answer)
        self._read()

    def _wait_for(self, words: str) -> None:
        self._wait_words.setText(words)
        self.bar.setRange(0, 0)
        self._show_only(self._wait)

    def _say_stopped(self) -> None:
        self._say(self.look.text("wedges.stopped"), self.look.text("wedges.work_out"))

    def _say(self, sentence: str, action: str = "") -> None:
        self.wedges = None
        self.empty.say(sentence, action)
        self._show_only(self.empty)

    def _show_only(self, shown: QWidget) -> None:
        self.show_only(shown, (self._answer, self._wait, self.empty), self.take_focus)
        self.copy.setEnabled(shown is self._answer)

    # ------------------------------------------------------------ one month

    @property
    def _step(self) -> int:
        clock = self._model.clock
        return min(max(clock.step(self.state.month), 0), clock.steps)

    def read_month(self, month: Month) -> None:
        """Read another month."""
        self.state.month = month
        if self.wedges is not None:
            self._read()

    def _read(self) -> None:
        wedges, curves = self.wedges, self._curves
        assert wedges is not None
        assert curves is not None
        step = self._step
        words = WedgeWords(wedges, self._model, self.look.language)
        contrast = curves.comparison.at(self.state.indicator, step)
        said = words.sentence(step, contrast)
        self.sentence.setText(said)
        colours = self._colours(wedges)
        shown = tuple(
            Wedge(
                share.total / words.divisor,
                colours[share.players],
                words.short(share),
                share.players in wedges.opposing,
            )
            for share in wedges.shares
        )
        about = self.look.text("wedges.chart_about")
        picture = WedgePicture(shown, wedges.change / words.divisor, wedges.first, said, about)
        self.chart.show_picture(picture, step, words.net(step))
        self._fill_table(words, step, colours)

    def _colours(self, wedges: Wedges) -> dict[object, str]:
        """Return a colour for each wedge: its family's, stepped by size, or a grey."""
        tokens, places = self.look.tokens, dict[str, int]()
        found: dict[object, str] = {}
        for share in wedges.shares:
            base = self._base(share)
            place = places[base] = places.get(base, -1) + 1
            found[share.players] = stepped(base, tokens.surface, place)
        return found

    def _base(self, share: Share) -> str:
        tokens, player = self.look.tokens, share.players[0]
        if len(share.players) > 1:
            return tokens.track
        match player.kind:
            case PlayerKind.LEVER:
                return tokens.family(self._model.levers[player.id].family)
            case PlayerKind.FAMILY:
                return tokens.family(Family(player.id))
            case PlayerKind.EVENT | PlayerKind.CHANCE:
                return tokens.hist
            case _:
                return tokens.family(self._indicator.family)

    def _fill_table(self, words: WedgeWords, step: int, colours: dict[object, str]) -> None:
        assert self.wedges is not None
        lines, table, tokens = words.lines(step), self.table, self.look.tokens
        table.setRowCount(len(lines) + 1)
        for row, line in enumerate(lines):
            players = line.share.players
            figures = [words.number(one, step) for one in (line.total, line.own, line.interaction)]
            self._fill_row(row, words.short(line.share), figures, line.name)
            hatched = players in self.wedges.opposing
            icon = _swatch(colours[players], tokens.surface, hatched=hatched)
            cell(table, row, 0).setIcon(icon)
        whole = self._whole_words()
        self._fill_row(len(lines), whole, [words.number(words.change(step), step)], whole)
        cell(table, len(lines), 0).setIcon(QIcon())
        table.setAccessibleName(self.sentence.text())

    def _whole_words(self) -> str:
        month = self.look.language.date(self.state.month)
        return self.look.text("wedges.whole", month=month)

    def _fill_row(self, row: int, name: str, figures: list[str], whole: str) -> None:
        for place, words in enumerate([name, *figures, "", ""][: len(HEADS)]):
            item = cell(self.table, row, place)
            item.setText(words)
            item.setTextAlignment(_side(place))
            item.setToolTip(tip(whole if place == 0 else ""))

    # ------------------------------------------------------------ copying

    def copy_table(self) -> None:
        """Copy the table of the month that is read, as text and as HTML."""
        wedges = self.wedges
        if wedges is None:
            return
        step, look = self._step, self.look
        words = WedgeWords(wedges, self._model, look.language)
        heads = [look.text(f"wedges.head_{head}") for head in HEADS]
        heads[0] = look.text(
            "wedges.copied", name=look.language.wording(self._indicator.name), unit=words.unit
        )
        rows: list[list[str | float]] = [
            [one.name, one.total, one.own, one.interaction] for one in words.lines(step)
        ]
        rows.append([self._whole_words(), words.change(step), "", ""])
        QApplication.clipboard().setMimeData(table_data(heads, rows))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Ctrl+C in the table copy all of it."""
        if watched is self.table and event.type() is QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            if event.matches(QKeySequence.StandardKey.Copy):
                self.copy_table()
                return True
        return False


def _side(place: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if place else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _swatch(colour: str, ground: str, *, hatched: bool) -> QIcon:
    picture = QPixmap(_SWATCH, _SWATCH)
    picture.fill(QColor(colour))
    if hatched:
        painter = QPainter(picture)
        painter.fillRect(
            QRectF(0, 0, _SWATCH, _SWATCH), QBrush(QColor(ground), Qt.BrushStyle.BDiagPattern)
        )
        painter.end()
    return QIcon(picture)
