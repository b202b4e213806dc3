"""How the model did against the past, as the shipped report of the hindcast has it."""

from dataclasses import dataclass
from pathlib import Path

from desktop.calibration.skill import Skill
from desktop.calibration.told import Told
from desktop.calibration.track_record import read_track_record
from desktop.domain.model.model import Model
from desktop.language.language import Language
from docs.reference.words import Words

_NONE = "–"
_COLUMNS = {
    "relative_error": "skill_error",
    "coverage_50": "skill_inside50",
    "coverage_90": "skill_inside90",
    "score_ratio": "skill_interval",
    "width_ratio": "skill_width",
}
"""Figure of the report -> message of its column."""
_SHARES = frozenset({"coverage_50", "coverage_90"})


@dataclass(frozen=True, slots=True)
class SkillTable:
    """Hold a table in words: a head, a row a series and one for all, and what was missed."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    verdict: str


def skill_table(resources: Path, model: Model, language: Language, words: Words) -> SkillTable:
    """Return the table, every series in it."""
    report = read_track_record(resources).told[Told.BOTH]

    def figure(row: Skill, name: str) -> str:
        value = getattr(row, name)
        if value is None:
            return _NONE
        if name in _SHARES:
            return f"{language.number(100 * value)}\u00a0%"
        return language.number(value, 2)

    def line(name: str, row: Skill) -> tuple[str, ...]:
        count = language.number(row.n)
        return (name, count, *(figure(row, column) for column in _COLUMNS))

    rows = [line(language.wording(model.series[row.series].name), row) for row in report.by_series]
    rows.append(line(words("skill_all"), report.pooled))
    missed = [
        f"{words(_COLUMNS[target.name])} ({figure(report.pooled, target.name)})"
        for target in report.missed
    ]
    verdict = words("skill_missed", targets="; ".join(missed)) if missed else words("skill_met")
    head = (words("skill_series"), words("skill_n"), *map(words, _COLUMNS.values()))
    return SkillTable(head, tuple(rows), verdict)
