"""The windows that stand beside the desk: what is assumed, and which conclusions survive it."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.document.document import Document
from desktop.ui.ui_context import UiContext
from desktop.views.assumptions.panel import AssumptionPanel
from desktop.views.assumptions.survival import SurvivalWindow
from desktop.views.curves.chart_area import ChartArea


class SideWindows(QObject):
    """Open them; they take every language and theme that the desk takes."""

    evidence_asked = Signal(str)
    """Somebody wants to see what a parameter rests on."""
    _look_changed = Signal(UiContext)

    def __init__(
        self, document: Document, desk: ChartArea, look: UiContext, window: QWidget
    ) -> None:
        super().__init__(window)
        self._document, self._desk, self._look, self._window = document, desk, look, window

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        self._look = look
        self._look_changed.emit(look)

    def show_assumptions(self) -> AssumptionPanel:
        """Open the window of the assumptions, beside the curves."""
        panel = AssumptionPanel(self._document, self._look, self._window)
        panel.survey_asked.connect(self.show_survey)
        panel.evidence_asked.connect(self.evidence_asked)
        self._look_changed.connect(panel.set_look)
        panel.show()
        return panel

    def show_survey(self) -> SurvivalWindow:
        """Open the window that says which conclusions survive, and begin to find out."""
        month = self._desk.headline_month
        dialog = SurvivalWindow(self._document, month, self._look, self._window)
        self._look_changed.connect(dialog.set_look)
        dialog.show()
        return dialog
