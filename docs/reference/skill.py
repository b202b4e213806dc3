"""How the model did against the past, as the shipped report of the hindcast has it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop.domain.model.model import Model
from desktop.language.language import Language
from docs.reference.words import Words

FILE = Path("ensembles") / "skill.json"
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


def skill_table(
    resources: Path, model: Model, language: Language, words: Words
) -> SkillTable | None:
    """Return the table, every series in it, or None where no report has been shipped."""
    path = resources / FILE
    if not path.exists():
        return None
    report = json.loads(path.read_text(encoding="utf-8"))

    def figure(row: Mapping[str, float | None], name: str) -> str:
        value = row[name]
        if value is None:
            return _NONE
        if name in _SHARES:
            return f"{language.number(100 * value)}\u00a0%"
        return language.number(value, 2)

    def line(name: str, row: Mapping[str, float | None]) -> tuple[str, ...]:
        count = language.number(row["n"] or 0)
        return (name, count, *(figure(row, column) for column in _COLUMNS))

    rows = [
        line(language.wording(model.series[row["series"]].name), row) for row in report["by_series"]
    ]
    rows.append(line(words("skill_all"), report["pooled"]))
    missed = [
        f"{words(_COLUMNS[target['name']])} ({figure(report['pooled'], target['name'])})"
        for target in report["targets"]
        if not target["met"]
    ]
    verdict = words("skill_missed", targets="; ".join(missed)) if missed else words("skill_met")
    head = (words("skill_series"), words("skill_n"), *map(words, _COLUMNS.values()))
    return SkillTable(head, tuple(rows), verdict)
