"""The card of one curve of a room: title and headline in each language, and the plot."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.charts.headline import Headline, chart_sentence, measured_headline
from desktop.charts.room_headline import room_headline
from desktop.charts.room_state import RoomCurve, RoomState
from desktop.language.language import Language
from desktop.views.room.room_card import RoomCard
from desktop.views.room.room_look import RoomLook
from desktop.views.room.room_plot import FloatArray, RoomPlot
from desktop.views.room.room_text import RoomText
from desktop.views.room.side_card import beside, heights, stack

_LEAST_PLOT = 250
"""Height of a plot from which it is worth its place, in a window 1080 pixels high."""
_FORMS = 6
"""Of all words: four of the headline, then it stands in one language, then no sentence does."""
_WORDED = 4


class RoomChart(RoomCard):
    """Show one curve; what is longer than its place is said in fewer words."""

    def __init__(self, look: RoomLook, curve: RoomCurve, state: RoomState, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._curve, self._state = curve, state
        self._told = True
        self._titles = [RoomText(self) for _ in look.languages]
        self._lines = [RoomText(self) for _ in look.languages]
        self._notes = [RoomText(self) for _ in look.languages]
        self._sentences = [RoomText(self) for _ in look.languages]
        self._spoken = False
        self._plot = RoomPlot(look, curve, state, self)
        self._bar = QRect()
        self._agreed = self._natural = self._form = 0
        self._word(0)

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

    @property
    def sentences(self) -> list[RoomText]:
        """Return what is said under the plot, one text in each language."""
        return self._sentences

    def show_curve(self, curve: RoomCurve, state: RoomState) -> None:
        """Show the curve of a new state."""
        self._curve, self._state = curve, state
        self._plot.show_curve(curve, state)
        if state.moving:
            self._follow()
        else:
            self._lay_out()

    def _follow(self) -> None:
        """Write what a slider makes of the headline; all keeps its place while there is room."""
        self._word(self._form)
        if any(line.height_in(line.width()) > line.height() for line in self._lines):
            self._lay_out()

    def travel(self, before: FloatArray | None, share: float) -> None:
        """Draw the policy a share of its way on; what it comes to is said when it has arrived."""
        self._plot.travel(before, share)
        told = before is None or share >= 1.0
        if told != self._told:
            self._told = told
            self._lay_out()

    def show_sentence(self, *, shown: bool) -> bool:
        """Write the chart's sentence under it, or leave it away; say whether that is new."""
        if shown == self._spoken:
            return False
        self._spoken = shown
        self._lay_out()
        return True

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
            runs = () if headline is None else headline.forms[min(form, _WORDED - 1)]
            line.wear(sizes.headline, tokens.ink2, tokens.ink)
            if place > 0 and form >= _WORDED:
                runs = ()
            # What a curve will come to is not told before it has arrived.
            line.say(runs if self._told else runs[:1], language.code, aloud=not self._state.moving)
            self._write_note(self._notes[place], language, shown=form < 2)
            spoken = self._spoken and form < _FORMS - 1
            self._write_sentence(self._sentences[place], language, headline, shown=spoken)

    def _write_note(self, text: RoomText, language: Language, *, shown: bool) -> None:
        """Say that nothing was measured; inside a plot it would lie on the curve."""
        noted = shown and self._curve.indicator.series is None
        text.wear(self.look.sizes.label, self.look.tokens.ink2)
        year = self._state.clock.first.year
        text.say_plain(language.text("chart.no_series", year=year) if noted else "", language.code)

    def _write_sentence(
        self, text: RoomText, language: Language, headline: Headline | None, *, shown: bool
    ) -> None:
        told = headline if self._told else None
        sentence = chart_sentence(self._curve.indicator, told, language, reach=self._plot.axis.high)
        if language is self.look.first:
            self._plot.set_sentence(sentence)
        text.wear(self.look.sizes.label, self.look.tokens.ink2)
        text.say_plain(sentence if shown else "", language.code)

    # Geometry

    def _lay_out(self) -> None:
        if self.width() <= 0:
            return
        left, least = self.look.sizes.px(20), self.look.sizes.px(_LEAST_PLOT)
        for form in range(_FORMS):
            self._natural = form
            top, bottom = self._arrange(form)
            if bottom - top >= least:
                break
        self._form = max(self._natural, self._agreed)
        if self._form != self._natural:
            top, bottom = self._arrange(self._form)
        place = QRect(left, top, self.width() - left - self.look.sizes.px(16), bottom - top)
        measures = self.look.sizes.chart
        lowest = measures.marks_height + measures.years_height + 2 * measures.axis
        self._plot.setVisible(place.height() >= lowest)
        self._plot.setGeometry(place)

    @property
    def natural_form(self) -> int:
        """Return the longest form of the words that leaves the plot its room; 0 is the longest."""
        return self._natural

    def agree(self, form: int) -> None:
        """Say no more than the curves beside have room for."""
        if form != self._agreed:
            self._agreed = form
            self._lay_out()

    def _arrange(self, form: int) -> tuple[int, int]:
        """Place the words in one of their forms, and return where the plot begins and ends."""
        self._word(form)
        return self._place_head(), self._place_sentences()

    def _place_head(self) -> int:
        """Place the lines of the head, and return where they end."""
        sizes = self.look.sizes
        left, top = sizes.px(28), sizes.px(20)
        inset = sizes.px(24)
        width = self.width() - left - sizes.px(24)
        top = beside(self._titles, left + inset, top, width - inset, sizes.px(28))
        first = self._titles[0]
        self._bar = QRect(left, first.y(), sizes.px(9), first.height())
        self._bar.adjust(0, sizes.px(8), 0, -sizes.px(6))
        return stack([*self._lines, *self._notes], left, top, width) + sizes.px(6)

    def _place_sentences(self) -> int:
        """Place what is said under the plot, and return where the plot ends."""
        sizes = self.look.sizes
        bottom, left = self.height() - sizes.px(12), sizes.px(28)
        if not self._spoken:
            for text in self._sentences:
                text.hide()
            return bottom
        width = self.width() - 2 * left
        bottom -= heights(self._sentences, width)
        stack(self._sentences, left, bottom, width)
        return bottom - sizes.px(16)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card and the family's bar."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        family = self.look.tokens.family(self._curve.indicator.family)
        painter.fillRect(QRectF(self._bar), QColor(family))
        painter.end()
