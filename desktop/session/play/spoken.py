"""What a play is played on, in the words of the room: the one place that calls levers for it.

Own names belong to the scenario on the desk. Pages of a play and the room go by them; the record,
forms that come back, packs and reports, which are for others too, keep the model's.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.bridge.document_signals import DocumentSignals
from desktop.document.changes import Changes
from desktop.document.document import Document
from desktop.document.own_names import named
from desktop.document.play.state import Setup

if TYPE_CHECKING:
    from desktop.domain.scenario import LeverName


class SpokenSetup(QObject):
    """Give one and the same setup for as long as play and names are the same."""

    changed = Signal()
    """Levers go by other names, or may do so."""

    def __init__(
        self, document: Document, signals: DocumentSignals, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._known: tuple[Setup, tuple[LeverName, ...], Setup] | None = None
        signals.changed.connect(self._follow)

    def of(self, setup: Setup) -> Setup:
        """Return a setup whose levers go by the desk's own names, itself where there are none."""
        scenario, known = self._document.scenario, self._known
        if known is None or known[0] is not setup or known[1] != scenario.lever_names:
            model = named(setup.model, scenario)
            spoken = setup if model is setup.model else replace(setup, model=model)
            known = self._known = setup, scenario.lever_names, spoken
        return known[2]

    def _follow(self, changes: Changes) -> None:
        if changes.lever_names or changes.scenario:
            self.changed.emit()
