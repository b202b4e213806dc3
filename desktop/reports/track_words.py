"""The track record in words: what was demanded, met or missed, and the tables beside the rivals.

Window, command line, reference and docs take their words and figures from here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from desktop.calibration.report import SkillReport
from desktop.calibration.rival_skill import CHOSEN_UNTIL
from desktop.calibration.rivals import Rival
from desktop.calibration.skill import Skill, Target
from desktop.calibration.told import Told
from desktop.calibration.track_record import TrackRecord
from desktop.calibration.widths import AHEAD
from desktop.domain.indicator import Indicator
from desktop.language.language import Language
from desktop.modelfiles.weaknesses import Weakness

NOTHING = "–"
_MOST_DECIMALS = 6
_MEASURES = ("interval_score", "relative_error", "coverage_90")
_PLACEBO = (Told.BOTH, Told.DRIVERS, Told.MIRRORED)


@dataclass(frozen=True, slots=True)
class Section:
    """Hold one table in words, every series a row and the last of all together."""

    title: str
    note: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def told_words(told: Told, language: Language) -> str:
    """Say what a projection was told ahead."""
    return language.text(f"trust.told.{told.name.lower()}")


def percent(share: float, language: Language, decimals: int = 0, *, signed: bool = False) -> str:
    """Return a share as percents, whole ones unless more decimals are asked for."""
    return language.text(
        "chart.percent", value=language.number(100 * share, decimals, signed=signed)
    )


def target_name(target: Target, indicators: Mapping[str, Indicator], language: Language) -> str:
    """Name what is demanded, and of which series."""
    name = language.text(f"trust.target.{target.name}")
    if not target.indicator:
        return name
    series = language.wording(indicators[target.indicator].name)
    return language.text("trust.target_of", target=name, series=series)


def target_value(target: Target, language: Language) -> str:
    """Return what a figure came to, with the decimals that show on which side of a limit it is."""
    share = target.name.startswith("coverage")
    least = 0 if share else 2
    for decimals in range(least, _MOST_DECIMALS):
        shown = round(target.value, decimals + 2 * share)
        if replace(target, value=shown).met == target.met:
            break
    if share:
        return percent(target.value, language, decimals)
    return language.number(target.value, decimals)


def target_limits(target: Target, language: Language) -> str:
    """Return what was demanded, and whether it is met."""
    if target.name.startswith("coverage"):
        low, high = (language.number(100 * (end or 0.0)) for end in (target.least, target.most))
        wanted = language.text("trust.target_within", low=low, high=high)
    elif target.least is not None:
        low, high = (language.number(end or 0.0, 1) for end in (target.least, target.most))
        wanted = language.text("trust.target_between", low=low, high=high)
    else:
        most = target.most or 0.0
        decimals = 0 if most.is_integer() and most > 1 else 1 if round(most, 1) == most else 2
        wanted = language.text("trust.target_most", most=language.number(most, decimals))
    message = "trust.met" if target.met else "trust.missed"
    return language.text(message, target=wanted)


def target_said(target: Target, indicators: Mapping[str, Indicator], language: Language) -> str:
    """Say one target whole: its name, what it came to, what was demanded, met or missed."""
    return language.text(
        "trust.target_said",
        name=target_name(target, indicators, language),
        value=target_value(target, language),
        limits=target_limits(target, language),
    )


def verdict_lines(
    found: SkillReport, indicators: Mapping[str, Indicator], language: Language
) -> list[str]:
    """Return how many targets are met, then every target; nothing where none are set."""
    count = len(found.targets)
    if not count:
        return []
    head = language.text(
        "trust.verdict",
        told=told_words(found.told, language),
        met=language.number(count - len(found.missed)),
        n=language.number(count),
    )
    return [head, *(target_said(target, indicators, language) for target in found.targets)]


def verdicts(
    record: TrackRecord,
    indicators: Mapping[str, Indicator],
    weaknesses: Sequence[Weakness],
    language: Language,
) -> list[list[str]]:
    """Return the verdict of each way of telling that targets are set for.

    A series that misses one has its cause: the first weakness that is about it alone.
    """
    causes = {each.about[0]: each for each in reversed(weaknesses) if len(each.about) == 1}
    found = []
    for each in record.told.values():
        lines = verdict_lines(each, indicators, language)
        for place, target in enumerate(each.targets, start=1):
            if not target.met and target.indicator in causes:
                name = language.wording(causes[target.indicator].name)
                lines[place] = language.text("trust.cause", target=lines[place], cause=name)
        found.append(lines)
    return [lines for lines in found if lines]


def sections(
    record: TrackRecord, indicators: Mapping[str, Indicator], language: Language
) -> tuple[Section, ...]:
    """Return the tables: both ways of telling beside the rivals, widths, periods, the placebo."""
    both, alone = record.told[Told.BOTH], record.told[Told.NOTHING]
    head = (
        language.text("trust.column.series"),
        language.text("trust.column_both"),
        language.text("trust.column_nothing"),
        *(language.text(f"trust.rival.{rival}") for rival in Rival),
    )
    every = language.text("trust.pooled_rivals")
    found = []
    for measure in _MEASURES:
        rows = []
        for row in (*both.by_series, both.pooled):
            rivals = {each.rival: each for each in both.rivals if each.indicator == row.indicator}
            figures = (
                *(_beside(each, row.indicator, measure) for each in (both, alone)),
                *(getattr(rivals.get(rival), measure, None) for rival in Rival),
            )
            shown = (_figure(value, measure, language) for value in figures)
            name = _series(row, indicators, language, every)
            rows.append((name, *shown))
        title, note = (
            language.text(f"trust.rivals.{measure}"),
            language.text(f"trust.rivals_note.{measure}"),
        )
        found.append(Section(title, note, head, tuple(rows)))
    return (
        *found,
        _widths(alone, indicators, language),
        _periods(alone, language),
        _placebo(record, indicators, language),
    )


def _widths(alone: SkillReport, indicators: Mapping[str, Indicator], language: Language) -> Section:
    """Return how wide the bands of a projection are beside history's own changes."""
    found: dict[str, list[str]] = {}
    for width in alone.widths:
        figures = (width.band, width.history, width.ratio)
        cells = found.setdefault(width.indicator, [])
        cells += [language.number(figure, 2) for figure in figures]
    columns = (
        language.text(f"trust.width.{column}", years=years)
        for years in AHEAD
        for column in ("band", "history", "ratio")
    )
    return Section(
        language.text("trust.widths"),
        language.text("trust.widths_note"),
        (language.text("trust.column.series"), *columns),
        tuple(
            (language.wording(indicators[name].name), *cells, *[NOTHING] * (6 - len(cells)))
            for name, cells in found.items()
        ),
    )


