"""The headlines of all charts on the desk, side by side."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.bridge.preferences import Preferences
from desktop.charts.fan_chart import FanChart
from desktop.charts.targets import runs_of_ten
from desktop.document.commands import SetLever
from desktop.document.filing import SetTargets
from desktop.domain.clock import Month
from desktop.domain.lever import Setting
from desktop.domain.scenario import TargetLine
from desktop.views.curves import chart_grid
from tests.views.desks import open_desk, settled, sparing


def test_that_no_chart_leaves_out_of_its_headline_what_stands_in_its_neighbors(
    qtbot: QtBot,
) -> None:
    with open_desk(qtbot, preferences=Preferences()) as desk:
        area = desk.window.desk
        forms = set()
        for width in (1600, 1440, 1180):
            desk.window.resize(width, 900)
            QApplication.processEvents()
            desk.document.apply(SetLever("legal_pathways", Setting(float(width))))
            qtbot.waitUntil(lambda: not desk.projector.busy)
            charts = [area.card(indicator).chart for indicator in area.shown]
            assert len({chart.line.form for chart in charts}) == 1
            assert charts[0].line.form == max(chart.natural_form for chart in charts)
            forms.add(charts[0].line.form)
        assert len(forms) > 1
        # Other room is made use of at once, not with the next curves.
        desk.window.resize(1600, 900)
        qtbot.waitUntil(lambda: {chart.line.form for chart in charts} == {0}, timeout=10000)


def test_that_the_runs_that_meet_a_target_are_those_of_the_month_read(qtbot: QtBot) -> None:
    with open_desk(qtbot, preferences=sparing()) as desk:
        area, line = desk.window.desk, TargetLine("homicide_rate", 20.0, at_least=False)
        desk.document.apply(SetTargets((line,)))
        desk.document.apply(SetLever("mx_federal_backup", Setting(60.0)))
        curves = settled(qtbot, desk)
        chart, told = area.card("homicide_rate").chart, []
        for month in (Month(2024, 6), Month(2030, 12)):
            area.set_cross_hair(month)
            values = curves.projection.of("homicide_rate")[curves.projection.clock.step(month)]
            met = sum(value <= 20.0 for value in values.tolist()) / len(values)
            assert 0.0 < met < 1.0 or month.year == 2024
            words = f"Target ≤\u00a020.0: in {runs_of_ten(met)} of 10 runs"
            assert chart.under_head.targets == words
            told.append(words)
        assert told[0] != told[1]
        desk.document.undo()
        desk.document.undo()
        settled(qtbot, desk)
        assert chart.under_head.targets is None


def test_that_while_a_slider_moves_headlines_follow_in_turn_and_then_all_at_once(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_desk(qtbot, preferences=sparing()) as desk:
        grid, shown, worded = desk.window.desk.grid, desk.window.desk.shown, []
        exact, write = settled(qtbot, desk), FanChart.set_headline

        def noted(chart: FanChart, *given: object) -> None:
            worded.append(chart.indicator.id)
            write(chart, *given)  # type: ignore[arg-type]

        monkeypatch.setattr(FanChart, "set_headline", noted)
        monkeypatch.setattr(chart_grid, "HEADLINES_A_STEP", 1)
        moving = replace(exact, exact=False)
        for _ in range(3):
            grid.draw(moving, None, 30)
        assert worded == [*shown, shown[0]]
        worded.clear()
        grid.draw(exact, None, 30)
        assert worded == [*shown]
