"""The window that everybody in the room sees."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRect, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QWidget

from desktop.charts.room_state import RoomState
from desktop.charts.style import style_sheet
from desktop.domain.errors import MissingResourceError
from desktop.domain.wording import LanguageCode
from desktop.language.language import Language, load_language
from desktop.ui.ui_context import UiContext
from desktop.views.room.room_chart import RoomChart
from desktop.views.room.room_look import RoomLook, RoomSizes

SMALLEST = QSize(320, 240)
_MARGIN, _GAP = 40, 20


class RoomWindow(QWidget):
    """Show one RoomState after the other, and nothing that is in none.

    It has a title that tells nothing, no tooltip, no dialog and no focus of its own to be seen.
    """

    def __init__(self, look: UiContext, languages: tuple[LanguageCode, ...]) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setMinimumSize(SMALLEST)
        self.setAcceptDrops(False)
        self._commands: tuple[QAction, ...] = ()
        self._state: RoomState | None = None
        self._missing: tuple[MissingResourceError, ...] = ()
        self._charts: list[RoomChart] = []
        self._worn, self._spoken = look, languages
        self.set_look(look, languages)

    @property
    def missing(self) -> tuple[MissingResourceError, ...]:
        """Return why the room does not speak a language it was to speak; mostly empty."""
        return self._missing

    def set_look(self, look: UiContext, languages: tuple[LanguageCode, ...]) -> None:
        """Take a theme and one or two languages, the first one first.

        A language without its catalogue is left out; `missing` tells why.
        """
        self._worn = look
        self._speak(look, languages)
        self.setWindowTitle(QCoreApplication.applicationName())
        self._build()

    def set_commands(self, actions: Sequence[QAction]) -> None:
        """Take what the context menu offers."""
        self._commands = tuple(actions)

    def show_state(self, state: RoomState) -> None:
        """Show a state; what is as it was stays as it is."""
        before, self._state = self._state, state
        if before is None or _parts(before) != _parts(state):
            self._build()
            return
        for chart, curve in zip(self._charts, state.curves, strict=True):
            chart.show_curve(curve, state)

    def picture(self, size: QSize) -> QPixmap:
        """Return what the room sees, as small as to fit a size."""
        return self.grab().scaled(
            size,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )

    def _speak(self, look: UiContext, codes: tuple[LanguageCode, ...]) -> None:
        found: list[Language] = []
        missing: list[MissingResourceError] = []
        for code in codes:
            try:
                own = code == look.language.code
                found.append(look.language if own else load_language(code, look.resources))
            except MissingResourceError as failure:
                missing.append(failure)
        self._languages = tuple(found) or (look.language,)
        self._missing = tuple(missing)

    # What stands in it

    def _build(self) -> None:
        """Make all parts anew, for another look, another size, or other parts."""
        for chart in self._charts:
            chart.hide()
            chart.deleteLater()
        self._charts = []
        self._look = RoomLook(self._languages, self._worn.tokens, RoomSizes(self.height()))
        state = self._state
        if state is not None:
            self._charts = [RoomChart(self._look, c, state, self) for c in state.curves]
            self._lay_out()
        self.update()

    def _lay_out(self) -> None:
        sizes = self._look.sizes
        margin, gap = sizes.px(_MARGIN), sizes.px(_GAP)
        area = self.rect().adjusted(margin, margin, -margin, -margin)
        for chart, place in zip(self._charts, grid(area, len(self._charts), gap), strict=True):
            chart.setGeometry(place)
            chart.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make all parts anew for the size."""
        super().resizeEvent(event)
        self._build()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._worn.tokens.window))
        painter.end()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the commands."""
        if self._commands:
            menu = QMenu(self)
            menu.setStyleSheet(style_sheet(self._worn.tokens, self._worn.resources))
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.addActions(list(self._commands))
            menu.popup(event.globalPos())


def _parts(state: RoomState) -> tuple[object, ...]:
    return tuple(curve.indicator.id for curve in state.curves), state.clock


def grid(area: QRect, count: int, gap: int) -> list[QRect]:
    """Return where so many curves stand: one whole, two stacked, more in two columns."""
    if count == 0:
        return []
    columns = 1 if count <= 2 else 2
    rows = -(-count // columns)
    width = (area.width() - gap * (columns - 1)) // columns
    height = (area.height() - gap * (rows - 1)) // rows
    places = []
    for place in range(count):
        row, column = divmod(place, columns)
        alone = place == count - 1 and count % columns == 1
        places.append(
            QRect(
                area.left() + column * (width + gap),
                area.top() + row * (height + gap),
                area.width() if alone else width,
                height,
            )
        )
    return places
