"""The causal map as it is drawn: elements as buttons in columns, links as arrows between them."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QWidget

from desktop.charts.fonts import SEMIBOLD, font, metrics
from desktop.charts.mini_curve import paint_mini_curve
from desktop.charts.plain_text import tip
from desktop.charts.tokens import SIZE_AXIS, SIZE_MARK, Tokens
from desktop.document.causal_map import CausalMap, Loop, MapLink, MapNode, More, Way
from desktop.document.causes import Kind
from desktop.language.language import MINUS
from desktop.views.explain.map_words import MapWords, strength_words

SIGNS = ("+", MINUS)
ZOOMS = (0.75, 1.0, 1.25, 1.5, 2.0)
_WIDTH, _HEIGHT = 156, 52
_ACROSS, _DOWN = 34, 8
"""Least room between columns and between rows."""
_MARGIN = 10
_LINE = 14
_SIDE = 9
_CURVE = 62
_RADIUS = 6.0
_THINNEST, _THICKEST = 1.0, 6.0
_FULL = 1.0
"""The elasticity whose link is as thick as any."""
_HEAD = 7.0
_SIGN = 7.0
_NEAR_END = 0.22
"""Of a way: where its sign stands, near the end that it does not share with the others."""
_FADED = 0.22
_DASH = (5.0, 3.0)


class MapButton(QAbstractButton):
    """Stand for one element, or for those for which there was no room; a press follows it."""

    def __init__(self, view: "MapView", place: MapNode | More, scale: float) -> None:
        super().__init__(view.canvas)
        self.place = place
        self._view, self._scale = view, scale
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        words = view.words
        if isinstance(place, MapNode):
            self.setText(words.name(place.element))
            self.setAccessibleName(words.spoken(place.element, view.map))
            values = words.values(place.element)
            self.setToolTip(tip("\n".join(part for part in (self.text(), values) if part)))
        else:
            self.setText(words.more(place))
            names = ", ".join(words.name(one) for one in place.elements)
            self.setAccessibleName(self.text())
            self.setToolTip(tip(names))

    @property
    def element(self) -> str:
        """Return the element it stands for; empty for those that are not shown."""
        return self.place.element if isinstance(self.place, MapNode) else ""

    def sizeHint(self) -> QSize:
        """Return the size of every node."""
        return QSize(round(_WIDTH * self._scale), round(_HEIGHT * self._scale))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Tint while the pointer is here."""
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Lose the tint."""
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Follow with Enter too; arrow keys go to the next node that way."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif not self._view.step(self, Qt.Key(event.key())):
            super().keyPressEvent(event)

    # Paint

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box, the name in two lines, and the curve of the central run."""
        painter, tokens = QPainter(self), self._view.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_box(painter, tokens)
        painter.scale(self._scale, self._scale)
        if isinstance(self.place, MapNode):
            self._paint_node(painter, self.place, tokens)
        else:
            painter.setFont(font(SIZE_AXIS))
            painter.setPen(QColor(tokens.ink2))
            inside = QRectF(_SIDE, 0, _WIDTH - 2 * _SIDE, _HEIGHT)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(inside, flags, self.text())
        painter.end()

    def _paint_box(self, painter: QPainter, tokens: Tokens) -> None:
        box = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        subject = isinstance(self.place, MapNode) and self.place.column == 0
        lit = self._view.is_lit(self.element)
        edge = tokens.focus if self.hasFocus() or lit else tokens.line2
        width = 2.0 if subject or lit or self.hasFocus() else 1.0
        if subject and not (lit or self.hasFocus()):
            edge = tokens.ink
        edge_pen = QPen(QColor(edge), width)
        if isinstance(self.place, More):
            edge_pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(edge_pen)
        painter.setBrush(QColor(tokens.hover if self.underMouse() else tokens.surface))
        radius = self._radius()
        painter.drawRoundedRect(box, radius, radius)

    def _radius(self) -> float:
        """Return how round it is: stocks have corners, levers are round, the rest is between."""
        kind = self._view.words.kind(self.element) if self.element else None
        if kind is Kind.STOCK:
            return 0.0
        if kind is Kind.FORCE:
            return _HEIGHT * self._scale / 2 - 2
        return _RADIUS * self._scale

    def _paint_node(self, painter: QPainter, node: MapNode, tokens: Tokens) -> None:
        view = self._view
        family = view.words.family(node.element)
        left = _SIDE + (6 if view.words.kind(node.element) is Kind.FORCE else 0)
        if family is not None:
            painter.fillRect(QRectF(left, 6, 3, 2 * _LINE - 4), QColor(tokens.family(family)))
            left += 8
        weight = SEMIBOLD if node.column == 0 else font(SIZE_AXIS).weight()
        painter.setFont(font(SIZE_AXIS, weight))
        painter.setPen(QColor(tokens.ink))
        for row, line in enumerate(self._lines(_WIDTH - left - _SIDE)):
            painter.drawText(QPointF(left, 14 + _LINE * row), line)
        values = view.words.central.get(node.element)
        foot = QRectF(left, _HEIGHT - 19, _CURVE, 14)
        if values is not None and values.max() > values.min():
            colour = tokens.ink2 if family is None else tokens.family(family)
            paint_mini_curve(painter, foot, values, colour, tokens, view.step_read)
        if node.hidden:
            painter.setFont(font(SIZE_MARK))
            painter.setPen(QColor(tokens.ink3))
            words = view.words.language.number(node.hidden, signed=True)
            inside = QRectF(left, _HEIGHT - 20, _WIDTH - left - _SIDE - 2, 16)
            painter.drawText(inside, Qt.AlignmentFlag.AlignRight, words)

    def _lines(self, room: float) -> list[str]:
        """Break the name into two lines at most."""
        measure, lines = metrics(SIZE_AXIS, SEMIBOLD), [""]
        words = self.text().split()
        for place, word in enumerate(words):
            longer = f"{lines[-1]} {word}".strip()
            if not lines[-1] or measure.horizontalAdvance(longer) <= room:
                lines[-1] = longer
            elif len(lines) == 1:
                lines.append(word)
            else:
                lines[-1] = " ".join([lines[-1], *words[place:]])
                break
        return [measure.elidedText(one, Qt.TextElideMode.ElideRight, room) for one in lines]


