"""How large the type, the margins and the pens of a chart are, in logical pixels."""

from dataclasses import dataclass

from desktop.charts.tokens import SIZE_AXIS, SIZE_CARD_TITLE, SIZE_HEADLINE, SIZE_MARK

LEAST_TYPE, LEAST_HEADLINE, LEAST_LINE = 0.024, 0.028, 0.0027
"""Shares of a screen's height that are still read from the last row of a room."""


@dataclass(frozen=True, slots=True)
class Measures:
    """Hold the sizes of one chart in logical pixels; without arguments, those of the desk."""

    # Type, in whole pixels
    mark: int = SIZE_MARK
    axis: int = SIZE_AXIS
    headline: int = SIZE_HEADLINE
    title: int = SIZE_CARD_TITLE

    # Margins of the card, and the lines of its head
    left: int = 12
    top: int = 9
    right: int = 12
    bottom: int = 4
    title_height: int = 18
    headline_height: int = 17
    shares_height: int = 16
    """Of the line under the headline that the shares take where there are any."""
    title_indent: int = 12
    """From the left margin to the title; the family's bar stands in it."""
    bar_width: int = 4
    bar_height: int = 14

    # Margins of the plot, at least
    marks_height: int = 16
    years_height: int = 18
    values_width: int = 38
    ends_width: int = 94
    tag_height: int = 17
    """Of the month written where the cross-hair meets the time axis."""

    # Pens and dots
    policy_pen: float = 2.25
    casing_pen: float = 4.4
    moving_pen: float = 1.0
    """The policy's line while a lever moves."""
    baseline_pen: float = 1.25
    frozen_pen: float = 1.2
    pin_pen: float = 1.35
    target_pen: float = 1.0
    history_pen: float = 1.6
    rival_pen: float = 1.0
    edge_pen: float = 1.5
    """Round the marks of targets, of added figures and of a judged start."""
    dot: float = 3.5
    """Radius of the dots of the cross-hair and of a judged start."""

    # Small marks
    rule: int = 1
    """Of the grid, the axes and the dots of elections, in whole pixels."""
    scale: float = 1.0
    """How much larger than on the desk dashes, dots and arrows are."""
    label_at: int = 7
    """From the end of a line to its name."""
    leader_pen: float = 1.0
    """From the end of a line to a name that had to stand elsewhere."""

    # Small curves without axes
    small_history_pen: float = 1.3
    small_policy_pen: float = 1.7

    @property
    def head_height(self) -> int:
        """Return the height over the plot, without the shares."""
        return self.top + self.title_height + self.headline_height

    def dash(self, dash: tuple[float, ...]) -> tuple[float, ...]:
        """Return what is drawn and left out in turn of a dashed line, given for the desk."""
        return tuple(part * self.scale for part in dash)

    @property
    def label_gap(self) -> int:
        """Return what lies at least between the centres of two labels at line ends."""
        return self.axis + 3


DESK = Measures()
"""Those of the desk, read from an arm's length."""
