"""What a person could not read of a window: text cut, text over text, text half hidden."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from unittest import mock

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QAccessible, QHelpEvent, QPainterPath
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QToolTip,
    QWidget,
)

from tests.views.painted import Filled, Mark, Written, painted

_ELLIPSIS = "…"
_PART = " · "
_SLACK = 1.0
"""Pixels that smoothed ink may stand over its box."""
_FAR = 1e6
NO_NAMES: Mapping[str, str] = {}
_TOUCH = 0.75
"""Pixels that two texts may share: their edges are smoothed too."""


@dataclass(frozen=True, slots=True)
class Text:
    """Hold one text of a window, in the window's pixels."""

    text: str
    ink: QRectF
    widget: QWidget

    def __str__(self) -> str:
        x, y = round(self.ink.left()), round(self.ink.top())
        width, height = round(self.ink.width()), round(self.ink.height())
        return f"{self.text!r} at {x},{y} {width}×{height} in {_named(self.widget)}"


def faults(window: QWidget, names: Mapping[str, str] = NO_NAMES) -> list[str]:
    """Return a sentence for everything in a window, or a part of one, that cannot be read.

    `names` gives the whole name for which a short one stands: whoever is told the name needs no
    short one.
    """
    texts, found = _read(window)
    found += [f"no way to read the whole: {text}" for text in texts if _lost(text, window, names)]
    return found + _overlaps(texts)


def read(window: QWidget) -> list[Text]:
    """Return every text that can be seen in a window."""
    return _read(window)[0]


def _read(window: QWidget) -> tuple[list[Text], list[str]]:
    found: list[str] = []
    texts: list[Text] = []
    whole = QRectF(window.rect())
    for widget, visible, limits in _shown(window, window, whole, whole):
        origin = QPointF(widget.mapTo(window, QPoint()))
        marks = painted(widget)
        found += _unpainted(widget, marks)
        for mark in marks:
            if isinstance(mark, Filled):
                texts, hidden = _hidden(texts, _within(mark.shape.translated(origin), visible))
                found += [f"half hidden: {text}, by {_named(widget)}" for text in hidden]
                continue
            text = Text(mark.text, mark.ink.translated(origin), widget)
            if visible.intersects(text.ink):
                found += _cut(mark, text, limits)
                texts.append(replace(text, ink=text.ink & visible))
    return texts, found


def _within(shape: QPainterPath, visible: QRectF) -> QPainterPath:
    """Return what is seen of a shape: what is scrolled away hides nothing."""
    if visible.contains(shape.boundingRect()):
        return shape
    frame = QPainterPath()
    frame.addRect(visible)
    return shape.intersected(frame)


def _unpainted(widget: QWidget, marks: list[Mark]) -> list[str]:
    """Name a label that has more lines than its box: Qt does not even try to paint the last."""
    if not isinstance(widget, QLabel) or widget.textFormat() is Qt.TextFormat.RichText:
        return []
    shown = "".join(mark.text for mark in marks if isinstance(mark, Written))
    if "".join(shown.split()) == "".join(widget.text().split()):
        return []
    return [f"not all is painted: {widget.text()!r} in {_named(widget)}"]


def _hidden(texts: list[Text], shape: QPainterPath) -> tuple[list[Text], list[Text]]:
    """Return the texts that are still seen under an opaque shape, and those seen in part."""
    area = shape.boundingRect()
    seen, partly = [], []
    for text in texts:
        if not area.intersects(text.ink):
            seen.append(text)
        elif not shape.contains(text.ink):
            seen.append(text)
            if shape.intersects(_grown(text.ink, -_SLACK)):
                partly.append(text)
    return seen, partly


def _named(widget: QWidget) -> str:
    name = widget.objectName() or widget.property("role") or ""
    above = widget.parentWidget()
    inside = f" of {type(above).__name__}" if above is not None else ""
    return f"{type(widget).__name__} {name}".strip() + inside


def _shown(
    window: QWidget, widget: QWidget, visible: QRectF, limits: QRectF
) -> Iterator[tuple[QWidget, QRectF, QRectF]]:
    """Give a widget and all it holds, from below to above.

    With each: what can be seen of it now, and the limits of what could be seen by scrolling.
    """
    yield widget, visible, limits
    for child in widget.children():
        if not isinstance(child, QWidget) or child.isWindow() or not child.isVisible():
            continue
        place = QRectF(QRect(child.mapTo(window, QPoint()), child.size()))
        seen = visible & place
        if seen.isEmpty():
            continue
        within = limits & place
        if _scrolls(child):
            within.setTop(-_FAR)
            within.setBottom(_FAR)
        yield from _shown(window, child, seen, within)


