"""Figures of a series in words."""

from collections.abc import Sequence

from desktop.domain.clock import Month
from desktop.domain.history import Series
from desktop.domain.model.model import Model
from desktop.domain.observation import Observation
from desktop.modelfiles.doubts import Doubt, doubts
from desktop.modelfiles.observations import FileFigures, ImportRules, missing_months
from desktop.modelfiles.spreadsheets import MOST_COLUMNS
from desktop.ui.ui_context import UiContext

_MOST_DECIMALS = 6
_DOUBTS = {
    Doubt.FAR: "data.doubt_far",
    Doubt.TWELVE_MONTHS: "data.doubt_twelve_months",
    Doubt.RUNNING_SUM: "data.doubt_running_sum",
}
_NAMED = 3
"""Missing months that are named one by one."""


def period_words(month: Month, series: Series, look: UiContext) -> str:
    """Return the period of a figure: a month, or the year of a yearly series."""
    return look.language.date(month) if series.raw_months else str(month.year)


def figure_words(value: float, look: UiContext) -> str:
    """Return a figure with as many decimals as it has, six at most."""
    return look.language.exactly(value, _MOST_DECIMALS)


def origin_words(model: Model, name: str, look: UiContext) -> str:
    """Say who publishes a series, up to when, in what unit, and of what it is a part."""
    series, rules = model.series[name], ImportRules.of(model, name)
    publisher, unit = series.publisher, look.language.wording(rules.unit)
    last = period_words(rules.last, series, look)
    if rules.yearly:
        words = look.text("data.origin_yearly", publisher=publisher, last=last, unit=unit)
    else:
        words = look.text("data.origin_monthly", publisher=publisher, last=last, unit=unit)
    for whole in model.series.values():
        if whole.made_of is not None and name in whole.made_of.parts:
            first, second = (
                look.language.wording(model.series[part].name) for part in whole.made_of.parts[:2]
            )
            of = look.language.wording(whole.name)
            return f"{words} {look.text('data.part_of', name=of, first=first, second=second)}"
    return words


def about_words(series: Series, added: Sequence[Observation], look: UiContext) -> str:
    """Say how many figures were added, or which months are missing before the last of them."""
    if not added:
        return look.text("data.nothing")
    missing = missing_months(series, added)
    if not missing:
        return look.language.plural("data.there", len(added))
    named = ", ".join(look.language.date(month) for month in missing[:_NAMED])
    if len(missing) > _NAMED:
        named += ", …"
    return look.language.plural("data.missing", len(missing), months=named)


def preview_words(file: str, found: FileFigures, rules: ImportRules, look: UiContext) -> str:
    """Say what a file would add, how much of it is known or was not read, and what is doubtful."""
    figures, unread = found.figures, found.unread
    count = len(figures)
    first, last = (period_words(one.month, rules.series, look) for one in (figures[0], figures[-1]))
    periods = first if count == 1 else look.text("data.span", first=first, last=last)
    words = look.language.plural("data.preview", count, file=file, periods=periods)
    if found.known:
        there = look.language.number(found.known)
        words += " " + look.language.plural("data.known", count, known=there)
    if unread.hidden_sheets:
        words += " " + look.language.plural("data.hidden_sheets", unread.hidden_sheets)
    if unread.far_columns:
        words += " " + look.text("data.far_columns", most=MOST_COLUMNS)
    doubt = doubt_words(figures, rules, look)
    return f"{words} {doubt}" if doubt else words


def doubt_words(figures: Sequence[Observation], rules: ImportRules, look: UiContext) -> str:
    """Return the sentence about the first doubtful figure, nothing where none is."""
    found = doubts(rules, figures)
    first = next((one for one in figures if one.month in found), None)
    if first is None:
        return ""
    return look.text(
        _DOUBTS[found[first.month]],
        value=figure_words(first.value, look),
        month=period_words(first.month, rules.series, look),
    )
