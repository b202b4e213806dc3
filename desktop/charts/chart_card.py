"""What every chart of one indicator stands on: a card with title, unit words and headline."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QFocusEvent, QHelpEvent, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QToolTip, QWidget

from desktop.charts.accessible import SpokenChart
from desktop.charts.axes import ValueAxis
from desktop.charts.card import Card, FittedLine, Head, headline_area
from desktop.charts.fonts import metrics
from desktop.charts.headline import Headline, unit_forms
from desktop.charts.measures import DESK, Measures
from desktop.charts.paint import scale_of, takes_pictures
from desktop.charts.plain_text import tip
from desktop.charts.plot_view import PlotView
from desktop.charts.tokens import Tokens
from desktop.domain.indicator import Indicator
from desktop.language.language import Language


class IndicatorChart(SpokenChart):
    """Paint the card from a picture made once, the headline over it, and the ring of the focus.

    Who builds on it makes `_plot` and `_axis`, and calls `_fit_head` and `_fit_headline` when
    words or width have changed.
    """

    _plot: PlotView
    _axis: ValueAxis
    _head: Head
    _headline: Headline | None
    _line: FittedLine
    _natural_form = 0
    _agreed_form = 0

    def __init__(
        self,
        indicator: Indicator,
        language: Language,
        tokens: Tokens,
        parent: QWidget | None = None,
        *,
        measures: Measures = DESK,
    ) -> None:
        super().__init__(parent)
        self._indicator, self._measures = indicator, measures
        self._language, self._tokens = language, tokens
        self._headline = None
        self._card: QPixmap | None = None
        self._card_scale = 0.0
        self._corner: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def indicator(self) -> Indicator:
        """Return the indicator shown."""
        return self._indicator

    @property
    def axis(self) -> ValueAxis:
        """Return the value axis in force."""
        return self._axis

    @property
    def head(self) -> Head:
        """Return title and unit words as they are written."""
        return self._head

    @property
    def line(self) -> FittedLine:
        """Return the headline as it is written."""
        return self._line

    # Geometry

    def set_corner(self, widget: QWidget | None) -> None:
        """Put a small control (menu, picker) into the upper right corner."""
        self._corner = widget
        if widget is not None:
            widget.setParent(self)
            widget.show()
        self._lay_out()

    def _place_corner(self) -> None:
        if self._corner is not None:
            size = self._corner.sizeHint()
            self._corner.setGeometry(QRect(QPoint(self.width() - 8 - size.width(), 5), size))

    def _title_right(self) -> float:
        if self._corner is None:
            return self.width() - self._measures.right
        return self._corner.geometry().left() - 4

    def _lay_out(self) -> None:
        """Lay the card out anew."""
        raise NotImplementedError

    def _plot_area(self, top: int) -> QRect:
        """Return where the plot lies under a head of this height."""
        measures = self._measures
        room = self.width() - measures.left - measures.right
        return QRect(measures.left, top, room, self.height() - top - measures.bottom)

    def _headline_area(self) -> QRect:
        return headline_area(self.width(), self._measures)

    def _values_width(self) -> int:
        """Return the room that the numbers of the axis need."""
        widest = max(
            metrics(self._measures.axis).horizontalAdvance(self._axis.words(tick, self._language))
            for tick in self._axis.ticks
        )
        return max(self._measures.values_width, round(widest) + 8)

    def _fit_head(self) -> None:
        self._forget_card()
        right = self._title_right()
        title = self._language.wording(self._indicator.name)
        self._head = Head.fitted(title, self._units, self._measures, right)

    @property
    def _units(self) -> tuple[str, ...]:
        """Return the unit of the axis, from its full words to the fewest."""
        return unit_forms(self._indicator, self._language, self._axis.high)

    def _fit_headline(self) -> None:
        area = self._headline_area()
        room, measures = area.width(), self._measures
        self._line = FittedLine.fitted(self._headline, room, measures)
        self._natural_form = self._line.form
        if self._agreed_form > self._natural_form:
            self._line = FittedLine.fitted(self._headline, room, measures, self._agreed_form)
        self.update(area)

    @property
    def natural_form(self) -> int:
        """Return which form of the headline there is room for here."""
        return self._natural_form

    def set_agreed_form(self, form: int) -> None:
        """Write the headline no longer than its neighbors do."""
        if form != self._agreed_form:
            self._agreed_form = form
            self._fit_headline()

    def _animated(self) -> bool:
        """Say whether the system wants things to move."""
        hint = QStyle.StyleHint.SH_Widget_Animation_Duration
        return self.style().styleHint(hint, None, self) > 0

    # Paint

    def _forget_card(self) -> None:
        self._card = None
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self._focus_changed()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self._focus_changed()

    def _focus_changed(self) -> None:
        self._forget_card()

    def _outline(self) -> tuple[str, float]:
        """Return the colour of the outline and its width in logical pixels."""
        if self.hasFocus():
            return self._tokens.focus, 2.0
        return self._tokens.line, 1.0

    def _empty_card(self) -> Card:
        return self._card_with(*self._outline())

    def _plain_card(self) -> Card:
        """Return the card as it is for those who are not at the desk."""
        return self._card_with(self._tokens.line, 1.0)

    def _card_with(self, outline: str, width: float) -> Card:
        colour = self._tokens.family(self._indicator.family)
        return Card(self.size(), outline, width, colour, self._tokens, self._head)

    def _paint_card(self, painter: QPainter) -> None:
        scale = scale_of(painter)
        if not takes_pictures(painter):
            self._empty_card().paint(painter)
            return
        if self._card is None or scale != self._card_scale:
            self._card, self._card_scale = self._empty_card().picture(scale), scale
        painter.drawPixmap(QPointF(), self._card)

    # Tooltip

    def event(self, event: QEvent) -> bool:
        """Give what had to be cut as a tooltip over the head of the card."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            words = self.cut_words() if event.pos().y() < self._plot.y() else ""
            if words:
                QToolTip.showText(event.globalPos(), tip(words), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def cut_words(self) -> str:
        """Return in full what the card has no room for; empty when nothing is cut."""
        return "\n".join(self._cut_lines())

    def _cut_lines(self) -> list[str]:
        name, unit = self._language.wording(self._indicator.name), self._units[0]
        lines = [] if (self._head.title, self._head.unit) == (name, unit) else [name, unit]
        if self._headline is not None and not self._line.whole:
            lines.append(self._headline.text)
        return lines
