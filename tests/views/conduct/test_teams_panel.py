"""The teams: what they decided and spent, who comes later, and what is taken back."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.domain.play.entries import (
    Advanced,
    Endorsement,
    Figures,
    GoalDeclared,
    Joined,
    Offer,
    Rationale,
    TeamAdded,
)
from desktop.session.play.conduct import Conduct
from desktop.session.session import Session
from desktop.views.conduct.decision_summary import DecisionSummary
from desktop.views.conduct.entry_list import EntryList
from desktop.views.conduct.teams_panel import TeamsPanel
from tests.views.conduct.conducted import conducted, on_screen
from tests.views.desks import look
from tests.views.painted import Written, painted

US, MX = "washington", "palacio"
DOORS = "legal_pathways"


@pytest.fixture
def play(qtbot: QtBot, session: Session) -> Iterator[Conduct]:
    with conducted(qtbot, session, "decide", "straitjacket") as play:
        yield play


def test_that_latecomers_and_new_teams_are_taken_in_once(qtbot: QtBot, play: Conduct) -> None:
    with on_screen(qtbot, lambda shell: TeamsPanel(play, look(), shell)) as panel:
        roster = panel.roster
        roster.new_team.setText(" Press  corps ")
        roster.add.click()
        roster.new_team.setText("press corps")
        roster.add.click()
        assert not roster.fault.isHidden()
        assert roster.new_team.text() == "press corps"
        roster.person.setText("Ana")
        roster.team.setCurrentIndex(roster.team.findData("Press corps"))
        roster.join.click()
    assert [one.entry for one in play.entries[2:]] == [
        TeamAdded("Press corps", "purple"),
        Joined("Ana", "Press corps"),
    ]


def test_that_goals_are_declared_and_tell_where_they_stand(qtbot: QtBot, play: Conduct) -> None:
    with on_screen(qtbot, lambda shell: TeamsPanel(play, look(), shell)) as panel:
        offered = panel.goals.findChildren(QPushButton)
        assert len(offered) == 2
        offered[0].click()
        assert play.entries[-1].entry == GoalDeclared("worry")
        medians = tuple(1_900.0 - 20 * month for month in range(11))
        play.enter(Advanced("vote", (Figures("irregular_encounters", (medians,) * 5),)))
        said = " ".join(panel.goals.sentences)
    assert "in Oct\u00a02024. Met: 1,700 k in Oct\u00a02024." in said


def test_that_the_summary_tells_moves_costs_and_reasons_or_that_there_is_none(
    qtbot: QtBot, play: Conduct
) -> None:
    with on_screen(qtbot, lambda shell: DecisionSummary(play, look(), shell)) as summary:
        play.set_draft(f"offer/vote/{MX}/mx_federal_backup", "5")
        play.enter(Offer(US, DOORS, 1300.0))
        play.enter(Rationale(US, "Open doors first."))
        play.enter(Endorsement("estados", US, DOORS, endorses=True))
        told = {one.team: one for one in summary.told or ()}
        assert summary.counted.text() == "2 of 4 teams"
    assert told[US].moves == (("Legal pathways", "900 → 1,300 k a year"),)
    assert (told[US].standing, told[US].said) == ("cost 2 of 14", "Open doors first.")
    assert told[MX].standing == "writing"
    assert told["congress"].standing == "no decision yet"
    assert told["estados"].moves == (("+ Endorses", "Legal pathways"),)


def test_that_an_entry_is_taken_back_or_told_why_it_stays(qtbot: QtBot, play: Conduct) -> None:
    with on_screen(qtbot, lambda shell: EntryList(play, look(), shell)) as listed:
        play.enter(Offer(US, DOORS, 1300.0))
        play.enter(Endorsement("estados", US, DOORS, endorses=True))
        listed.rows.setCurrentIndex(listed.model.index(1))
        listed.take_back()
        assert listed.fault.text().startswith("Entry 3 cannot be taken back while entry 4 rests")
        listed.rows.setCurrentIndex(listed.model.index(0))
        assert listed.button.isEnabled()
        listed.button.click()
        assert play.state.endorsements == {}
        assert listed.model.rowCount() == 5
        listed.rows.setCurrentIndex(listed.model.index(1))
        assert not listed.button.isEnabled()
        marks = painted(listed.rows.viewport())
        assert any(isinstance(one, Written) and "taken back" in one.text for one in marks)
