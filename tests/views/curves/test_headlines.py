"""The headlines of all charts on the desk, side by side."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.document.commands import SetLever
from desktop.domain.lever import Setting
from tests.views.desks import open_desk


def test_that_no_chart_leaves_out_of_its_headline_what_stands_in_its_neighbors(
    qtbot: QtBot,
) -> None:
    with open_desk(qtbot) as desk:
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
