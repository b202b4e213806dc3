"""Where the goals of an exercise stand in the months that are played."""

from dataclasses import dataclass

from desktop.document.play.scenario import MEDIAN_ROW
from desktop.document.play.state import PlayState
from desktop.domain.clock import Month
from desktop.domain.exercise.exercise import Criterion


@dataclass(frozen=True, slots=True)
class Standing:
    """Hold where a curve stands for a goal."""

    month: Month
    """The one that the criterion names or, before it is played, the last one played."""
    value: float
    """The median that was shown, in the indicator's unit."""
    met: bool
    final: bool
    """The month that the criterion names is played."""


def standing(state: PlayState, criterion: Criterion, last_month: Month) -> Standing | None:
    """Return where a criterion stands; None before anything is played.

    `last_month` is the last one of the exercise, for a criterion that names none.
    """
    wanted = criterion.month or last_month
    month = min(wanted, state.played_until)
    for played in state.advances:
        if played.first.plus(-1) <= month <= played.last:
            figures = {one.indicator: one for one in played.advance.figures}
            shown = figures.get(criterion.indicator)
            if shown is None:
                return None
            value = shown.values[MEDIAN_ROW][month.minus(played.first) + 1]
            return Standing(month, value, criterion.met(value), final=month == wanted)
    return None
