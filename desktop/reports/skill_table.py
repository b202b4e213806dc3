"""The skill of hindcasts as columns for people."""

from desktop.calibration.report import SkillReport
from desktop.calibration.skill import Skill, Target
from desktop.language.language import Language
from desktop.reports.listing import Listing

_UNKNOWN = "–"


def skill_table(found: SkillReport, language: Language) -> str:
    """Return every series and origin, each series, all of them, and whether the targets are met."""
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
    verdicts = "".join(_verdict(target, language) for target in found.targets)
    return f"{table}\n{verdicts}"


def _row(skill: Skill, language: Language, every: str) -> tuple[str, ...]:
    return (
        skill.indicator or every,
        every if skill.origin is None else str(skill.origin),
        language.number(skill.n),
        _figure(skill.relative_error, language),
        _share(skill.coverage_50, language),
        _share(skill.coverage_90, language),
        _figure(skill.interval_score, language),
        _figure(skill.walk_score, language),
        language.number(skill.bias, 2, signed=True),
    )


def _figure(value: float | None, language: Language) -> str:
    return _UNKNOWN if value is None else language.number(value, 2)


def _share(value: float, language: Language) -> str:
    return language.text("chart.percent", value=language.number(100 * value))


def _verdict(target: Target, language: Language) -> str:
    name = language.text(f"skill.target.{target.name}")
    least = _UNKNOWN if target.least is None else language.number(target.least, 2)
    most = _UNKNOWN if target.most is None else language.number(target.most, 2)
    fields = {"name": name, "value": language.number(target.value, 3), "least": least, "most": most}
    if target.met:
        return language.text("skill.met", **fields) + "\n"
    return language.text("skill.missed", **fields) + "\n"
