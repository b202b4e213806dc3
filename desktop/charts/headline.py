"""The line under a chart's title, and the chart as one sentence."""

from dataclasses import dataclass

from desktop.charts.axes import INDEX_UNIT, THOUSAND, in_millions
from desktop.charts.shares import ChangeBreakdown
from desktop.charts.stressed import Run, is_stressed, plain, runs_of, strong
from desktop.domain.clock import Clock, Month
from desktop.domain.history import Series
from desktop.domain.indicator import Change, Indicator
from desktop.engine.results.compare import AGREEMENT
from desktop.engine.results.projection import PairedDifference
from desktop.language.language import Language

_FINEST = 1
"""Most decimals a small change is given; what rounds to nothing then is no clear change."""
_FINEST_SHARE = 2
"""Most decimals of a share: the two must add up to the whole."""
_ROOM_TO_ROUND = 10.0
"""A range this many units wide is rounded to whole units."""
_OF_A_MILLION, _OF_LESS = 1, 2
"""Decimals of a value in millions: of one that reaches a million, and of a smaller one."""
_LONGEST_LOOK_BACK = 11
"""Months that a yearly value is held to speak for after its own."""


@dataclass(frozen=True, slots=True)
class Headline:
    """Hold one headline in its full length and as short as it still says something."""

    full: tuple[Run, ...]
    short: tuple[Run, ...]
    half: str = ""
    """Where half of the runs lie, for the sentence; empty where nothing is projected."""
    brief: tuple[Run, ...] = ()
    """Between the two: without what the change is measured against, which every line names."""
    least: tuple[Run, ...] = ()
    """Without the range, which says nothing where there is no room to say what it is."""

    @property
    def forms(self) -> tuple[tuple[Run, ...], ...]:
        """Return the line from its longest form to its shortest, always four."""
        return self.full, self.brief or self.short, self.short, self.least or self.short

    @property
    def text(self) -> str:
        """Return the full line without stress."""
        return "".join(run.text for run in self.full)


def when(month: Month, language: Language) -> str:
    """Return the year for a December, whose twelve months are that year, else the month."""
    return str(month.year) if month.month == 12 else language.date(month)


def span(month: Month, indicator: Indicator, language: Language, *, monthly: bool) -> str:
    """Return which months a value speaks for: one month, or the twelve that end with it."""
    if not indicator.twelve_months:
        return when(month, language)
    if monthly:
        return language.text("chart.when_single", month=language.date(month))
    if month.month == 12:
        return str(month.year)
    return language.text("chart.when_year_to", month=language.date(month))


def value_words(
    value: float,
    indicator: Indicator,
    language: Language,
    beside: float | None = None,
    reach: float | None = None,
) -> str:
    """Return a value with its short unit, that in which a value beside it is worded.

    `reach` is the top of the axis it is read on, which then decides the unit.
    """
    return plain(stressed_value(value, indicator, language, beside, reach))


def unit_forms(indicator: Indicator, language: Language, reach: float) -> tuple[str, ...]:
    """Return the unit of an axis that reaches so far, from its full words to the fewest.

    Those of an index are never fewer than its range.
    """
    whole = unit_words(indicator, language, reach)
    without_remark, _, _ = whole.partition(",")
    if indicator.unit == INDEX_UNIT:
        return whole, without_remark
    if in_millions(reach, indicator):
        beside = language.text("chart.millions", value="")
    else:
        beside = language.wording(indicator.value).replace("{value}", "")
    return whole, without_remark, " ".join(beside.split())


def unit_words(indicator: Indicator, language: Language, reach: float) -> str:
    """Return the unit of an axis that reaches so far, in words."""
    if in_millions(reach, indicator):
        return language.text("chart.unit_millions")
    return language.wording(indicator.unit_name)


def _millions(value: float, beside: float, language: Language) -> str:
    """Write a value in millions, as finely as one beside it."""
    whole = round(abs(beside)) >= THOUSAND
    return language.number(value / THOUSAND, _OF_A_MILLION if whole else _OF_LESS)


def stressed_value(
    value: float,
    indicator: Indicator,
    language: Language,
    beside: float | None = None,
    reach: float | None = None,
) -> str:
    """Return a value as `value_words` does, its number stressed."""
    beside = value if beside is None else beside
    if in_millions(beside if reach is None else reach, indicator):
        return language.text("chart.millions", value=strong(_millions(value, beside, language)))
    before, _, after = language.wording(indicator.value).partition("{value}")
    return strong(before + language.number(value, indicator.decimals)) + after


