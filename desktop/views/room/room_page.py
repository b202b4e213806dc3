"""All that stands in the room's window: title, curves, cards beside them, and the disclaimer."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.charts.room_state import RoomCurve, RoomState
from desktop.domain.room import RoomScene
from desktop.views.room.room_chart import RoomChart
from desktop.views.room.room_look import RoomLook
from desktop.views.room.room_plot import FloatArray
from desktop.views.room.room_text import RoomText
from desktop.views.room.side_card import stack
from desktop.views.room.side_column import SideColumn, SideParts

_MARGIN, _GAP = 40, 20
_TITLE, _SUBTITLE = 38, 31
_COLUMN = 530
_WIDEST_COLUMN, _WIDE_COLUMN = 0.34, 0.46
"""Shares of the width: of the usual column at most, and of one with a long text."""


class RoomPage(QWidget):
    """Show one state after the other in one look; for another look another one is made."""

    def __init__(self, look: RoomLook, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._look = look
        self._state: RoomState | None = None
        self._charts: list[RoomChart] = []
        self._turn = 0
        """The chart that followed a slider last."""
        self._side = SideColumn(look, self)
        self._titles = [RoomText(self) for _ in look.languages]
        self._subtitles = [RoomText(self) for _ in look.languages]
        self._foot = [RoomText(self) for _ in look.languages]
        for text, language in zip(self._foot, look.languages, strict=True):
            text.wear(look.sizes.label, look.tokens.ink2)
            text.say_plain(language.text("desk.disclaimer"), language.code)

    @property
    def charts(self) -> list[RoomChart]:
        """Return the cards of the curves."""
        return self._charts

    @property
    def side(self) -> SideColumn:
        """Return the cards beside the curves."""
        return self._side

    def show_state(self, state: RoomState, scene: RoomScene) -> None:
        """Show the curves of a state with what stands round them.

        The scene may be an earlier one while curves move: a score tells where they end.
        """
        before, self._state = self._state, state
        anew = self._show_titles(scene)
        anew |= self._side.show(SideParts.of(scene, state))
        if before is None or _named(before) != _named(state) or before.clock != state.clock:
            self._make_charts(state)
            anew = True
        else:
            for chart, curve in self._due(state):
                chart.show_curve(curve, state)
        for chart in self._charts[:1]:
            anew |= chart.show_sentence(shown=scene.spoken)
        if anew:
            self._lay_out()
        elif not state.moving:
            self._agree()

    def _due(self, state: RoomState) -> list[tuple[RoomChart, RoomCurve]]:
        """Return the charts that follow now: while a slider moves one at a step, in turn."""
        pairs = list(zip(self._charts, state.curves, strict=True))
        if not state.moving:
            return pairs
        self._turn = (self._turn + 1) % len(pairs) if pairs else 0
        return pairs[self._turn : self._turn + 1]

    def travel(self, before: tuple[FloatArray | None, ...], share: float) -> None:
        """Draw the policies, percentiles (5, TIME), a share of their way on from `before`."""
        for chart, each in zip(self._charts, before, strict=False):
            chart.travel(each, share)

    def _make_charts(self, state: RoomState) -> None:
        for chart in self._charts:
            chart.hide()
            chart.deleteLater()
        self._charts = [RoomChart(self._look, curve, state, self) for curve in state.curves]

    def _show_titles(self, scene: RoomScene) -> bool:
        look, sizes, tokens = self._look, self._look.sizes, self._look.tokens
        said = [text.runs for text in (*self._titles, *self._subtitles)]
        titles = dict(look.wordings(scene.title))
        for place, (text, language) in enumerate(zip(self._titles, look.languages, strict=True)):
            size = sizes.type(_TITLE) if place == 0 else sizes.headline
            text.wear(size, tokens.ink)
            text.say_plain(titles.get(language.code, ""), language.code, strong=True)
        subtitles = {} if scene.subtitle is None else dict(look.wordings(scene.subtitle))
        for text, language in zip(self._subtitles, look.languages, strict=True):
            words = subtitles.get(language.code, "")
            if scene.story is not None:
                number, count = scene.story.number, scene.story.count
                named = scene.subtitle is not None and language.wording(scene.subtitle)
                words = language.text("room.story", number=number, count=count)
                if named:
                    words = language.text(
                        "room.story_named", number=number, count=count, name=named
                    )
            text.wear(sizes.type(_SUBTITLE), tokens.ink2)
            text.say_plain(words, language.code)
        return said != [text.runs for text in (*self._titles, *self._subtitles)]

    # Places

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give everything its place anew."""
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        sizes = self._look.sizes
        margin, gap = sizes.px(_MARGIN), sizes.px(_GAP)
        area = self.rect().adjusted(margin, round(margin * 0.6), -margin, -round(margin * 0.4))
        if area.width() <= 0 or area.height() <= 0:
            return
        area.setTop(self._place_titles(area) + round(gap * 0.6))
        area.setBottom(self._place_foot(area) - round(gap * 0.5))
        charts, column = self._divide(area, gap)
        for chart, place in zip(self._charts, _grid(charts, len(self._charts), gap), strict=True):
            chart.setGeometry(place)
            chart.setVisible(not charts.isEmpty())
        self._agree()
        if not column.isEmpty():
            self._side.place(column, gap)

    def _agree(self) -> None:
        """Let all curves of a size say as much as that one has room for which has least."""
        for chart in self._charts:
            alike = [one for one in self._charts if one.size() == chart.size()]
            chart.agree(max(one.natural_form for one in alike))
            margins = [one.plot.margins for one in alike]
            left, right = (max(side) for side in zip(*margins, strict=True))
            named = all(one.plot.names_fit for one in alike)
            chart.plot.agree((left, right), named=named)

    def _place_titles(self, area: QRect) -> int:
        """Write the title left and the subtitle right, or below where it is long."""
        titles, subtitles = self._titles, self._subtitles
        gap = self._look.sizes.px(_MARGIN)
        right = max(text.natural_width() for text in subtitles)
        left = max(text.natural_width() for text in titles)
        for text in titles:
            text.most(2)
        for text in subtitles:
            text.most(2)
        if left + gap + right <= area.width():
            for text in subtitles:
                text.align(Qt.AlignmentFlag.AlignRight)
            end = stack(titles, area.left(), area.top(), area.width() - right - gap)
            # Both first lines stand on one height.
            lower = round(0.75 * (titles[0].line - subtitles[0].line)) if titles[0].runs else 0
            start = area.left() + area.width() - right
            other = stack(subtitles, start, area.top() + max(0, lower), right)
            return max(end, other)
        for text in subtitles:
            text.align(Qt.AlignmentFlag.AlignLeft)
        top = stack(titles, area.left(), area.top(), area.width())
        return stack(subtitles, area.left(), top, area.width())

    def _place_foot(self, area: QRect) -> int:
        """Write the disclaimer at the foot, both languages on one line where there is room."""
        gap = self._look.sizes.px(_MARGIN)
        widths = [text.natural_width() for text in self._foot]
        if sum(widths) + gap * (len(widths) - 1) <= area.width():
            top, left = area.bottom() - self._foot[0].line, area.left()
            for text, width in zip(self._foot, widths, strict=True):
                text.setGeometry(left, top, width, text.line)
                left += width + gap
            return top
        top = area.bottom() - sum(text.height_in(area.width()) for text in self._foot)
        stack(self._foot, area.left(), top, area.width())
        return top

    def _divide(self, area: QRect, gap: int) -> tuple[QRect, QRect]:
        """Return where the curves stand, and where the cards beside them."""
        if not self._side.cards:
            return area, QRect()
        panel = self._side.panel
        if panel is not None:
            panel.alone = not self._charts
        if not self._charts:
            return QRect(), area
        usual = round(min(self._look.sizes.px(_COLUMN), _WIDEST_COLUMN * area.width()))
        for width in (usual, round(_WIDE_COLUMN * area.width())):
            if self._side.fits(width, area.height(), gap):
                break
        else:
            if panel is not None and panel.height_in(width, 0) > area.height():
                # What everybody shall read comes before the curves.
                panel.alone = True
                return QRect(), area
        column = QRect(area.right() - width + 1, area.top(), width, area.height())
        return area.adjusted(0, 0, -width - gap, 0), column


def _named(state: RoomState) -> tuple[str, ...]:
    return tuple(curve.indicator.id for curve in state.curves)


def _grid(area: QRect, count: int, gap: int) -> list[QRect]:
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
        alone = columns > 1 and place == count - 1 and count % columns == 1
        left, top = area.left() + column * (width + gap), area.top() + row * (height + gap)
        places.append(QRect(left, top, area.width() if alone else width, height))
    return places
