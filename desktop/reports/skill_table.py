"""The skill of hindcasts as columns for people."""

from collections.abc import Mapping

from desktop.calibration.report import SkillReport
from desktop.calibration.rival_skill import RivalSkill
from desktop.calibration.skill import Skill
from desktop.domain.indicator import Indicator
from desktop.language.language import Language
from desktop.reports.listing import Listing
from desktop.reports.track_words import NOTHING, percent, told_words, verdict_lines


def skill_table(found: SkillReport, indicators: Mapping[str, Indicator], language: Language) -> str:
    """Return every series and origin, each series, all; the rivals; whether targets are met."""
    headings = (
        language.text("skill.indicator"),
        language.text("skill.origin"),
        language.text("skill.n"),
        language.text("skill.relative_error"),
        language.text("skill.coverage_50"),
        language.text("skill.coverage_90"),
        language.text("skill.interval_score"),
        language.text("skill.walk_score"),
        language.text("skill.bias"),
    )
    every = language.text("skill.all")
    rows = [_row(row, language, every) for row in (*found.rows, *found.by_series, found.pooled)]
    table = Listing((), headings, rows).as_columns()
    lines = "".join(f"{line}\n" for line in verdict_lines(found, indicators, language))
    told = told_words(found.told, language)
    return "\n".join(part for part in (f"{told}\n", table, _rivals(found, language), lines) if part)


def _rivals(found: SkillReport, language: Language) -> str:
    """Return every rival by series and pooled, and the model over the same points."""
    every = language.text("skill.all")
    headings = (
        language.text("skill.indicator"),
        language.text("skill.rival"),
        language.text("skill.n"),
        language.text("skill.coverage_90"),
        language.text("skill.interval_score"),
        language.text("skill.score_ratio"),
        language.text("skill.relative_error"),
        language.text("skill.error_ratio"),
    )

    def line(rival: RivalSkill) -> tuple[str, ...]:
        return (
            rival.indicator or every,
            language.text(f"trust.rival.{rival.rival}"),
            language.number(rival.n),
            percent(rival.coverage_90, language),
            _figure(rival.interval_score, language),
            _figure(rival.score_ratio, language),
            _figure(rival.relative_error, language),
            _figure(rival.error_ratio, language),
        )

    return Listing((), headings, [line(rival) for rival in found.rivals]).as_columns()


def _row(skill: Skill, language: Language, every: str) -> tuple[str, ...]:
    return (
        skill.indicator or every,
        every if skill.origin is None else str(skill.origin),
        language.number(skill.n),
        _figure(skill.relative_error, language),
        percent(skill.coverage_50, language),
        percent(skill.coverage_90, language),
        _figure(skill.interval_score, language),
        _figure(skill.walk_score, language),
        language.number(skill.bias, 2, signed=True),
    )


def _figure(value: float | None, language: Language) -> str:
    return NOTHING if value is None else language.number(value, 2)