def _periods(alone: SkillReport, language: Language) -> Section:
    """Return the years that noise was chosen by apart from those that came after."""
    rows = (
        (
            language.text("trust.period", first=str(each.first), last=str(each.last)),
            language.number(each.n),
            percent(each.coverage_50, language),
            percent(each.coverage_90, language),
            *(
                language.number(figure, 2)
                for figure in (each.interval_score, each.long_walk_ratio, each.relative_error)
            ),
        )
        for each in alone.periods
    )
    return Section(
        language.text("trust.periods"),
        language.text("trust.periods_note", last=str(CHOSEN_UNTIL)),
        (
            language.text("trust.column_period"),
            language.text("trust.column.n"),
            language.text("trust.column.inside50"),
            language.text("trust.column.inside90"),
            language.text("trust.column.score"),
            language.text("trust.column_long_walk"),
            language.text("trust.column.error"),
        ),
        tuple(rows),
    )


def _placebo(
    record: TrackRecord, indicators: Mapping[str, Indicator], language: Language
) -> Section:
    """Return relative errors, drivers told: with the real levers, with none, with mirrored ones."""
    reports = [record.told[told] for told in _PLACEBO]
    every = language.text("trust.pooled")
    rows = []
    for row in (*reports[0].by_series, reports[0].pooled):
        errors = (_of(each, row.indicator).relative_error for each in reports)
        shown = (_figure(value, "relative_error", language) for value in errors)
        rows.append((_series(row, indicators, language, every), *shown))
    real, frozen, mirrored = (each.pooled.relative_error or 0.0 for each in reports)
    helps = real < min(frozen, mirrored)
    message = "trust.placebo_helps" if helps else "trust.placebo_fails"
    head = (
        language.text("trust.column.series"),
        *(language.text(f"trust.placebo.{told.name.lower()}") for told in _PLACEBO),
    )
    return Section(
        language.text("trust.placebo"),
        language.text(
            message,
            real=language.number(real, 3),
            frozen=language.number(frozen, 3),
            mirrored=language.number(mirrored, 3),
        ),
        head,
        tuple(rows),
    )


def _of(found: SkillReport, indicator: str) -> Skill:
    if not indicator:
        return found.pooled
    return next(row for row in found.by_series if row.indicator == indicator)


def _beside(found: SkillReport, indicator: str, measure: str) -> float | None:
    """Return a figure of the model, pooled over the points that the rivals could be fitted for."""
    if indicator:
        value: float | None = getattr(_of(found, indicator), measure)
        return value
    pooled = [each for each in found.rivals if not each.indicator]
    if not pooled:
        return None
    last = pooled[0]
    return {
        "interval_score": last.score_ratio * last.interval_score,
        "relative_error": last.error_ratio * last.relative_error,
        "coverage_90": last.model_coverage_90,
    }[measure]


def _series(row: Skill, indicators: Mapping[str, Indicator], language: Language, every: str) -> str:
    if not row.indicator:
        return every
    return language.wording(indicators[row.indicator].name)


def _figure(value: float | None, measure: str, language: Language) -> str:
    if value is None:
        return NOTHING
    return percent(value, language) if measure.startswith("coverage") else language.number(value, 2)
