"""The indicators that a play is about."""

from desktop.document.play.state import Setup


def shown_in(setup: Setup, round_id: str) -> tuple[str, ...]:
    """Return the indicators that a round showed or asked to be predicted."""
    one = setup.rounds[round_id]
    wanted = dict.fromkeys((*(one.charts or setup.exercise.start.charts), *one.predict))
    return tuple(each for each in wanted if each in setup.model.indicators)


def headlines(setup: Setup) -> tuple[str, ...]:
    """Return the indicators of a play: those shown, predicted, or asked by a goal."""
    exercise = setup.exercise
    asked = (one.indicator for goal in exercise.goals for one in goal.criteria)
    shown = (one for each in setup.rounds for one in shown_in(setup, each))
    found = dict.fromkeys((*exercise.start.charts, *shown, *asked))
    return tuple(one for one in found if one in setup.model.indicators)
