"""The picker in the top bar: which set of assumptions is in force, and the ways on from it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from desktop.charts.plain_text import tip
from desktop.document.assuming import AdoptSet
from desktop.document.commands import ResetAssumptions
from desktop.document.document import Document
from desktop.domain.assumptions import NEUTRAL
from desktop.ui.assumption_words import set_words
from desktop.ui.fitting_bar import ICON
from desktop.ui.ui_context import UiContext


class AssumptionPicker(QToolButton):
    """Name the set in force; its menu takes another, or opens the conflicts or the survey."""

    conflicts_asked = Signal()
    survey_asked = Signal()

    def __init__(self, document: Document, look: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.setProperty("role", "words")
        self.setIconSize(ICON)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._menu.setToolTipsVisible(True)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        self.set_look(look)

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        self._look = look
        self.setIcon(look.icon("scale", look.tokens.ink2))
        self.refresh()

    def refresh(self) -> None:
        """Name what the document assumes now."""
        words = set_words(self._document.model, self._document.scenario.assumed, self._look)
        about = self._look.text("assume.picker_about", name=words)
        self.setText(about)
        self.setToolTip(tip(about))
        self.setAccessibleName(about)

    def _fill(self) -> None:
        look, menu = self._look, self._menu
        menu.clear()
        assumed = self._document.scenario.assumed
        whole = not assumed.sides and not assumed.values
        group = QActionGroup(menu)
        for one in self._document.model.assumptions.sets.values():
            action = menu.addAction(look.language.wording(one.name))
            action.setToolTip(tip(look.language.wording(one.text)))
            action.setCheckable(True)
            action.setChecked(whole and one.id == assumed.set)
            action.triggered.connect(
                lambda _=False, name=one.id: self._document.apply(AdoptSet(name), self)
            )
            group.addAction(action)
        menu.addSeparator()
        menu.addAction(look.text("assume.open")).triggered.connect(self.conflicts_asked)
        menu.addAction(look.text("assume.survey")).triggered.connect(self.survey_asked)
        menu.addSeparator()
        reset = menu.addAction(look.text("command.reset_assumptions"))
        reset.setEnabled(assumed != NEUTRAL)
        reset.triggered.connect(lambda: self._document.apply(ResetAssumptions(), self))
