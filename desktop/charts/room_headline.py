"""The line under a curve's title in a room, in whole words instead of signs."""

from desktop.charts.axes import in_millions
from desktop.charts.headline import Headline, axis_number, change_size, range_words, span
from desktop.charts.stressed import runs_of, strong
from desktop.charts.targets import target_number
from desktop.domain.clock import Clock
from desktop.domain.indicator import Indicator
from desktop.domain.scenario import TargetLine
from desktop.engine.results.projection import PairedDifference
from desktop.language.language import Language


def room_headline(
    contrast: PairedDifference,
    indicator: Indicator,
    clock: Clock,
    language: Language,
    *,
    monthly: bool,
    reach: float,
) -> Headline:
    """Word where a curve stands in one projected month, and against the status quo.

    Its forms grow shorter: without the range, without what the change is measured against,
    without the change. `reach` is the top of the axis beside, as in `projected_headline`.
    """
    when = strong(span(clock.month(contrast.step), indicator, language, monthly=monthly))
    number = axis_number(contrast.median, indicator, language, reach)
    value = _value(strong(number), indicator, language, reach)
    low, high = range_words(
        contrast.low, contrast.high, indicator, language, contrast.median, reach
    )
    change, against = _changes(contrast, indicator, language)
    lower, upper = range_words(
        contrast.lower, contrast.upper, indicator, language, contrast.median, reach
    )
    told = {"when": when, "value": value}
    return Headline(
        runs_of(language.text("room.headline", change=against, low=low, high=high, **told)),
        runs_of(language.text("room.headline_short", change=change, **told)),
        language.text("chart.half", lower=lower, upper=upper),
        brief=runs_of(language.text("room.headline_short", change=against, **told)),
        least=runs_of(language.text("room.headline_least", **told)),
    )


def room_target(target: TargetLine, indicator: Indicator, language: Language) -> str:
    """Return sense and value of a target, without its month."""
    number = target_number(target.value, indicator, language, target.value)
    value = _value(number, indicator, language, target.value)
    if target.is_floor(indicator.better):
        return language.text("chart.at_least", value=value)
    return language.text("chart.at_most", value=value)


def room_value(value: float, indicator: Indicator, language: Language, reach: float) -> str:
    """Return a value with its unit in whole words, in that of an axis that reaches so far."""
    return _value(axis_number(value, indicator, language, reach), indicator, language, reach)


def _value(number: str, indicator: Indicator, language: Language, reach: float) -> str:
    """Return a value with its unit, which no audience has to spell out for itself."""
    if in_millions(reach, indicator):
        return language.text("chart.millions", value=number)
    if indicator.unit == "GUSD/year":
        return language.text("room.value_billions", value=number)
    if indicator.unit == "lb/month":
        return language.text("room.value_pounds", value=number)
    if indicator.unit.startswith("k") and indicator.unit.endswith("/year"):
        return language.text("room.value_thousands", value=number)
    return language.wording(indicator.value).format(value=number)


def _changes(
    contrast: PairedDifference, indicator: Indicator, language: Language
) -> tuple[str, str]:
    """Return a change in few words, and with what it is measured against."""
    if contrast.change == contrast.change_low == contrast.change_high == 0.0:
        same = language.text("chart.unchanged")
        return same, same
    size = change_size(contrast, indicator, language)
    if size is None:
        unclear = language.text("chart.unclear")
        return unclear, unclear
    if contrast.change > 0:
        change = strong(language.text("room.more", size=size))
    else:
        change = strong(language.text("room.less", size=size))
    return change, language.text("room.against", change=change)
