"""The right edge of the desk: the explanation as a column, or a rail that opens it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from desktop.charts.plain_text import tip
from desktop.ui.focus import FocusBefore
from desktop.ui.ui_context import UiContext
from desktop.views.explain.panel import ExplainPanel

WIDTH, NARROWEST, WIDEST = 316, 280, 420
RAIL = 40
WIDE_WINDOW = 1400
"""Windows narrower than this have the rail."""


class Inspector(QWidget):
    """Hold the explanation at the right of the charts.

    In a wide window it is a column until it is put away; in a narrow one a press on the rail lays
    it over the charts, where it takes nothing from them.
    """

    width_wanted = Signal(int)
    column_chosen = Signal(bool)
    """Whether somebody wants the column where there is room for it."""

    def __init__(
        self,
        panel: ExplainPanel,
        ground: QWidget,
        tight: Callable[[], bool],
        look: UiContext,
        parent: QWidget | None = None,
    ) -> None:
        """Build it.

        `ground` is what the panel lies on when it lies over the charts; `tight` says whether a
        column would take charts away.
        """
        super().__init__(parent)
        self._tight = tight
        self.panel = panel
        self._ground = ground
        self._wide = True
        self._column = True
        self._laid_over = False
        self.setProperty("role", "inspector")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._rail = QWidget(self)
        self.button = QToolButton(self._rail)
        self.button.setProperty("role", "icon")
        self.button.setFixedSize(32, 32)
        self.button.setIconSize(QSize(18, 18))
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(self.toggle)
        down = QVBoxLayout(self._rail)
        down.setContentsMargins(4, 4, 4, 4)
        down.addWidget(self.button)
        down.addStretch(1)
        self._focus = FocusBefore(self.button)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail)
        self._row = row
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        panel.hidden_.connect(self.put_away)
        ground.installEventFilter(self)
        self.set_look(look)
        self._arrange()

    @property
    def open(self) -> bool:
        """Say whether the explanation is on show."""
        return self._laid_over or self._as_column

    @property
    def _as_column(self) -> bool:
        return self._wide and self._column

    def set_look(self, look: UiContext) -> None:
        """Take another language or theme."""
        self.button.setIcon(look.icon("info", look.tokens.ink2))
        self.button.setToolTip(tip(look.text("explain.show")))
        self.button.setAccessibleName(look.text("explain.show"))
        self.panel.set_look(look)

    def set_wide(self, wide: bool) -> None:
        """Say whether the window has room for a column."""
        if wide != self._wide:
            self._wide = wide
            self._laid_over = False
            self._arrange()

    def set_column(self, column: bool) -> None:
        """Begin with the column or without, as it was left."""
        self._column = column
        self._arrange()

    def toggle(self) -> None:
        """Open the explanation, or put it away."""
        if self.open:
            self.put_away()
        else:
            self._focus.remember()
            self.reveal()
            self.panel.setFocus()

    def reveal(self) -> None:
        """Open the explanation where there is room for it."""
        if self.open:
            return
        if self._wide and not self._tight():
            self._column = True
            self.column_chosen.emit(self._column)
        else:
            self._laid_over = True
        self._arrange()

    def put_away(self) -> None:
        """Leave the rail only."""
        inside = self.panel.focusWidget()
        held = inside is not None and inside.hasFocus()
        if self._as_column:
            self._column = False
            self.column_chosen.emit(self._column)
        self._laid_over = False
        self._arrange()
        if held or self.panel.hasFocus():
            self._focus.bring_back()

    def _arrange(self) -> None:
        panel = self.panel
        self._rail.setVisible(not self._as_column)
        if self._as_column:
            self._row.addWidget(panel, 1)
            self.setMinimumWidth(NARROWEST)
            self.setMaximumWidth(WIDEST)
            panel.show()
            self.width_wanted.emit(WIDTH)
            return
        self._row.removeWidget(panel)
        panel.setParent(self._ground)
        self.setFixedWidth(RAIL)
        self.width_wanted.emit(RAIL)
        self._show_laid_over()

    def _show_laid_over(self) -> None:
        """Lay the panel over the charts as long as they are on show: over no page."""
        self.panel.setVisible(self._laid_over and self.isVisible())
        if self._laid_over:
            self._lay_over()

    def _lay_over(self) -> None:
        corner = self.mapTo(self._ground, QPoint(0, 0))
        self.panel.setGeometry(corner.x() - WIDTH, corner.y(), WIDTH, self.height())
        self.panel.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the panel where it lies when the window changes size."""
        if event.type() == QEvent.Type.Resize and self._laid_over:
            self._lay_over()
        return False

    def showEvent(self, event: QShowEvent) -> None:
        """Lay the panel over the charts again."""
        super().showEvent(event)
        if self._laid_over:
            self._show_laid_over()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let the panel go with the charts, which a page covers."""
        super().hideEvent(event)
        if self._laid_over and not event.spontaneous():
            self.panel.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the panel as high as the charts."""
        super().resizeEvent(event)
        if self._laid_over:
            self._lay_over()
