"""A lever row with everything on it, for the list of what each mark means."""

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QWidget

from desktop.charts.tokens import Tokens
from desktop.document.document import Document
from desktop.domain.lever import Setting
from desktop.domain.model.model import Model
from desktop.domain.policy import Policy
from desktop.domain.scenario import Scenario
from desktop.language.language import Language
from desktop.ui.lever_words import needed_parties
from desktop.ui.marked_picture import BADGE, Mark, MarkedPicture
from desktop.views.levers.lever_row import (
    GAUGE_FROM_RIGHT,
    LEFT,
    LeverRow,
)

BELOW = 26
"""Room under a lever row for its discs."""
ROW_WIDTH = 400


def lever_picture(
    model: Model, language: Language, tokens: Tokens, parent: QWidget
) -> MarkedPicture:
    """Return a lever row with everything on it: ▲, knob, named setting, holder, gauge, signs.

    The row is a real one over a scenario of its own, in which the lever is moved.
    """
    lever = next(
        (one for one in model.levers.values() if one.notches and needed_parties(one)),
        next(iter(model.levers.values())),
    )
    value = lever.high - (lever.high - lever.default) / 4
    moved = Scenario("", Policy({lever.id: Setting(value)}))
    row = LeverRow(Document(model, moved), lever, language, tokens, parent)
    row.resize(ROW_WIDTH, row.sizeHint().height())
    # Only now is everything in its place: a widget nobody showed is laid out for its picture.
    picture = row.grab()
    slider = row.slider

    def along(place: float) -> float:
        return slider.x() + slider.place(place)

    middle = float(slider.geometry().center().y())
    places = (
        (1, along(lever.default), middle + 9),
        (2, along(value), middle + 7),
        (3, along(lever.notches[-1].value if lever.notches else lever.default), middle + 11),
        (4, LEFT + 12.0, middle + 6),
        (5, row.width() - GAUGE_FROM_RIGHT + 29.0, middle + 6),
        (6, float(row.clock.geometry().center().x()), middle + 9),
        (7, float(row.info.geometry().center().x()), middle + 9),
    )
    under = row.height() + BELOW - BADGE - 1.0
    marks = tuple(Mark(number, QPointF(x, under), QPointF(x, y)) for number, x, y in places)
    row.setParent(None)
    row.deleteLater()
    return MarkedPicture(picture, marks, tokens, parent)
