"""Figures of a series in words."""

from desktop.domain.clock import Month
from desktop.domain.history import Series
from desktop.ui.ui_context import UiContext

_MOST_DECIMALS = 6


def period_words(month: Month, series: Series, look: UiContext) -> str:
    """Return the period of a figure: a month, or the year of a yearly series."""
    return look.language.date(month) if series.raw_months else str(month.year)


def figure_words(value: float, look: UiContext) -> str:
    """Return a figure with as many decimals as it has, six at most."""
    _, _, decimals = f"{value:.{_MOST_DECIMALS}f}".rstrip("0").partition(".")
    return look.language.number(value, len(decimals))
