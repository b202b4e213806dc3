"""The card of one curve of a room: title and headline in each language, and the plot."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.charts.headline import Headline, measured_headline
from desktop.charts.room_headline import room_headline
from desktop.charts.room_state import RoomCurve, RoomState
from desktop.language.language import Language
from desktop.views.room.room_card import RoomCard
from desktop.views.room.room_look import RoomLook
from desktop.views.room.room_plot import FloatArray, RoomPlot
from desktop.views.room.room_text import RoomText

_LEAST_PLOT = 200
"""Height of a plot from which it is worth its place, in a window 1080 pixels high."""
_FORMS = 4


class RoomChart(RoomCard):
    """Show one curve; what is longer than its place is said in fewer words."""

    def __init__(self, look: RoomLook, curve: RoomCurve, state: RoomState, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._curve, self._state = curve, state
        self._told = True
        self._titles = [RoomText(self) for _ in look.languages]
        self._lines = [RoomText(self) for _ in look.languages]
        self._plot = RoomPlot(look, curve, state, self)
        self._bar = QRect()
        self._say()

    @property
    def indicator(self) -> str:
        """Return the id of the indicator shown."""
        return self._curve.indicator.id

    @property
    def plot(self) -> RoomPlot:
        """Return the plot in the card."""
        return self._plot

    @property
    def titles(self) -> list[RoomText]:
        """Return the titles, one in each language."""
        return self._titles

    @property
    def lines(self) -> list[RoomText]:
        """Return the headlines, one in each language."""
        return self._lines

    def show_curve(self, curve: RoomCurve, state: RoomState) -> None:
        """Show the curve of a new state."""
        self._curve, self._state = curve, state
        self._plot.show_curve(curve, state)
        self._say()

    def travel(self, before: FloatArray | None, share: float) -> None:
        """Draw the policy a share of its way on; what it comes to is said when it has arrived."""
        self._plot.travel(before, share)
        told = before is None or share >= 1.0
        if told != self._told:
            self._told = told
            self._say()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the card out anew."""
        super().resizeEvent(event)
        self._lay_out()

    # Words

    def _headline(self, language: Language) -> Headline | None:
        curve, state = self._curve, self._state
        single, reach = state.monthly and curve.indicator.twelve_months, self._plot.axis.high
        if curve.difference is not None:
            return room_headline(
                curve.difference,
                curve.indicator,
                state.clock,
                language,
                monthly=state.monthly,
                reach=reach,
            )
        if state.seen_until is None or state.seen_until >= state.clock.first:
            return None
        return measured_headline(
            state.seen_until, curve.series, curve.indicator, language, monthly=single, reach=reach
        )

    def _say(self) -> None:
        self._lay_out()

    def _word(self, form: int) -> None:
        """Write all lines in one of their forms, 0 being the longest."""
        look, sizes, tokens = self.look, self.look.sizes, self.look.tokens
        indicator = self._curve.indicator
        for place, language in enumerate(look.languages):
            first = place == 0
            title, line = self._titles[place], self._lines[place]
            name = indicator.name if form < 2 else indicator.short
            size = sizes.type(42) if form < 2 else sizes.headline
            title.wear(size if first else sizes.headline, tokens.ink if first else tokens.ink2)
            title.say_plain(language.wording(name), language.code, strong=True)
            headline = self._headline(language)
            runs = () if headline is None else headline.forms[form]
            line.wear(sizes.headline, tokens.ink2, tokens.ink)
            line.say(runs if self._told else runs[:1], language.code)

    # Geometry

    def _lay_out(self) -> None:
        if self.width() <= 0:
            return
        least = self.look.sizes.px(_LEAST_PLOT)
        for form in range(_FORMS):
            self._word(form)
            top = self._place_head()
            if self.height() - top - self.look.sizes.px(12) >= least:
                break
        bottom = self.height() - self.look.sizes.px(10)
        left = self.look.sizes.px(20)
        place = QRect(left, top, self.width() - left - self.look.sizes.px(16), bottom - top)
        self._plot.setVisible(place.height() > least // 3)
        self._plot.setGeometry(place)

    def _place_head(self) -> int:
        """Place the lines of the head, and return where they end."""
        sizes = self.look.sizes
        left, top = sizes.px(28), sizes.px(20)
        inset = sizes.px(24)
        width = self.width() - left - sizes.px(24)
        for title in self._titles:
            height = title.height_in(width - inset)
            title.setGeometry(left + inset, top, width - inset, height)
            top += height
        first = self._titles[0].geometry()
        self._bar = QRect(left, first.top(), sizes.px(9), first.height())
        self._bar.adjust(0, sizes.px(8), 0, -sizes.px(6))
        for line in self._lines:
            height = line.height_in(width)
            line.setGeometry(left, top, width, height)
            line.setVisible(height > 0)
            top += height
        return top

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card and the family's bar."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        family = self.look.tokens.family(self._curve.indicator.family)
        painter.fillRect(QRectF(self._bar), QColor(family))
        painter.end()
