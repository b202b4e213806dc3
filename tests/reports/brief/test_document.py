"""The brief of a scenario: two pages in each language, whatever is set, with all that was asked."""

import math
import subprocess
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.charts.fonts import load_fonts
from desktop.domain.clock import Month
from desktop.domain.ensemble import CENTRAL
from desktop.domain.lever import Setting
from desktop.domain.policy import PlannedEvent, Policy
from desktop.domain.scenario import NAME_LIMIT, NOTES_LIMIT, Scenario
from desktop.engine.results.projection import MEDIAN
from desktop.language.language import load_language
from desktop.modelfiles.resources import RESOURCES
from desktop.reports.brief.document import SIZES, scenario_brief
from desktop.reports.brief.runs import BriefRuns, brief_runs, most_runs
from desktop.reports.paper.files import WRITERS
from desktop.reports.paper.pdf_writer import pdf
from desktop.reports.paper.tree import Picture, Table
from tests.reports.paper.samples import pdf_pages
from tests.views.desks import compiled

LANGUAGES = [load_language(code, RESOURCES) for code in ("en", "es")]
MODEL = compiled().model
NOTES = "Both governments weigh their options before the review of the agreement. " * 999


@pytest.fixture(scope="module", autouse=True)
def _fonts(qapp: QApplication) -> None:
    load_fonts(RESOURCES)


def scenario(levers: int, events: int = 0, name: str = "A plan", notes: str = "") -> Scenario:
    """Return a scenario that sets so many levers in the longest words, for the central run."""
    settings = {}
    for lever in list(MODEL.levers.values())[:levers]:
        far = lever.high if lever.high != lever.default else lever.low
        settings[lever.id] = Setting(far, Month(2025, 3), 6, Month(2033, 4))
    months = (Month(2026 + n // 12, 1 + n % 12) for n in range(events))
    names = [*MODEL.events] * 9
    planned = tuple(
        PlannedEvent(event, month, 2.0) for event, month in zip(names, months, strict=False)
    )
    return Scenario(name, policy=Policy(settings, planned), notes=notes, ensemble=CENTRAL)


@cache
def runs(levers: int, events: int = 0, name: str = "A plan", notes: str = "") -> BriefRuns:
    found = brief_runs(compiled(), scenario(levers, events, name, notes))
    assert found is not None
    return found


def pages(found: BriefRuns) -> list[str]:
    return pdf_pages(pdf(scenario_brief(found, LANGUAGES), SIZES))


def test_that_the_parts_of_levers_and_events_add_up_to_the_change_of_the_headline() -> None:
    found = runs(3, 2)
    assert len(found.shown) == 4
    for one in found.shown:
        parts, contrast = found.parts[one], found.contrasts[one]
        assert parts.change == contrast.change
        assert math.fsum(part.total for part in parts.parts) == pytest.approx(
            contrast.change, abs=1e-9
        )
        assert len(parts.parts) == 4


def test_that_both_languages_have_two_pages_with_all_that_a_reader_asks() -> None:
    found = runs(3, 2)
    document = scenario_brief(found, LANGUAGES)
    made = pdf_pages(pdf(document, SIZES))
    assert len(made) == 4
    assert all("not a forecast" in page for page in made[:2])
    assert all("no es un pronóstico" in page for page in made[2:])
    levers = [MODEL.levers[one] for one in found.scenario.policy.settings]
    for part, first, second in zip(document.parts, made[::2], made[1::2], strict=True):
        language = LANGUAGES[document.parts.index(part)]
        for words in (
            *(language.wording(lever.name) for lever in levers),
            *(language.text(f"scenario_brief.{name}") for name in ("question", "settings")),
            *(language.wording(MODEL.events[e.event].name) for e in found.scenario.policy.events),
        ):
            assert " ".join(words.split()) in first, words
        for name in ("curves", "sure", "sources"):
            assert language.text(f"scenario_brief.{name}") in second, name
        (board,) = (block for block in part.blocks if isinstance(block, Picture))
        *_, told = (block for block in part.blocks if isinstance(block, Table))
        for one, row in zip(found.shown, told.rows, strict=True):
            name = language.wording(MODEL.indicators[one].name)
            assert name in board.alt
            assert "".join(run.text for run in row.cells[0]) == name
        assert MODEL.levers[levers[0].id].sources
        source = MODEL.sources[levers[0].sources[0]].cited
        assert " ".join(source.split())[:40] in second
    assert float(found.curves.policy_bands.of(found.shown[0])[MEDIAN, -1]) > 0


def test_that_a_scenario_that_sets_nothing_has_two_pages_that_say_so() -> None:
    first, second = pages(runs(0))[:2]
    assert "if no lever is moved?" in first
    assert "this is the status quo" in first
    assert second.count(LANGUAGES[0].text("chart.unchanged")) == 4


def test_that_a_brief_nobody_waits_for_is_not_made() -> None:
    told: list[int] = []

    def advance(done: int) -> bool:
        told.append(done)
        return done < 5

    assert brief_runs(compiled(), scenario(3, 2), advance) is None
    assert told[-1] == 5 <= most_runs(scenario(3, 2))


@pytest.mark.long
def test_that_every_lever_set_long_names_notes_and_many_events_still_take_two_pages(
    tmp_path: Path,
) -> None:
    name = ("Everything at once, " * 20)[: NAME_LIMIT - 1] + "x"
    notes = NOTES[: NOTES_LIMIT - 1] + "x"
    many = [runs(len(MODEL.levers), 40, name, notes), runs(30, 12), runs(14, 3, "Ñ"), runs(15)]
    paths = []
    for number, found in enumerate(many):
        assert len(pages(found)) == 4, number
        for suffix, write in WRITERS.items():
            path = tmp_path / f"{number}{suffix}"
            path.write_bytes(write(scenario_brief(found, LANGUAGES), SIZES))
            paths += [path] if suffix == ".docx" else []
    shown = [lever.name.en for lever in list(MODEL.levers.values())[:30]]
    first = pages(many[1])[0]
    assert [one for one in shown if one not in first] == []
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, *map(str, paths)], check=True, capture_output=True, timeout=300)
    for path in paths:
        assert len(pdf_pages(path.with_suffix(".pdf").read_bytes())) == 4, path.name
