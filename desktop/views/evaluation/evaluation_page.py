"""The answer to "why should I believe you?": three pages over the whole window."""

from enum import StrEnum

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from desktop.charts.plain_text import PlainLabel, tip
from desktop.domain.errors import VecinosError
from desktop.domain.model.model import Model
from desktop.session.evaluation_sources import Sources
from desktop.session.own_data import OwnData
from desktop.ui.segmented_control import Segments
from desktop.ui.ui_context import UiContext
from desktop.views.evaluation.experiments_view import ExperimentsView
from desktop.views.evaluation.hindcast_view import HindcastView
from desktop.views.evaluation.own_view import OwnView
from desktop.views.evaluation.tab import MARGIN

HEIGHT = 48


class Part(StrEnum):
    """Name a page; its words are the message `trust.<name>`."""

    HINDCAST = "hindcast"
    EXPERIMENTS = "experiments"
    OWN = "own"


class EvaluationPage(QWidget):
    """Show how the model did before; `left` asks to go back to the desk."""

    left = Signal()
    ready = Signal()
    """Everything that the page shows stands on it."""
    failed = Signal(VecinosError)
    """Something asked for could not be computed."""
    address_opened = Signal(str)
    """Somebody asked for the browser, and this is where it shall go."""

    def __init__(
        self,
        model: Model,
        sources: Sources,
        own_data: OwnData,
        look: UiContext,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.back = QToolButton(self)
        self.back.setProperty("role", "icon")
        self.back.setFixedSize(32, 32)
        self.back.setIconSize(QSize(18, 18))
        self.back.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.back.clicked.connect(self.left)
        self._title = PlainLabel(self)
        self._title.setProperty("role", "page")
        self.parts = Segments(len(Part), look.tokens, self)
        self.parts.chosen.connect(lambda place: self.show_part(list(Part)[place]))
        self.hindcast = HindcastView(model.indicators, sources, look, self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.hindcast)
        self.experiments = ExperimentsView(model, sources, look, self)
        self.experiments.address_opened.connect(self.address_opened)
        self._stack.addWidget(self.experiments)
        self.own = OwnView(model, sources, own_data, look, self)
        self._stack.addWidget(self.own)
        self.hindcast.origin_shown.connect(lambda _: self.ready.emit())
        self.experiments.shown.connect(self.ready)
        self.own.shown.connect(self.ready)
        for view in (self.hindcast, self.experiments, self.own):
            view.failed.connect(self.failed)
        bar = QWidget(self)
        bar.setProperty("role", "bar")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        bar.setFixedHeight(HEIGHT)
        row = QHBoxLayout(bar)
        row.setContentsMargins(MARGIN - 8, 0, MARGIN, 0)
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addWidget(self._title)
        row.addStretch(1)
        row.addWidget(self.parts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        self.bars = QHBoxLayout()
        """Where the bars of the desk stand while this page covers it."""
        self.bars.setContentsMargins(MARGIN, 0, MARGIN, 0)
        self.bars.setSpacing(8)
        column.addLayout(self.bars)
        column.addWidget(self._stack, 1)
        self.set_look(look)

    @property
    def part(self) -> Part:
        """Return the page shown."""
        return list(Part)[self._stack.currentIndex()]

    def show_part(self, part: Part) -> None:
        """Show one of the pages."""
        place = list(Part).index(part)
        self.parts.segments[place].setChecked(True)
        self._stack.setCurrentIndex(place)
        self._open()

    def _open(self) -> None:
        if not self.isVisible():
            return
        if self.part is Part.HINDCAST:
            self.hindcast.open_page()
        elif self.part is Part.EXPERIMENTS:
            self.experiments.open_page()
        else:
            self.own.open_page()

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        self._title.setText(look.text("trust.title"))
        self.setAccessibleName(look.text("trust.title"))
        self.back.setIcon(look.icon("chevron-left", look.tokens.ink2))
        self.back.setToolTip(tip(look.text("trust.back")))
        self.back.setAccessibleName(look.text("trust.back"))
        self.parts.setAccessibleName(look.text("trust.pages"))
        self.parts.set_look(look.tokens)
        self.parts.set_words([look.text(f"trust.{part}") for part in Part])
        self.hindcast.set_look(look)
        self.experiments.set_look(look)
        self.own.set_look(look)

    def close_pages(self) -> None:
        """Build and compute nothing more; work under way is waited for."""
        self.hindcast.close_page()
        self.experiments.close_page()
        self.own.records.close()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for what the page shows; nothing is read or computed before."""
        super().showEvent(event)
        self._open()

    def hideEvent(self, event: QHideEvent) -> None:
        """Want no more curves; the desk needs the processor now."""
        super().hideEvent(event)
        self.hindcast.hindcasts.cancel()
        self.experiments.cases.cancel()
        self.own.records.cancel()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the desk with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def open_evaluation_page(
    model: Model, own_data: OwnData, look: UiContext, parent: QWidget
) -> EvaluationPage:
    """Return the pages over the shipped record; whoever opens them calls `close_pages`."""
    return EvaluationPage(model, Sources.of(look.resources), own_data, look, parent)
