"""The paper sheets of a round are typed in by the keyboard alone, with few keys."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.play.entries import (
    FACILITATOR,
    Advanced,
    Endorsement,
    Offer,
    Predicted,
    Rationale,
    StageBegun,
)
from desktop.session.play.conduct import Conduct
from desktop.session.session import Session
from desktop.ui.focus import types
from desktop.views.conduct.decision_grid import DecisionGrid
from desktop.views.conduct.endorse_row import EndorseRow
from desktop.views.conduct.offer_row import OfferRow
from desktop.views.conduct.prediction_sheet import PredictionSheet
from tests.views.conduct.conducted import Keys, conducted, on_screen
from tests.views.desks import look

SHEETS = {
    "us_administration": {
        "us_tariff_on_mexico": "10",
        "usmca_enforcement": "50",
        "coop_framework": "mer",
    },
    "us_congress": {
        "us_border_enforcement": "60",
        "us_demand_reduction": "30",
        "vetted_units_training": "450",
    },
    "mx_presidency": {
        "mx_transit_enforcement": "60",
        "mx_federal_backup": "55",
        "vetted_units_training": "320",
    },
    "mx_governors": {
        "community_policing": "30",
        "youth_prevention": "200",
        "grid_infrastructure": "9",
    },
    "business": {"": "6+"},
    "civil_society": {"": "2-"},
}
"""As they lie on the table: what is written on each, nothing where it is left empty."""
WHY = "Because it is cheap now and dear later."
SLIPS = ("u8", "d4", "s6", "u9", "d6", "u8") * 2
"""What each team calls of each indicator: a direction, and how surely."""
TARIFF = ("us_administration", "us_tariff_on_mexico")
NEXT = Qt.Key.Key_Return


@pytest.fixture
def play(qtbot: QtBot, session: Session) -> Iterator[Conduct]:
    with conducted(qtbot, session, "decide") as play:
        yield play


@pytest.fixture
def grid(qtbot: QtBot, play: Conduct) -> Iterator[DecisionGrid]:
    with on_screen(qtbot, lambda shell: DecisionGrid(play, look(), shell)) as grid:
        grid.begin()
        yield grid


def row(grid: DecisionGrid, team: str, lever: str) -> OfferRow:
    """Return the row of a lever of a team."""
    rows = (one for one in grid.rows if isinstance(one, OfferRow))
    return next(one for one in rows if (one.team, one.lever_id) == (team, lever))


def test_that_six_sheets_of_a_round_take_at_most_120_keys(
    play: Conduct, grid: DecisionGrid
) -> None:
    keys, beside = Keys(), 0
    for team, sheet in SHEETS.items():
        for lever in play.state.teams[team].levers or ("",):
            keys.type(sheet.get(lever, ""))
            keys.press(NEXT)
        keys.type(WHY)
        beside += len(WHY)
        keys.press(NEXT)
    entries = [one.entry for one in play.entries]
    offers = {(one.team, one.lever): one.value for one in entries if isinstance(one, Offer)}
    assert offers == {
        (team, lever): 3.0 if typed == "mer" else float(typed)
        for team, sheet in SHEETS.items()
        for lever, typed in sheet.items()
        if lever
    }
    assert [one for one in entries if isinstance(one, Endorsement)] == [
        Endorsement("business", "us_congress", "vetted_units_training", endorses=True),
        Endorsement("civil_society", "us_administration", "usmca_enforcement", endorses=False),
    ]
    assert [one for one in entries if isinstance(one, Rationale)] == [
        Rationale(team, WHY) for team in SHEETS
    ]
    assert keys.pressed - beside <= 120


def test_that_twelve_predictions_take_three_keys_each(qtbot: QtBot, play: Conduct) -> None:
    with on_screen(qtbot, lambda shell: PredictionSheet(play, look(), shell)) as sheet:
        sheet.begin()
        assert all(types(one) for one in sheet.rows.values())
        keys = Keys()
        for slip in SLIPS:
            keys.type(slip)
            keys.press(NEXT)
        made = play.state.predictions[play.state.round]
        assert len(made) == len(SLIPS) == 12
        assert made["us_congress", "irregular_encounters"] == Predicted(
            "us_congress", "irregular_encounters", "same", 60
        )
        assert keys.pressed == 36


def test_that_a_wrong_value_is_told_at_its_row_and_stays_until_it_is_right(
    play: Conduct, grid: DecisionGrid
) -> None:
    tariff, keys = row(grid, *TARIFF), Keys()
    tariff.cell.setFocus()
    for wrong in ("99", "abc", "30000"):
        keys.type(wrong)
        keys.press(NEXT)
        assert not tariff.fault.isHidden()
        assert tariff.cell.text() == wrong
        assert tariff.cell.hasFocus()
    keys.press(Qt.Key.Key_Tab)
    assert (tariff.cell.text(), tariff.cell.hasFocus()) == ("30000", False)
    tariff.cell.setFocus()
    keys.press(Qt.Key.Key_Escape)
    assert tariff.fault.isHidden()
    assert tariff.cell.text() == ""
    assert not any(isinstance(one.entry, Offer) for one in play.entries)


def test_that_overspending_is_told_at_the_row_and_costs_are_told_while_typing(
    play: Conduct, grid: DecisionGrid
) -> None:
    keys, tariff = Keys(), row(grid, *TARIFF)
    tariff.cell.setFocus()
    keys.type("30")
    assert tariff.cost.text == "7"
    assert "7 of 12" in grid.sections[0].purse.text
    keys.press(NEXT)
    coverage = row(grid, "us_administration", "us_tariff_coverage")
    assert coverage.cell.hasFocus()
    keys.type("2")
    keys.press(NEXT)
    assert coverage.cell.hasFocus()
    assert coverage.fault.text() == (
        "U.S. administration has 12 points in this round and would spend 13; "
        "take a move back or make one smaller."
    )
    assert play.state.spent("us_administration") == 7


def test_that_both_offers_on_a_joint_lever_are_seen_with_the_one_that_counts(
    play: Conduct, grid: DecisionGrid
) -> None:
    lever = "vetted_units_training"
    ours, theirs = row(grid, "us_congress", lever), row(grid, "mx_presidency", lever)
    play.enter(Offer("us_congress", lever, 450.0))
    assert theirs.joint.text().startswith("Joint: US$ 110 m a year applies, the status quo")
    play.enter(Offer("mx_presidency", lever, 320.0))
    assert ours.joint.text() == theirs.joint.text()
    assert ours.joint.text() == (
        "Joint: US$ 320 m a year applies. The lower offer counts until both move. Offers: "
        "U.S. Congress and border states US$ 450 m a year and Mexican presidency "
        "US$ 320 m a year."
    )


def test_that_an_emptied_cell_leaves_the_lever_as_before(play: Conduct, grid: DecisionGrid) -> None:
    keys, tariff = Keys(), row(grid, *TARIFF)
    play.enter(Offer(*TARIFF, 10.0))
    assert tariff.cell.text() == "10.0\u00a0%"
    tariff.cell.setFocus()
    keys.press(Qt.Key.Key_Delete)
    keys.press(NEXT)
    assert play.state.made == {}
    assert tariff.cell.text() == ""


def test_that_a_sheet_behind_another_shows_what_changed_once_it_is_seen(
    play: Conduct, grid: DecisionGrid
) -> None:
    grid.hide()
    play.enter(Offer(*TARIFF, 10.0))
    assert row(grid, *TARIFF).cell.text() == ""
    grid.show()
    assert row(grid, *TARIFF).cell.text() == "10.0\u00a0%"


def test_that_what_comes_in_the_phase_of_predictions_is_marked_late(
    play: Conduct, grid: DecisionGrid
) -> None:
    play.enter(StageBegun(play.state.round, "predict", 60.0))
    play.enter(Offer(*TARIFF, 10.0))
    assert row(grid, *TARIFF).status.text == "late"
    assert grid.sections[0].late.text == "late"


def test_that_what_is_typed_outlives_its_widget(qtbot: QtBot, play: Conduct) -> None:
    keys = Keys()
    with on_screen(qtbot, lambda shell: DecisionGrid(play, look(), shell)) as first:
        row(first, *TARIFF).cell.setFocus()
        keys.type("1x")
        why = next(one for one in first.rows if one.objectName() == "rationale-business")
        why.cell.setFocus()
        keys.type("For jobs")
        # Whatever takes the focus away, but a click or Tab, takes nothing of it down.
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        assert first.counted.text == "0 of 6 teams, 2 cells typed and not entered"
        assert len(play.entries) == 2
    with on_screen(qtbot, lambda shell: DecisionGrid(play, look("es"), shell)) as second:
        assert row(second, *TARIFF).cell.text() == "1x"
        why = next(one for one in second.rows if one.objectName() == "rationale-business")
        why.cell.setFocus()
        keys.press(NEXT)
        assert play.state.rationales[play.state.round]["business"][1] == "For jobs"


def test_that_an_endorsement_is_found_by_letters_and_taken_back_with_one_key(
    play: Conduct, grid: DecisionGrid
) -> None:
    play.enter(Offer(*TARIFF, 10.0))
    play.enter(Offer("us_administration", "us_tariff_coverage", 1.0))
    business = next(one for one in grid.rows if isinstance(one, EndorseRow))
    business.cell.setFocus()
    assert types(business.cell)
    keys = Keys()
    keys.type("u+")
    assert play.state.endorsements == {}
    assert "Tariff coverage" not in business.cell.currentText()
    keys.press(Qt.Key.Key_Escape)
    keys.type("cov-")
    assert business.endorsement == Endorsement(
        "business", "us_administration", "us_tariff_coverage", endorses=False
    )
    keys.press(Qt.Key.Key_Backspace)
    assert not play.state.endorsements.get(play.state.round)


def test_that_nothing_can_be_typed_once_the_months_are_played(
    play: Conduct, grid: DecisionGrid
) -> None:
    play.enter(Advanced(play.state.round))
    assert not any(one.cell.isEnabled() for one in grid.rows if isinstance(one, OfferRow))
    assert grid.told.text().startswith("The months of this round are played")


def test_that_a_guided_move_is_set_with_one_press_and_put_back_with_another(
    qtbot: QtBot, session: Session
) -> None:
    with (
        conducted(qtbot, session, "brief", "demo") as play,
        on_screen(qtbot, lambda shell: DecisionGrid(play, look(), shell)) as grid,
    ):
        grid.begin()
        keys, lever = Keys(), "mx_leader_targeting"
        before = play.state.offer(FACILITATOR, lever)
        keys.press(NEXT)
        assert play.state.offer(FACILITATOR, lever) == 25.0
        first = QApplication.focusWidget()
        keys.press(NEXT)
        assert QApplication.focusWidget() is not first
        keys.press(Qt.Key.Key_Up)
        keys.press(Qt.Key.Key_Space)
        assert play.state.offer(FACILITATOR, lever) == before
