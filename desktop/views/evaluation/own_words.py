"""The projection beside people's own figures, in words."""

from collections.abc import Mapping

from desktop.calibration.own_figures import Newest, OwnRecord
from desktop.charts.headline import range_words, span, value_words
from desktop.domain.indicator import Indicator
from desktop.language.language import Language


def summary(record: OwnRecord, language: Language) -> str:
    """Say in how many series the bands hold the newest figure, and how far the medians lie."""
    newest = list(record.newest.values())
    if not newest:
        return language.text("trust.own_no_year")
    error = sum(abs(one.error) for one in newest) / len(newest)
    words = language.plural(
        "trust.own_summary",
        len(newest),
        in_90=language.number(sum(one.in_90 for one in newest)),
        in_50=language.number(sum(one.in_50 for one in newest)),
        error=language.number(100 * error),
    )
    skill = record.skill
    if skill is None:
        return words
    error_words = "–" if skill.relative_error is None else language.number(skill.relative_error, 2)
    years = language.plural(
        "trust.own_years",
        skill.n,
        in_90=language.number(round(skill.coverage_90 * skill.n)),
        in_50=language.number(round(skill.coverage_50 * skill.n)),
        error=error_words,
    )
    return f"{words} {years}"


def lines(record: OwnRecord, indicators: Mapping[str, Indicator], language: Language) -> list[str]:
    """Say of each series where its newest figure lies."""
    return [_line(record.newest.get(name), indicators[name], language) for name in record.curves]


def _line(newest: Newest | None, indicator: Indicator, language: Language) -> str:
    name = language.wording(indicator.name)
    if newest is None:
        return language.text("trust.own_incomplete", name=name)
    low, _, median, _, high = newest.percentiles
    beside = max(newest.observed, median)
    least, most = range_words(low, high, indicator, language, beside)
    fields = {
        "name": name,
        "when": span(newest.month, indicator, language, monthly=False),
        "observed": value_words(newest.observed, indicator, language, beside),
        "median": value_words(median, indicator, language, beside),
        "low": least,
        "high": most,
    }
    if newest.in_50:
        return language.text("trust.own_in_50", **fields)
    if newest.in_90:
        return language.text("trust.own_in_90", **fields)
    return language.text("trust.own_outside", **fields)
