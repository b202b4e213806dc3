"""The target lines of a scenario on the charts of the desk: shown, dragged, set by typing."""

from collections import Counter

from PySide6.QtCore import QObject

from desktop.bridge.document_signals import DocumentSignals
from desktop.charts.target_drag import TargetDrag
from desktop.charts.targets import target_words
from desktop.document.changes import Changes
from desktop.document.document import Document
from desktop.document.filing import SetTargets
from desktop.document.undo_history import UndoStep
from desktop.domain.model.model import Model
from desktop.domain.scenario import TargetLine
from desktop.ui.ui_context import UiContext
from desktop.views.curves.chart_card import ChartSlot
from desktop.views.curves.target_card import TargetCard


class TargetEditor(QObject):
    """Keep the charts that joined in step with the document; each change is one undo step."""

    def __init__(
        self, document: Document, signals: DocumentSignals, look: UiContext, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._document, self._look = document, look
        self._cards: list[ChartSlot] = []
        signals.changed.connect(self._on_document_changed)

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        self._look = look

    def join(self, card: ChartSlot) -> None:
        """Show the target lines of a chart's indicator on it, and let them be set there."""
        self._cards.append(card)
        TargetDrag(card.chart).moved.connect(self._move)
        card.target_asked.connect(lambda: self.open(card))
        self._show(card)

    def forget(self) -> None:
        """Know none of the charts that joined any more: they go."""
        self._cards = []

    def open(self, card: ChartSlot) -> TargetCard:
        """Ask for a target line of a chart, or let those it has be changed."""
        indicator = self._document.model.indicators[card.indicator]
        asked = TargetCard(self._document, indicator, card.chart.axis, self._look, card)
        asked.open_for(card)
        return asked

    def _show(self, card: ChartSlot) -> None:
        targets = self._document.scenario.targets
        card.chart.set_targets(tuple(one for one in targets if one.indicator == card.indicator))

    def _on_document_changed(self, changes: Changes) -> None:
        if changes.details or changes.scenario:
            for card in self._cards:
                self._show(card)

    def _move(self, old: TargetLine, new: TargetLine) -> None:
        targets = list(self._document.scenario.targets)
        if old in targets:
            targets[targets.index(old)] = new
            self._document.apply(SetTargets(tuple(targets)), self)


def target_step_words(step: UndoStep, model: Model, look: UiContext) -> str:
    """Return what a step did to the target lines; empty for one that did nothing to them."""
    before, after = Counter(step.before.targets), Counter(step.after.targets)
    gone, come = tuple(before - after), tuple(after - before)
    if not gone and not come:
        return ""
    one = (come or gone)[0]
    indicator = model.indicators.get(one.indicator)
    if len(gone) > 1 or len(come) > 1 or indicator is None:
        return ""
    name = look.language.wording(indicator.name)
    target = target_words(one, indicator, look.language)
    if gone and come:
        return look.text("command.target_moved", indicator=name, target=target)
    if come:
        return look.text("command.target_set", indicator=name, target=target)
    return look.text("command.target_removed", indicator=name, target=target)
