"""The numbers of the evidence that the file does not put forward: each has its slider."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.document.assuming import HoldValue
from desktop.document.document import Document
from desktop.domain.assumptions import NEUTRAL
from desktop.domain.scenario import Scenario
from desktop.views.assumptions.other_values import AT_ONCE, OtherValues
from desktop.views.assumptions.rows import ValueRow
from desktop.views.assumptions.value_slider import ValueSlider
from desktop.views.explain.panel import Tab
from tests.views.desks import compiled, look, open_desk

ELSEWHERE = "homicide_growth"


@pytest.fixture
def values(qtbot: QtBot) -> Iterator[OtherValues]:
    document = Document(compiled().model, Scenario("A"))
    others = [one for one in document.model.assumptions.movables.values() if one.text is None]
    window = QWidget()
    qtbot.addWidget(window)
    made = OtherValues(document, others, look(), window)
    window.show()
    yield made
    window.close()


def names(values: OtherValues) -> list[str]:
    return [row.movable.parameter for row in values.shown]


def test_that_every_number_with_a_range_can_be_held_and_no_other() -> None:
    model = compiled().model
    ranged = {one.id for one in model.parameters.values() if not one.certain}
    held = model.assumptions.movables
    assert {one for one in held if held[one].text is None} <= ranged <= set(held)
    assert len(ranged) > 150


def test_that_every_slider_reaches_both_ends_and_steps_finely(qtbot: QtBot) -> None:
    model = compiled().model
    for one in model.assumptions.movables.values():
        slider = ValueSlider(one, look().tokens)
        qtbot.addWidget(slider)
        slider.setValue(0)
        assert slider.held == pytest.approx(one.low)
        slider.setValue(slider.maximum())
        assert slider.held == pytest.approx(one.high)
        assert slider.maximum() >= (1 if one.text else 50)


def test_that_some_are_listed_at_once_and_a_button_shows_more(values: OtherValues) -> None:
    total = len(values._movables)
    assert len(values.shown) == AT_ONCE
    assert str(total) in values._told.text()
    values.more.click()
    assert len(values.shown) == 2 * AT_ONCE
    values.field.setText("growth of homicide")
    assert not values.more.isVisible()


def test_that_any_is_found_by_its_name_in_either_language_without_accents(
    values: OtherValues,
) -> None:
    parameter = values._document.model.parameters[ELSEWHERE]
    for typed in (parameter.evidence.name.en.upper(), parameter.evidence.name.es, ELSEWHERE):
        values.field.setText(typed)
        assert ELSEWHERE in names(values)
    values.field.setText("[(*")
    assert names(values) == []


def test_that_a_row_tells_status_range_unit_and_sources(values: OtherValues) -> None:
    model = values._document.model
    for parameter in model.parameters.values():
        if not values.holds(parameter.id) or not parameter.evidence.sources:
            continue
        row = values.row(parameter.id)
        status = row._rests_on.text()
        assert status.startswith(parameter.evidence.grade.value)
        assert status.endswith(", ".join(parameter.evidence.sources))
        assert not row._about.isVisible()
        break
    else:
        pytest.fail("no such number")


def test_that_what_is_held_is_undone_put_back_and_listed_first(values: OtherValues) -> None:
    document = values._document
    row = values.row(ELSEWHERE)
    row.slider.setValue(row.slider.maximum())
    row._commit()
    assert document.scenario.assumed.value(ELSEWHERE) == row.movable.high
    values.field.setText("")
    assert names(values)[0] == ELSEWHERE
    document.undo()
    values.refresh()
    assert document.scenario.assumed == NEUTRAL
    document.redo()
    row.refresh()
    row.back.click()
    assert document.scenario.assumed == NEUTRAL


def test_that_the_row_of_a_held_number_stays_where_it_is(values: OtherValues) -> None:
    before = names(values)
    values._document.apply(HoldValue(before[5], values.shown[5].movable.low))
    values.refresh()
    assert names(values) == before


def test_that_a_number_leads_to_what_it_rests_on(qtbot: QtBot) -> None:
    with open_desk(qtbot) as desk:
        panel = desk.window.beside.show_assumptions()
        panel.show_value(ELSEWHERE)
        row = panel.others.row(ELSEWHERE)
        assert isinstance(row, ValueRow)
        assert panel.focusWidget() is row.slider
        QTest.mouseClick(row.evidence, Qt.MouseButton.LeftButton)
        assert desk.window.explanation.tab is Tab.EVIDENCE
        assert desk.window.explanation.subject == ELSEWHERE
        panel.close()
