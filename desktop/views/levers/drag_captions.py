"""The captions below a slider while it is dragged, over the row beneath: nothing is pushed."""

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.charts.paint import hairline, scale_of
from desktop.charts.tokens import SIZE_MARK, Tokens
from desktop.domain.lever import NamedSetting
from desktop.ui.lever_words import LeverWords
from desktop.ui.typography import colour, font, metrics
from desktop.views.levers.lever_slider import LeverSlider

HEIGHT = 28
"""Over the whole name of the row beneath: half a word is none."""
_BETWEEN = 8


class DragCaptions(QWidget):
    """Name the status quo and the nearest notch under a slider, as wide as its row."""

    def __init__(
        self, slider: LeverSlider, words: LeverWords, tokens: Tokens, margins: tuple[int, int]
    ) -> None:
        super().__init__(slider.window())
        self._slider = slider
        self._words = words
        self._tokens = tokens
        self._left, self._right = margins
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def stand(self, row: QWidget, top: int) -> None:
        """Lie on a row from this height on, and over what follows."""
        corner = row.mapTo(self.window(), QPoint(0, top))
        self.setGeometry(corner.x(), corner.y(), row.width(), HEIGHT)
        self.raise_()
        self.show()

    def follow(self, words: LeverWords, tokens: Tokens) -> None:
        """Say it of the slider as it stands now, in this language and theme."""
        self._words, self._tokens = words, tokens
        self.update()

    @property
    def captions(self) -> tuple[str, ...]:
        """Return what is said: the status quo, and the nearest notch that is another value."""
        notch = self._notch()
        home = self._words.number(self._words.lever.default)
        return (home,) if notch is None else (home, self._notch_words(notch))

    def _notch(self) -> NamedSetting | None:
        lever, now = self._words.lever, self._slider.value
        found = min(lever.notches, key=lambda notch: abs(notch.value - now), default=None)
        return None if found is None or found.value == lever.default else found

    def _notch_words(self, notch: NamedSetting) -> str:
        words = self._words
        return words.language.text(
            "levers.notch",
            name=words.language.wording(notch.name),
            value=words.number(notch.value),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the captions on the colour of a dragged row."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(self._tokens.select))
        thick = hairline(scale_of(painter))
        edge = QRectF(0, self.height() - thick, self.width(), thick)
        painter.fillRect(edge, colour(self._tokens.line2))
        lever = self._words.lever
        slider_left = self._slider.x()
        low, high = float(self._left), float(self.width() - self._right)
        home = self._words.number(lever.default)
        home_width = metrics(SIZE_MARK).horizontalAdvance(home)
        home_at = slider_left + self._slider.place(lever.default)
        home_left = min(max(low, home_at - home_width / 2), high - home_width)
        notch = self._notch()
        if notch is not None:
            measure = metrics(SIZE_MARK, strong=True)
            room = high - low - home_width - _BETWEEN
            text = measure.elidedText(self._notch_words(notch), Qt.TextElideMode.ElideRight, room)
            width = measure.horizontalAdvance(text)
            at = slider_left + self._slider.place(notch.value)
            left = min(max(low, at - width / 2), high - width)
            # The notch's words have the first right to a place: they are what is being chosen.
            if at >= home_at:
                left = max(left, min(home_left + home_width + _BETWEEN, high - width))
                home_left = min(home_left, left - _BETWEEN - home_width)
            else:
                left = min(left, max(home_left - _BETWEEN - width, low))
                home_left = max(home_left, left + width + _BETWEEN)
            self._draw(painter, left, width, text, strong=True)
        self._draw(painter, home_left, home_width, home, strong=False)

    def _draw(
        self, painter: QPainter, left: float, width: float, text: str, *, strong: bool
    ) -> None:
        tokens = self._tokens
        painter.setFont(font(SIZE_MARK, strong=strong))
        painter.setPen(colour(tokens.ink if strong else tokens.ink2))
        place = QRectF(left, 0, width + 2, 16)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