class _Canvas(QWidget):
    """Paint the links behind the nodes."""

    def __init__(self, view: "MapView") -> None:
        super().__init__()
        self._view = view
        self.setProperty("role", "centre")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint every link, those that are lit last."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._view.paint_links(painter)
        painter.end()


class MapView(QScrollArea):
    """Show one map; `followed` carries the element somebody wants to stand in its middle."""

    followed = Signal(str)
    unfolded = Signal(Way)
    """All that stand beside the subject on this side are to be shown."""
    zoomed = Signal(float)

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tokens = tokens
        self.setProperty("role", "page")
        self.setWidgetResizable(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.canvas = _Canvas(self)
        self.setWidget(self.canvas)
        self.map = CausalMap("", (), (), (), ())
        self.words: MapWords
        self.step_read: int | None = None
        self.zoom = 1.0
        self.nodes: list[MapButton] = []
        """In the order in which they are read: column by column, from the top."""
        self._lit: Loop | None = None

    def show_map(self, drawn: CausalMap, words: MapWords, step: int) -> None:
        """Show a map in place of the last one, its subject in the middle."""
        self.map, self.words, self.step_read = drawn, words, step
        self._lit = None
        self._build()
        self.centre()

    def set_zoom(self, zoom: float) -> None:
        """Show all of it larger or smaller, the same in the middle."""
        if zoom != self.zoom:
            self.zoom = zoom
            focused = next((one.place for one in self.nodes if one.hasFocus()), None)
            self._build()
            for node in self.nodes:
                if node.place == focused:
                    node.setFocus()
            self.centre()
            self.zoomed.emit(zoom)

    def zoom_by(self, steps: int) -> None:
        """Take a larger or a smaller size."""
        place = ZOOMS.index(self.zoom) + steps
        self.set_zoom(ZOOMS[min(max(place, 0), len(ZOOMS) - 1)])

    def light(self, loop: Loop | None) -> None:
        """Let one loop stand out, or none."""
        self._lit = loop
        self.canvas.update()
        for node in self.nodes:
            node.update()

    def is_lit(self, element: str) -> bool:
        """Say whether an element belongs to the loop that stands out."""
        return self._lit is not None and element in self._lit.elements

    def node(self, element: str) -> MapButton | None:
        """Return the node of an element, if it is shown."""
        return next((one for one in self.nodes if one.element == element), None)

    def centre(self) -> None:
        """Bring the subject into the middle of what is seen."""
        middle = self.node(self.map.subject)
        if middle is not None:
            at = middle.geometry().center()
            half = self.viewport().size() / 2
            self.ensureVisible(at.x(), at.y(), half.width() - 2, half.height() - 2)

    # Geometry

    def _build(self) -> None:
        for node in self.nodes:
            node.hide()
            node.deleteLater()
        places: list[MapNode | More] = [*self.map.nodes, *self.map.more]
        places.sort(key=lambda one: (_column(one), isinstance(one, More), _row(one)))
        self.nodes = [MapButton(self, place, self.zoom) for place in places]
        for node in self.nodes:
            node.clicked.connect(lambda _=False, at=node.place: self._press(at))
            node.show()
        self._arrange()

    def _arrange(self) -> None:
        """Give every column the same room, and every row of a column."""
        columns: dict[int, list[MapButton]] = {}
        for node in self.nodes:
            columns.setdefault(_column(node.place), []).append(node)
        if not columns:
            return
        zoom, room = self.zoom, self.viewport().size()
        width, height = round(_WIDTH * zoom), round(_HEIGHT * zoom)
        count, tallest = len(columns), max(len(one) for one in columns.values())
        least = count * width + (count - 1) * _ACROSS * zoom + 2 * _MARGIN
        high = tallest * (height + _DOWN * zoom) + 2 * _MARGIN
        whole = QSize(max(room.width(), round(least)), max(room.height(), round(high)))
        self.canvas.resize(whole)
        across = (whole.width() - 2 * _MARGIN - width) / max(1, count - 1)
        for place, column in enumerate(sorted(columns)):
            left = _MARGIN + place * across if count > 1 else (whole.width() - width) / 2
            nodes = columns[column]
            pitch = min((whole.height() - 2 * _MARGIN) / len(nodes), 2.0 * height)
            top = (whole.height() - pitch * len(nodes)) / 2
            for row, node in enumerate(nodes):
                y = top + row * pitch + (pitch - height) / 2
                node.setGeometry(QRect(QPoint(round(left), round(y)), QSize(width, height)))
        self.canvas.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Spread over the room there is."""
        super().resizeEvent(event)
        self._arrange()

    # Pointer and keys

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl and the wheel, scroll with the wheel alone."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def step(self, origin: MapButton, key: Qt.Key) -> bool:
        """Go to the next node that an arrow key points at; return whether it was one."""
        ways = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        if key not in ways:
            return False
        right, down = ways[key]
        here, column = origin.geometry().center(), _column(origin.place)
        if down:
            beside = [one for one in self.nodes if _column(one.place) == column]
            place = beside.index(origin) + down
            found = beside[place] if 0 <= place < len(beside) else origin
        else:
            further = [one for one in self.nodes if (_column(one.place) - column) * right > 0]
            nearest = min((abs(_column(one.place) - column) for one in further), default=0)
            near = [one for one in further if abs(_column(one.place) - column) == nearest]
            linked = [one for one in near if self._are_linked(origin, one)] or near
            found = min(
                linked,
                key=lambda one: abs(one.geometry().center().y() - here.y()),
                default=origin,
            )
        found.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(found, _MARGIN, _MARGIN)
        return True

    def _are_linked(self, one: MapButton, other: MapButton) -> bool:
        ends = {one.element, other.element}
        return any({link.cause, link.effect} == ends for link in self.map.links)

    def _press(self, place: MapNode | More) -> None:
        if isinstance(place, More):
            self.unfolded.emit(place.way)
        elif place.element != self.map.subject:
            self.followed.emit(place.element)

    # Paint

    def paint_links(self, painter: QPainter) -> None:
        """Paint the links; where a loop stands out the others step back."""
        rects = {one.element: QRectF(one.geometry()) for one in self.nodes if one.element}
        weak_first = sorted(self.map.links, key=lambda one: abs(one.strength))
        for link in sorted(weak_first, key=self._is_lit_link):
            self._paint_link(painter, link, rects[link.cause], rects[link.effect])

    def _is_lit_link(self, link: MapLink) -> bool:
        return self._lit is not None and self._lit.has(link)

    def _paint_link(self, painter: QPainter, link: MapLink, cause: QRectF, effect: QRectF) -> None:
        tokens, zoom = self.tokens, self.zoom
        lit = self._is_lit_link(link)
        colour = QColor(tokens.focus if lit else tokens.ink3)
        if self._lit is not None and not lit:
            colour.setAlphaF(_FADED)
        share = min(1.0, abs(link.strength) / _FULL)
        width = (_THINNEST + share * (_THICKEST - _THINNEST)) * zoom
        path = _way(cause, effect, _HEAD * zoom)
        line = QPen(colour, width)
        line.setCapStyle(Qt.PenCapStyle.FlatCap)
        if link.strength == 0.0:
            line.setStyle(Qt.PenStyle.DotLine)
        elif link.strength < 0.0:
            line.setDashPattern([max(1.0, each * zoom / width) for each in _DASH])
        painter.setPen(line)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(_arrow(path, (_HEAD + width / 2) * zoom))
        words = strength_words(link.strength, self.words.language)
        if words[0] in SIGNS:
            self._paint_sign(painter, link, words, path, colour)

    def _column_of(self, element: str) -> int:
        return next(one.column for one in self.map.nodes if one.element == element)

    def _paint_sign(
        self, painter: QPainter, link: MapLink, words: str, path: QPainterPath, colour: QColor
    ) -> None:
        """Write the sign: round for plus, square for minus; beside the subject with its size.

        It stands near the end of the way that it does not share with others, clear of the node.
        """
        tokens, zoom = self.tokens, self.zoom
        text = words if self.map.subject in (link.cause, link.effect) else words[0]
        size = round(SIZE_MARK * zoom)
        wide = max(metrics(size, SEMIBOLD).horizontalAdvance(text) + 6 * zoom, 2 * _SIGN * zoom)
        half = QPointF(wide / 2, _SIGN * zoom)
        start, end = path.pointAtPercent(0.0), path.pointAtPercent(1.0)
        at = path.pointAtPercent(0.5)
        if start.x() < end.x():
            outward = self._column_of(link.cause) < 0
            at = path.pointAtPercent(_NEAR_END if outward else 1.0 - _NEAR_END)
            clear = start.x() + wide / 2 + 2 if outward else end.x() - wide / 2 - 2
            at.setX(max(at.x(), clear) if outward else min(at.x(), clear))
        box = QRectF(at - half, at + half)
        painter.setPen(QPen(colour, 1))
        painter.setBrush(QColor(tokens.surface))
        radius = _SIGN * zoom if link.strength > 0.0 else 0.0
        painter.drawRoundedRect(box, radius, radius)
        ink = QColor(tokens.ink)
        ink.setAlphaF(colour.alphaF())
        painter.setPen(ink)
        painter.setFont(font(size, SEMIBOLD))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _column(place: MapNode | More) -> int:
    if isinstance(place, MapNode):
        return place.column
    return -1 if place.way is Way.INPUTS else 1


def _row(place: MapNode | More) -> int:
    return place.row if isinstance(place, MapNode) else 0


def _way(cause: QRectF, effect: QRectF, head: float) -> QPainterPath:
    """Return the way from one node to another, short of the arrow's head.

    Rightward it leaves at the right and comes in at the left; leftward it swings below both, and
    within a column beside it.
    """
    if effect.left() > cause.right():
        start = QPointF(cause.right(), cause.center().y())
        end = QPointF(effect.left() - head, effect.center().y())
        bend = QPointF((end.x() - start.x()) / 2, 0.0)
        first, second = start + bend, end - bend
    elif effect.right() < cause.left():
        start = QPointF(cause.center().x(), cause.bottom())
        end = QPointF(effect.center().x(), effect.bottom() + head)
        deep = QPointF(0.0, max(40.0, abs(start.y() - end.y()) / 2 + 24.0))
        first, second = start + deep, end + deep
    else:
        start = QPointF(cause.right(), cause.center().y())
        end = QPointF(effect.right() + head, effect.center().y())
        out = QPointF(36.0, 0.0)
        first, second = start + out, end + out
    path = QPainterPath(start)
    path.cubicTo(first, second, end)
    return path


def _arrow(path: QPainterPath, size: float) -> QPolygonF:
    """Return the head at the end of a way."""
    end = path.pointAtPercent(1.0)
    back = path.pointAtPercent(0.97) - end
    length = max(1e-6, (back.x() ** 2 + back.y() ** 2) ** 0.5)
    along = QPointF(-back.x() / length, -back.y() / length)
    beside = QPointF(-along.y(), along.x())
    tip_ = end + along * size
    return QPolygonF([tip_, end + beside * size * 0.6, end - beside * size * 0.6])
