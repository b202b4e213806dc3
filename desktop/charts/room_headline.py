"""The line under a curve's title in a room, in whole words instead of signs."""

from desktop.charts.headline import Headline, change_size, range_words, span, stressed_value
from desktop.charts.stressed import runs_of, strong
from desktop.domain.clock import Clock
from desktop.domain.indicator import Indicator
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
    value = stressed_value(contrast.median, indicator, language, reach=reach)
    low, high = range_words(
        contrast.low, contrast.high, indicator, language, contrast.median, reach
    )
    change, against = _changes(contrast, indicator, language)
    told = {"when": when, "value": value}
    return Headline(
        runs_of(language.text("room.headline", change=against, low=low, high=high, **told)),
        runs_of(language.text("room.headline_short", change=change, **told)),
        brief=runs_of(language.text("room.headline_short", change=against, **told)),
        least=runs_of(language.text("room.headline_least", **told)),
    )


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
