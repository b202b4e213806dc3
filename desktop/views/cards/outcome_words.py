"""What a lever alone does to a curve, in words and figures."""

from desktop.analysis.outcomes import Outcomes
from desktop.domain.clock import Month
from desktop.domain.indicator import Change, Indicator
from desktop.language.language import Language

NONE = "·"
"""Stands in a cell where nothing moves."""


def change_figure(change: float, language: Language) -> str:
    """Return a change with its sign and as many decimals as tell its size; a dot where none is."""
    if change == 0.0:
        return NONE
    size = abs(change)
    decimals = 0 if size >= 9.95 else 1 if size >= 0.095 else 2
    return language.number(change, decimals, signed=True)


def change_unit(indicator: Indicator, language: Language) -> str:
    """Return what changes of an indicator are counted in: percent, or points."""
    return language.text(f"outcomes.unit.{indicator.change}")


def change_with_unit(change: float, indicator: Indicator, language: Language) -> str:
    """Return a change with its sign and unit, or that nothing moves."""
    if change == 0.0:
        return language.text("outcomes.none")
    figure = change_figure(change, language)
    if indicator.change is Change.PERCENT:
        return language.text("chart.percent", value=figure)
    return language.plural("chart.points", 2, value=figure)


def cell_sentence(
    found: Outcomes,
    lever: str,
    value: str,
    indicator: Indicator,
    month: Month,
    language: Language,
) -> str:
    """Return one cell as a sentence: the lever and where it stands, the curve, the change."""
    change = found.change(lever, indicator.id, found.clock.step(month))
    return language.text(
        "outcomes.cell",
        lever=value,
        curve=language.wording(indicator.name),
        change=change_with_unit(change, indicator, language),
        month=language.date(month),
    )
