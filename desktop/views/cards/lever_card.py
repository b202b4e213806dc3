"""The help card of a lever, in a window beside the charts."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QPoint, QSize, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.analysis.outcomes import Outcomes
from desktop.document.causes import ModelGraph
from desktop.document.changes import Changes
from desktop.document.commands import SetLever, ShowCharts
from desktop.document.document import Document
from desktop.domain.clock import Month
from desktop.domain.errors import VecinosError
from desktop.domain.help_card import HelpCard
from desktop.domain.lever import Family, Setting
from desktop.session.outcome_runs import OutcomeRuns, Stand
from desktop.ui.choice_box import ChoiceBox
from desktop.ui.page import Scrolled, worded_button
from desktop.ui.side_window import SideWindow
from desktop.ui.ui_context import UiContext
from desktop.views.cards.card_column import CardColumn

SIZE = QSize(420, 760)
SMALLEST = QSize(370, 320)
_EDGE = 12


class LeverCard(SideWindow):
    """Tell about one lever at a time: what was done with it, what it moves, who gains, who loses.

    Nothing on it is typed twice: what it moves comes from central runs, replies and evidence from
    the model. It stays open while levers are moved. `runs` is the card's from now on.
    """

    chart_wanted = Signal(str)
    """An indicator whose chart shall be shown."""
    evidence_wanted = Signal(str)
    """The lever of which somebody wants to know what it rests on."""
    explain_wanted = Signal(str)
    """The lever whose effects shall be explained."""

    def __init__(
        self,
        document: Document,
        cards: Mapping[str, HelpCard],
        runs: OutcomeRuns,
        month: Month,
        look: UiContext,
        parent: QWidget,
    ) -> None:
        super().__init__(SMALLEST, parent)
        self._document, self._cards, self._runs, self._month = document, cards, runs, month
        self._look = look
        self._graph = ModelGraph(document.model)
        self._found: Outcomes | None = None
        self._failed: VecinosError | None = None
        runs.setParent(self)
        runs.found.connect(self._take)
        runs.failed.connect(self._fail)
        self.choice = ChoiceBox("", self)
        self.choice.activated.connect(self._chosen)
        self.away = worded_button("", "main", look, self)
        self.away.clicked.connect(self.close)
        self.column: CardColumn | None = None
        self._area: Scrolled | None = None
        self.evidence = worded_button("", "plain", look, self)
        self.explain = worded_button("", "plain", look, self)
        self.evidence.clicked.connect(lambda: self._leave_for(self.evidence_wanted))
        self.explain.clicked.connect(lambda: self._leave_for(self.explain_wanted))
        foot = QHBoxLayout()
        foot.addWidget(self.evidence)
        foot.addWidget(self.explain)
        foot.addStretch(1)
        foot.addWidget(self.away)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(16, 14, 8, 12)
        self._outer.setSpacing(8)
        self._outer.addWidget(self.choice)
        self._outer.addLayout(foot)
        levers = document.model.levers.values()
        families = list(Family)
        self._levers = [one.id for one in sorted(levers, key=lambda x: families.index(x.family))]
        self._lever = self._levers[0]
        self._stop_listening = document.listen(self._on_document_changed)
        self.stand(SIZE)
        self._stand_right()

    @property
    def lever(self) -> str:
        """Return the lever on show."""
        return self._lever

    def show_lever(self, lever: str) -> None:
        """Show another lever's card, from its beginning."""
        self._lever = lever
        self._fill_choice()
        self._build(keep_place=False)
        self._runs.want(Stand.FAR_END)

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        self._look = look
        self._fill_choice()
        self._build()

    def set_month(self, month: Month) -> None:
        """Speak of what is changed by another month."""
        if month != self._month:
            self._month = month
            self._tell_moves()

    def release(self) -> None:
        """End the runs, and hear the document no longer."""
        self._stop_listening()
        self._runs.cancel()

    # ------------------------------------------------------------ what it shows

    def _stand_right(self) -> None:
        """Stand at the right edge of the desk: the levers and most of the charts stay in sight."""
        parent = self.parentWidget()
        if parent is None:
            return
        corner = parent.mapToGlobal(QPoint(parent.width() - self.width() - _EDGE, 0))
        room = self.screen().availableGeometry()
        self.move(max(room.left(), min(corner.x(), room.right() - self.width())), self.y())

    def _fill_choice(self) -> None:
        language = self._look.language
        self.choice.clear()
        for lever in self._levers:
            self.choice.addItem(language.wording(self._document.model.levers[lever].name), lever)
        self.choice.setCurrentIndex(self._levers.index(self._lever))
        self.choice.setAccessibleName(self._look.text("cards.lever"))
        self.away.setText(self._look.text("dialog.close"))
        self.evidence.setText(self._look.text("levers.card.evidence"))
        self.explain.setText(self._look.text("levers.card.explain"))
        name = language.wording(self._document.model.levers[self._lever].name)
        self.setWindowTitle(self._look.text("cards.title", lever=name))

    def _chosen(self, place: int) -> None:
        self.show_lever(self._levers[place])

    def _build(self, *, keep_place: bool = True) -> None:
        place = 0
        if self._area is not None:
            place = self._area.verticalScrollBar().value() if keep_place else 0
            self._outer.removeWidget(self._area)
            self._area.hide()
            self._area.deleteLater()
        setting = self._document.scenario.combined.settings.get(self._lever)
        card = self._cards[self._lever]
        column = self.column = CardColumn(card, self._graph, setting, self._look, self)
        column.chart_wanted.connect(self.chart_wanted)
        column.charts_wanted.connect(self._show_charts)
        column.value_wanted.connect(self._set_value)
        area = self._area = Scrolled(column, self)
        self._outer.insertWidget(1, area, 1)
        self._tell_moves()
        area.show()
        area.fit()
        area.verticalScrollBar().setValue(place)

    def _tell_moves(self) -> None:
        column, look = self.column, self._look
        if column is None:
            return
        if self._failed is not None:
            column.say_moves(look.language.error(self._failed))
        elif self._found is None or self._lever not in self._found.settings:
            column.say_moves(look.text("cards.moves_waiting"))
        else:
            column.show_moves(self._found, self._month)
        if self._area is not None:
            self._area.fit()

    def _take(self, found: Outcomes) -> None:
        self._found, self._failed = found, None
        self._tell_moves()

    def _fail(self, error: VecinosError) -> None:
        self._failed = error
        self._tell_moves()

    # ------------------------------------------------------------ what it does

    def _leave_for(self, wanted: SignalInstance) -> None:
        """Close, and leave the right edge of the desk to what was asked for."""
        lever = self._lever
        self.close()
        wanted.emit(lever)

    def _show_charts(self) -> None:
        """Show the suggested charts, and after them those that are shown already."""
        suggested = self._cards[self._lever].charts
        others = (one for one in self._document.scenario.charts if one not in suggested)
        self._document.apply(ShowCharts((*suggested, *others)), self)

    def _set_value(self, value: float) -> None:
        """Set the lever, in its own time where it has one."""
        now = self._document.scenario.combined.settings.get(self._lever, Setting(value))
        self._document.apply(SetLever(self._lever, replace(now, value=value)), self)

    def _on_document_changed(self, changes: Changes) -> None:
        if changes.model or changes.lever_names or changes.scenario:
            self._graph = ModelGraph(self._document.model)
            self._fill_choice()
        if changes.model or changes.assumptions or changes.scenario:
            self._found = None
            self._runs.want(Stand.FAR_END)
        if (
            changes.model
            or changes.lever_names
            or changes.scenario
            or (changes.gesture_ended and self._lever in changes.levers)
        ):
            self._build()
