"""A hindcast in words: single charts, and the worst of them."""

import math
from collections.abc import Mapping, Sequence

from desktop.calibration.hindcast import Curve
from desktop.calibration.skill import Point, Skill
from desktop.charts.headline import range_words, value_words
from desktop.domain.indicator import Indicator
from desktop.language.language import Language

WORST_NAMED = 3
_P05, _P50, _P95 = 0, 2, 4


def inside(point: Point) -> bool:
    """Say whether the 90 % band holds an observed year."""
    return point.percentiles[_P05] <= point.observed <= point.percentiles[_P95]


def headline(curve: Curve, language: Language) -> str:
    """Say in short how many observed years the band holds, and how large the error was."""
    points = curve.points
    if not points:
        return language.text("trust.nothing_after", year=curve.clock.vantage.year)
    held = sum(map(inside, points))
    words = language.plural("trust.held", len(points), held=language.number(held))
    skill = curve.skill
    if skill is None or skill.relative_error is None:
        return words
    error = language.number(skill.relative_error, 2)
    return language.text("trust.headline", held=words, error=error)


def sentence(curve: Curve, indicator: Indicator, language: Language) -> str:
    """Say one chart in words: what was projected for each year, and what happened."""
    name, unit = language.wording(indicator.name), language.wording(indicator.unit_name)
    years = [_year(point, indicator, language) for point in curve.points]
    if not years:
        years = [language.text("trust.nothing_after", year=curve.clock.vantage.year)]
    return language.text(
        "trust.sentence",
        name=name,
        unit=unit,
        year=curve.clock.vantage.year,
        years="; ".join(years),
    )


def _year(point: Point, indicator: Indicator, language: Language) -> str:
    values = [math.exp(value) for value in point.percentiles]
    observed = math.exp(point.observed)
    beside = max(observed, values[_P50])
    low, high = range_words(values[_P05], values[_P95], indicator, language, beside)
    message = "trust.year_inside" if inside(point) else "trust.year_outside"
    return language.text(
        message,
        year=point.year,
        observed=value_words(observed, indicator, language, beside),
        median=value_words(values[_P50], indicator, language, beside),
        low=low,
        high=high,
    )


def worst(rows: Sequence[Skill]) -> list[Skill]:
    """Return the worst row, by interval score, of each of the worst series, the worst first."""
    of_series: dict[str, Skill] = {}
    for row in sorted(rows, key=lambda row: -row.interval_score):
        of_series.setdefault(row.indicator, row)
    return list(of_series.values())[:WORST_NAMED]


def worst_words(
    rows: Sequence[Skill], indicators: Mapping[str, Indicator], language: Language
) -> str:
    """Name the worst rows in one sentence."""
    named = [
        language.text(
            "trust.worst_one",
            name=language.wording(indicators[row.indicator].name),
            year=row.origin,
            held=language.plural(
                "trust.held", row.n, held=language.number(round(row.n * row.coverage_90))
            ),
            score=language.number(row.interval_score, 1),
        )
        for row in worst(rows)
    ]
    return language.text("trust.worst", named="; ".join(named))
