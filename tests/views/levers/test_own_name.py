"""The small window that gives a lever a name of one's own, and the row that bears it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.document.document import Document
from desktop.domain.scenario import Scenario
from desktop.language.language import Language
from desktop.views.levers.lever_panel import LeverPanel
from desktop.views.levers.own_name import OwnNamePopover

LEVER = "us_tariff_on_mexico"


def asked(panel: LeverPanel) -> OwnNamePopover:
    """Open the window as the menu of a lever does."""
    panel.marks.name_asked.emit(LEVER)
    return panel.findChildren(OwnNamePopover)[-1]


def test_that_a_name_is_given_shown_beside_the_models_and_found_by_the_filter(
    panel: LeverPanel, document: Document, spanish: Language
) -> None:
    model_name = panel.rows[LEVER].lever.name
    popover = asked(panel)
    assert popover.focusWidget() is popover.fields["en"]
    QTest.keyClicks(popover.fields["en"], " Border  duty ")
    QTest.keyClick(popover.fields["en"], Qt.Key.Key_Return)
    row = panel.rows[LEVER]
    assert row.slider.accessibleName() == f"Border duty ({model_name.en})"
    panel.head.filter.line.setText("border duty")
    assert row.isVisible()
    panel.head.filter.line.clear()
    panel.set_language(spanish)
    assert row.slider.accessibleName() == model_name.es
    document.undo()
    panel.set_language(spanish)
    assert row.lever.name == model_name


def test_that_a_bad_name_is_refused_in_a_sentence_and_the_models_is_given_back(
    panel: LeverPanel, document: Document
) -> None:
    popover = asked(panel)
    popover.fields["es"].setText("x" * 10_000)
    popover.ok.click()
    assert popover.isVisible()
    assert popover.fault.isVisible()
    assert "60" in popover.fault.text()
    assert not popover.back.isEnabled()
    popover.fields["es"].setText("Arancel")
    popover.ok.click()
    assert document.scenario.lever_names[0].es == "Arancel"
    again = asked(panel)
    again.back.click()
    assert document.scenario.lever_names == ()


def test_that_escape_gives_no_name_and_another_scenario_takes_its_own(
    panel: LeverPanel, document: Document
) -> None:
    popover = asked(panel)
    popover.fields["en"].setText("Duty")
    QTest.keyClick(popover.fields["en"], Qt.Key.Key_Escape)
    assert document.scenario.lever_names == ()
    popover = asked(panel)
    popover.fields["en"].setText("Duty")
    popover.ok.click()
    document.load(Scenario("Other"))
    assert "Duty" not in panel.rows[LEVER].slider.accessibleName()