def range_words(
    low: float,
    high: float,
    indicator: Indicator,
    language: Language,
    beside: float,
    reach: float | None = None,
) -> tuple[str, str]:
    """Return both ends of a range, in the unit in which the value beside it is worded.

    They are rounded to whole units where the range is wide enough. `reach` as in `value_words`.
    """
    if in_millions(beside if reach is None else reach, indicator):
        return _millions(low, beside, language), _millions(high, beside, language)
    decimals = 0 if high - low >= _ROOM_TO_ROUND else indicator.decimals
    return language.number(low, decimals), language.number(high, decimals)


def change_words(contrast: PairedDifference, indicator: Indicator, language: Language) -> str:
    """Return a change as every headline words it: its size, or that none is clear."""
    return plain(_change(contrast, indicator, language))


def change_size(contrast: PairedDifference, indicator: Indicator, language: Language) -> str | None:
    """Return the size of a change, as every headline has it but without a sign; None if unclear."""
    decimals = _clear(contrast, indicator)
    if decimals is None:
        return None
    return sized_change(abs(contrast.change), decimals, indicator, language, signed=False)


def _change(contrast: PairedDifference, indicator: Indicator, language: Language) -> str:
    if contrast.change == 0.0 and contrast.change_low == 0.0 and contrast.change_high == 0.0:
        return language.text("chart.unchanged")
    decimals = _clear(contrast, indicator)
    if decimals is None:
        return language.text("chart.unclear")
    return strong(sized_change(contrast.change, decimals, indicator, language, signed=True))


def _clear(contrast: PairedDifference, indicator: Indicator) -> int | None:
    """Return the decimals a change is printed with; None where it rounds to nothing or is unclear.

    It is clear where enough members agree on its sign.
    """
    return None if contrast.agreement < AGREEMENT else change_decimals(contrast.change, indicator)


def change_decimals(change: float, indicator: Indicator) -> int | None:
    """Return the decimals a change is printed with; None where it rounds to nothing."""
    coarse = 0
    if indicator.change is Change.POINTS:
        coarse = indicator.decimals
    elif abs(change) < 1.0:
        coarse = 1
    finest = max(coarse, _FINEST)
    wanted = range(coarse, finest + 1)
    return next((each for each in wanted if round(change, each) != 0.0), None)


def sized_change(
    change: float, decimals: int, indicator: Indicator, language: Language, *, signed: bool
) -> str:
    """Return a change with its unit, as every headline has it."""
    number = language.number(change, decimals, signed=signed)
    if indicator.change is Change.PERCENT:
        return language.text("chart.percent", value=number)
    one = abs(round(change, decimals)) == 1.0
    return language.plural("chart.points", 1 if one else 2, value=number)


def projected_headline(
    contrast: PairedDifference,
    indicator: Indicator,
    clock: Clock,
    language: Language,
    *,
    monthly: bool = False,
    reach: float | None = None,
) -> Headline:
    """Word where a curve stands in one projected month, and against the status quo.

    `reach` is the top of the axis beside, which decides between thousands and millions; without
    one the value itself does. So in the headlines below.
    """
    beside = contrast.median
    low, high = range_words(contrast.low, contrast.high, indicator, language, beside, reach)
    change = _change(contrast, indicator, language)
    fields = {
        "when": strong(span(clock.month(contrast.step), indicator, language, monthly=monthly)),
        "value": stressed_value(contrast.median, indicator, language, reach=reach),
        "low": low,
        "high": high,
    }
    lower, upper = range_words(contrast.lower, contrast.upper, indicator, language, beside, reach)
    named = language.text("chart.against", change=change) if is_stressed(change) else change
    return Headline(
        runs_of(language.text("chart.headline", change=named, **fields)),
        runs_of(language.text("chart.headline_short", change=change, **fields)),
        language.text("chart.half", lower=lower, upper=upper),
        runs_of(language.text("chart.headline", change=change, **fields)),
        runs_of(
            language.text(
                "chart.headline_least", when=fields["when"], value=fields["value"], change=change
            )
        ),
    )


def compared_headline(
    contrast: PairedDifference,
    added: float,
    indicator: Indicator,
    clock: Clock,
    language: Language,
    *,
    monthly: bool = False,
    reach: float | None = None,
) -> Headline:
    """Word what people added for a projected month beside what was projected for it."""
    beside = max(added, contrast.median)
    low, high = range_words(contrast.low, contrast.high, indicator, language, beside, reach)
    fields = {
        "when": strong(span(clock.month(contrast.step), indicator, language, monthly=monthly)),
        "added": stressed_value(added, indicator, language, beside, reach),
        "low": low,
        "high": high,
    }
    value = stressed_value(contrast.median, indicator, language, beside, reach)
    return Headline(
        runs_of(language.text("chart.headline_added", value=value, **fields)),
        runs_of(language.text("chart.headline_added_short", **fields)),
    )


