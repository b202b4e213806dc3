"""A picture that fills a screen: what is read here from the last row is read in the session."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QScreen
from PySide6.QtWidgets import QWidget

from desktop.charts.measures import LEAST_HEADLINE, LEAST_LINE, LEAST_TYPE
from desktop.charts.tokens import TOKENS, Theme, Tokens
from desktop.domain.lever import Family
from desktop.language.language import Language
from desktop.ui.typography import colour, font, metrics
from desktop.views.place.screens import screen_words

_CORNER = 0.08
_MARGIN, _ASIDE = 0.03, 0.06
"""What is left free above and below, of the height, and left and right, of the width."""


class ScreenPicture(QWidget):
    """Fill a screen until a key, a click or Escape puts it away; it goes with its screen, too."""

    def __init__(
        self, screen: QScreen, languages: Sequence[Language], theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setWindowTitle("Vecinos")
        self._languages, self._tokens = tuple(languages), TOKENS[theme]
        self.setAccessibleName(" ".join(one.text("place.picture") for one in self._languages))
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        screen.geometryChanged.connect(self.setGeometry)
        screen.destroyed.connect(self.close)

    @property
    def type(self) -> int:
        """Return the pixel size of the smallest type."""
        return math.ceil(LEAST_TYPE * self.height())

    @property
    def headline(self) -> int:
        """Return the pixel size of the smallest headline."""
        return math.ceil(LEAST_HEADLINE * self.height())

    @property
    def line(self) -> float:
        """Return the width of the thinnest line in pixels."""
        return LEAST_LINE * self.height()

    def keyPressEvent(self, _: QKeyEvent) -> None:
        """Go away with any key."""
        self.close()

    def mousePressEvent(self, _: QMouseEvent) -> None:
        """Go away with a click."""
        self.close()

    # ------------------------------------------------------------ painting

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the edges, the words from the top and from the bottom, the cards between."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), colour(self._tokens.window))
        self._paint_edges(painter)
        height = self.height()
        aside, top = _ASIDE * self.width(), _MARGIN * height
        inside = QRectF(self.rect()).adjusted(aside, top, -aside, -top)
        for language in self._languages:
            top = self._say(painter, language.text("place.picture_edges"), self.type, inside, top)
        top = self._say(
            painter,
            screen_words(self.screen(), self._languages[0]),
            self.headline,
            inside,
            top + self.type / 2,
            strong=True,
        )
        for language in self._languages:
            top = self._say(
                painter, language.text("place.picture_headline"), self.headline, inside, top
            )
        for language in self._languages:
            top = self._say(painter, language.text("place.picture_type"), self.type, inside, top)
        away = [language.text("place.picture_away") for language in self._languages]
        bottom = inside.bottom() - sum(self._room(one, self.type, inside) for one in away)
        below = bottom
        for one in away:
            below = self._say(painter, one, self.type, inside, below)
        gap = self.type / 2
        self._paint_cards(
            painter, QRectF(inside.left(), top + gap, inside.width(), bottom - top - 2 * gap)
        )
        painter.end()

    def _paint_edges(self, painter: QPainter) -> None:
        """Mark the outermost pixels, and the corners of the screen."""
        thick = max(1.0, self.line)
        whole = QRectF(self.rect())
        half = thick / 2
        painter.setPen(QPen(colour(self._tokens.errink), thick))
        painter.drawRect(whole.adjusted(half, half, -half, -half))
        length, inset = _CORNER * self.height() / 2, 2 * thick
        painter.setPen(QPen(colour(self._tokens.ink), 2 * thick))
        for x, inwards in ((whole.left() + inset, 1), (whole.right() - inset, -1)):
            for y, downwards in ((whole.top() + inset, 1), (whole.bottom() - inset, -1)):
                corner = QPointF(x, y)
                painter.drawLine(corner, corner + QPointF(inwards * length, 0))
                painter.drawLine(corner, corner + QPointF(0, downwards * length))

    def _room(self, text: str, size: int, inside: QRectF, *, strong: bool = False) -> float:
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
        within = QRectF(0, 0, inside.width(), self.height())
        return metrics(size, strong=strong).boundingRect(within, flags, text).height()

    def _say(
        self,
        painter: QPainter,
        text: str,
        size: int,
        inside: QRectF,
        top: float,
        *,
        strong: bool = False,
    ) -> float:
        """Write a text over the whole width and return where the next one begins."""
        room = self._room(text, size, inside, strong=strong)
        painter.setFont(font(size, strong=strong))
        painter.setPen(colour(self._tokens.ink))
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(QRectF(inside.left(), top, inside.width(), room), flags, text)
        return top + room

    def _paint_cards(self, painter: QPainter, place: QRectF) -> None:
        """Paint the families' colours as thinnest lines, in both themes side by side.

        Each card is worded in one language.
        """
        gap, size = float(self.type), place.size()
        aside = self.width() >= self.height()
        if aside:
            size.setWidth((size.width() - gap) / 2)
        else:
            size.setHeight((size.height() - gap) / 2)
        step = QPointF(size.width() + gap, 0) if aside else QPointF(0, size.height() + gap)
        for number, theme in enumerate(Theme):
            language = self._languages[number % len(self._languages)]
            corner = place.topLeft() + step * number
            self._paint_card(painter, QRectF(corner, size), TOKENS[theme], language)

    def _paint_card(
        self, painter: QPainter, card: QRectF, tokens: Tokens, language: Language
    ) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(tokens.surface))
        painter.drawRoundedRect(card, self.type / 2, self.type / 2)
        painter.setFont(font(self.type))
        step = card.height() / len(Family)
        left, right = card.left() + self.type, card.right() - self.type
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        for number, family in enumerate(Family):
            bottom = card.top() + (number + 1) * step - step / 4
            words = language.text(f"levers.family.{family}")
            shown = metrics(self.type).elidedText(words, Qt.TextElideMode.ElideRight, right - left)
            painter.setPen(colour(tokens.family_text(family)))
            painter.drawText(
                QRectF(left, bottom - step, right - left, step - 2 * self.line), flags, shown
            )
            painter.setPen(QPen(colour(tokens.family(family)), self.line))
            painter.drawLine(QPointF(left, bottom), QPointF(right, bottom))
