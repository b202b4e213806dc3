"""Each thing found is one sentence in either language, with what helps where something does."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from desktop.bridge.drive import Drive, DriveKind
from desktop.bridge.power import Power
from desktop.charts.fonts import load_fonts
from desktop.charts.tokens import Theme
from desktop.domain.wording import LanguageCode
from desktop.modelfiles.resources import RESOURCES
from desktop.session.run_speed import RunSpeed
from desktop.ui.ui_context import UiContext
from desktop.views.place import findings
from desktop.views.place.findings import Finding, Verdict
from tests.views.desks import look

MUCH, LITTLE = 40_000_000_000, 20_000_000


@pytest.mark.parametrize("code", ["en", "es"])
def test_that_a_finding_is_one_sentence_and_no_fault_is_left_without_help(
    code: LanguageCode,
) -> None:
    spoken = look(code)
    found: dict[Verdict, list[Finding]] = {
        Verdict.GOOD: [
            findings.sound(spoken, heard=True),
            findings.awake(spoken, held=True),
            findings.idle(spoken, 0, held=False),
            findings.idle(spoken, 90, held=True),
            findings.power(spoken, Power(93.4, plugged=True)),
            findings.disk(spoken, Drive(MUCH, DriveKind.FIXED)),
            findings.model(spoken, RunSpeed(1000, 0.04, compiled=True)),
        ],
        Verdict.CARE: [
            findings.sound(spoken, heard=False),
            findings.awake(spoken, held=False),
            findings.idle(spoken, 600, held=False),
            findings.power(spoken, Power(54.0, plugged=False)),
            findings.disk(spoken, Drive(MUCH, DriveKind.REMOVABLE)),
            findings.disk(spoken, Drive(MUCH, DriveKind.NETWORK)),
            findings.disk(spoken, Drive(LITTLE, DriveKind.FIXED)),
            findings.model(spoken, RunSpeed(1000, 0.04, compiled=False)),
            findings.model(spoken, RunSpeed(10_000, 0.9, compiled=True)),
        ],
        Verdict.BAD: [findings.disk(spoken, None)],
        Verdict.UNKNOWN: [
            findings.idle(spoken, None, held=False),
            findings.power(spoken, None),
            findings.power(spoken, Power(54.0, plugged=None)),
            findings.disk(spoken, Drive(MUCH, DriveKind.UNKNOWN)),
        ],
        Verdict.YOURS: [findings.sound(spoken, heard=None), findings.clock(spoken)],
    }
    for verdict, some in found.items():
        for one in some:
            assert one.verdict is verdict, one
            assert one.sentence.endswith("."), one
            assert ". " not in one.sentence, one
            if verdict in (Verdict.CARE, Verdict.BAD):
                assert one.remedy.endswith("."), one


def test_that_the_clock_is_told_with_its_distance_from_universal_time() -> None:
    there = datetime(2026, 11, 29, 21, 45, tzinfo=timezone(-timedelta(hours=6)))
    here = there.astimezone()
    told = findings.clock(look(), there).sentence
    assert f"{here:%H:%M}" in told
    assert f"UTC{here:%z}".replace("-", "\u2212")[:6] in told


def test_that_a_catalogue_that_is_missing_is_named(qapp: QCoreApplication, tmp_path: Path) -> None:
    load_fonts(RESOURCES)
    assert findings.languages(look()).verdict is Verdict.GOOD
    elsewhere = UiContext(look().language, Theme.LIGHT, tmp_path)
    found = findings.languages(elsewhere)
    assert found.verdict is Verdict.BAD
    assert str(tmp_path) in found.sentence