def added_headline(
    month: Month,
    value: float,
    indicator: Indicator,
    language: Language,
    *,
    monthly: bool,
    reach: float | None = None,
) -> Headline:
    """Word what people added for a month before the vantage."""
    line = language.text(
        "chart.headline_added_alone",
        when=strong(span(month, indicator, language, monthly=monthly)),
        added=stressed_value(value, indicator, language, reach=reach),
    )
    return Headline(runs_of(line), runs_of(line))


def measured_headline(
    month: Month,
    series: Series | None,
    indicator: Indicator,
    language: Language,
    *,
    monthly: bool = False,
    reach: float | None = None,
) -> Headline:
    """Word what was measured in a month before the vantage, or last before it within a year."""
    found = None
    single = monthly and series is not None and bool(series.raw_months)
    if series is not None:
        measured = zip(series.months, series.values, strict=True)
        if single:
            measured = zip(series.raw_months, series.raw_values, strict=True)
        for at, value in measured:
            if 0 <= month.minus(at) <= _LONGEST_LOOK_BACK:
                found = at, value
    if found is None:
        line = language.text("chart.headline_unmeasured", when=strong(when(month, language)))
    else:
        line = language.text(
            "chart.headline_measured",
            when=strong(span(found[0], indicator, language, monthly=single)),
            value=stressed_value(found[1], indicator, language, reach=reach),
        )
    return Headline(runs_of(line), runs_of(line))


def chart_sentence(
    indicator: Indicator,
    headline: Headline | None,
    language: Language,
    shares: ChangeBreakdown | None = None,
    reach: float = 0.0,
) -> str:
    """Say the chart in one sentence, for people who hear it.

    With `shares`, a second one names the other two lines, and what belief, action and chance
    make of the distance between policy and default baseline. `reach` is the top of its axis.
    """
    name, unit = language.wording(indicator.name), unit_words(indicator, language, reach)
    if headline is None:
        return language.text("chart.sentence_bare", name=name, unit=unit)
    words = headline.text + headline.half
    said = language.text("chart.sentence", name=name, unit=unit, headline=words)
    if shares is None:
        return said
    fields = {
        "usual": value_words(shares.usual, indicator, language, reach=reach),
        "ours": value_words(shares.ours, indicator, language, reach=reach),
        "belief": share_number(shares.belief, indicator, language, reach),
        "action": share_number(shares.action, indicator, language, reach),
    }
    if shares.chance == 0.0:
        return f"{said} {language.text('chart.sentence_lines', **fields)}"
    chance = share_number(shares.chance, indicator, language, reach)
    return f"{said} {language.text('chart.sentence_lines_chance', chance=chance, **fields)}"


def share_number(value: float, indicator: Indicator, language: Language, reach: float) -> str:
    """Return what belief or action makes of a distance, signed, in the unit of the axis.

    A small one is given the decimals it needs, up to a point; below that it is nought.
    """
    return language.number(*_share(value, indicator, reach), signed=True)


def is_nought(value: float, indicator: Indicator, reach: float) -> bool:
    """Say whether a share is printed as nought by `share_number`."""
    return _share(value, indicator, reach)[0] == 0.0


def _share(value: float, indicator: Indicator, reach: float) -> tuple[float, int]:
    coarse = indicator.decimals
    if in_millions(reach, indicator):
        value, coarse = value / THOUSAND, _OF_LESS
    most = max(coarse, _FINEST_SHARE)
    for decimals in range(coarse, most + 1):
        if round(value, decimals) != 0.0:
            return value, decimals
    return 0.0, coarse


def added_sentence(
    month: Month,
    value: float,
    indicator: Indicator,
    language: Language,
    *,
    monthly: bool,
    reach: float,
) -> str:
    """Say what people added to the measured series, up to its last figure."""
    return language.text(
        "chart.sentence_added",
        when=span(month, indicator, language, monthly=monthly),
        value=value_words(value, indicator, language, reach=reach),
    )


def axis_number(value: float, indicator: Indicator, language: Language, reach: float) -> str:
    """Return a value without its unit, in that of an axis that reaches so far."""
    if in_millions(reach, indicator):
        return language.number(value / THOUSAND, _OF_LESS)
    return language.number(value, indicator.decimals)


def end_label(
    message: str, value: float, indicator: Indicator, language: Language, reach: float
) -> str:
    """Return the words at the end of a line: its name and its last value."""
    return language.text(message, value=axis_number(value, indicator, language, reach))


def start_note(indicator: Indicator, clock: Clock, start: float | None, language: Language) -> str:
    """Say inside the plot that nothing was measured, and what start was judged."""
    year = clock.first.year
    if start is None or indicator.start_range is None:
        return language.text("chart.no_series", year=year)
    low, high = range_words(*indicator.start_range, indicator, language, start)
    value = language.number(start, indicator.decimals)
    return language.text("chart.judged_start", year=year, value=value, low=low, high=high)