def _scrolls(widget: QWidget) -> bool:
    """Say whether a widget shows now one part of something, now another."""
    area = widget.parentWidget()
    if not isinstance(area, QAbstractScrollArea) or area.viewport() is not widget:
        return False
    return area.verticalScrollBar().maximum() > area.verticalScrollBar().minimum()


def _grown(rect: QRectF, by: float) -> QRectF:
    return rect.adjusted(-by, -by, by, by)


def _cut(mark: Written, text: Text, limits: QRectF) -> list[str]:
    widget = text.widget
    if isinstance(widget, QLineEdit) and widget.text():
        # What somebody types scrolls under the cursor.
        return []
    box = QRectF(widget.rect())
    if _scrolls(widget):
        box.setTop(-_FAR)
        box.setBottom(_FAR)
    if not _grown(box, _SLACK).contains(mark.ink):
        return [f"larger than its box: {text}"]
    if not _scrolls(widget) and not _grown(mark.seen, _SLACK).contains(mark.ink):
        return [f"cut by its painter: {text}"]
    if not _grown(limits, _SLACK).contains(text.ink):
        return [f"cut by what it lies in: {text}"]
    return []


def _lost(text: Text, window: QWidget, names: Mapping[str, str]) -> bool:
    """Say whether a text ends in an ellipsis and nothing tells how it goes on."""
    shown = text.text.strip()
    if not shown.endswith(_ELLIPSIS) or shown in _whole(text.widget):
        return False
    beginning = shown.removesuffix(_ELLIPSIS).rstrip()
    if _PART in beginning:
        # A headline that is short of room words its last part in fewer words before it cuts it.
        beginning = beginning.rpartition(_PART)[0]
    told = [words for words in _told(text, window) if words != shown]
    wanted = {beginning} | {name for short, name in names.items() if short.startswith(beginning)}
    return not any(_goes_through(words, each) for words in wanted for each in told)


def _goes_through(words: str, whole: str) -> bool:
    """Say whether a whole text has all pieces of a cut one, which may be cut in its midst too."""
    pieces = ".*".join(re.escape(piece) for piece in words.split(_ELLIPSIS))
    return re.search(pieces, whole, re.DOTALL) is not None


def _whole(widget: QWidget) -> list[str]:
    """Return what a widget was given to write."""
    text = getattr(widget, "text", None)
    given = [str(text())] if callable(text) else []
    if isinstance(widget, QMenu):
        given += [action.text() for action in widget.actions()]
    return given


def _told(text: Text, window: QWidget) -> list[str]:
    """Return what pointing at a text shows, and what is spoken of the widget that wrote it."""
    place = text.ink.center().toPoint()
    target = window.childAt(place) or window
    tips: list[str] = []
    help_ = QHelpEvent(
        QEvent.Type.ToolTip, target.mapFrom(window, place), window.mapToGlobal(place)
    )
    with (
        mock.patch.object(QToolTip, "showText", lambda _at, words, *_: tips.append(words)),
        mock.patch.object(QToolTip, "hideText"),
    ):
        if not target.toolTip():
            QApplication.sendEvent(target, help_)
    widget: QWidget | None = target
    while widget is not None:
        tips.append(widget.toolTip())
        widget = widget.parentWidget()
    writer = text.widget
    spoken = QAccessible.queryAccessibleInterface(writer)
    tips += [writer.accessibleName(), writer.accessibleDescription(), *_whole(writer)]
    if spoken is not None:
        tips += [spoken.text(QAccessible.Text.Name), spoken.text(QAccessible.Text.Description)]
    return tips


def _overlaps(texts: list[Text]) -> list[str]:
    found = []
    above: list[Text] = []
    for text in sorted(texts, key=lambda text: text.ink.top()):
        above = [other for other in above if other.ink.bottom() > text.ink.top()]
        for other in above:
            if other == text:
                # A field draws what is selected once more.
                continue
            shared = other.ink & text.ink
            if shared.width() > _TOUCH and shared.height() > _TOUCH:
                found.append(f"over each other: {other} and {text}")
        above.append(text)
    return found
