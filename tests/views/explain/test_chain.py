"""The chain of causes in a card: strongest first, by elasticity in the run that stands."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.app.desk import Desk
from desktop.document.causes import ModelGraph
from desktop.document.commands import SetLever
from desktop.document.grounds import subject_behind
from desktop.domain.lever import Setting
from desktop.views.explain.card import CauseCard
from desktop.views.explain.chain_view import ChainView
from desktop.views.explain.evidence_card import EvidenceCard
from desktop.views.explain.panel import Tab
from tests.views.desks import compiled, settled

PUSH = "homicide_push"


def chain_of(qtbot: QtBot, desk: Desk, subject: str) -> ChainView:
    """Show a card, and wait for the strengths of what acts on its subject."""
    desk.window.explaining.explain(subject)
    card = desk.window.explanation.card
    assert isinstance(card, CauseCard)
    qtbot.waitUntil(lambda: "strongest" in card.chain.heading.text(), timeout=20000)
    return card.chain


def test_that_the_strongest_input_stands_first_with_its_sign_and_the_month(
    qtbot: QtBot, desk: Desk
) -> None:
    chain = chain_of(qtbot, desk, PUSH)
    sizes = [abs(float(row.text().split("\u2002")[-1].replace("−", "-"))) for row in chain.rows]
    assert sizes == sorted(sizes, reverse=True)
    assert len(chain.rows) > 6
    groups = next(row for row in chain.rows if row.element == "fragmentation")
    assert groups.text().endswith("\u2002+0.30")
    assert ", elasticity +0.30, " in groups.accessibleName()
    # As they lie on the card too.
    tops = [row.y() for row in chain.rows]
    assert tops == sorted(tops)


def test_that_strengths_follow_the_run_and_the_month_that_is_told(qtbot: QtBot, desk: Desk) -> None:
    chain = chain_of(qtbot, desk, "coordination")
    before = [row.text() for row in chain.rows]
    desk.document.apply(SetLever("mx_federal_backup", Setting(80)))
    settled(qtbot, desk)
    qtbot.waitUntil(lambda: [row.text() for row in chain.rows] != before, timeout=20000)
    desk.document.apply(SetLever("mx_federal_backup", None))
    settled(qtbot, desk)
    qtbot.waitUntil(lambda: [row.text() for row in chain.rows] == before, timeout=20000)


def test_that_a_press_goes_on_along_the_chain_to_where_it_begins(qtbot: QtBot, desk: Desk) -> None:
    chain = chain_of(qtbot, desk, "homicide_rate")
    assert [row.element for row in chain.rows] == [PUSH]
    QTest.mouseClick(chain.rows[0], Qt.MouseButton.LeftButton)
    assert desk.window.explanation.subject == PUSH
    desk.window.explaining.explain("mx_leader_targeting")
    card = desk.window.explanation.card
    assert isinstance(card, CauseCard)
    assert card.chain.rows == []
    assert "chains begin here" in card.chain.heading.text()
    assert not card.chain.source.isVisible()


def test_that_the_source_of_the_strongest_link_is_one_press_away(qtbot: QtBot, desk: Desk) -> None:
    chain = chain_of(qtbot, desk, "homicide_rate")
    chain.source.click()
    panel = desk.window.explanation
    assert panel.tab is Tab.EVIDENCE
    assert isinstance(panel.card, EvidenceCard)
    assert panel.card.sources
    panel.show_tab(Tab.EXPLAIN)


@pytest.mark.parametrize("effect", ["homicide_push", "fdi_inflow", "cooperation_target"])
def test_that_behind_every_link_stands_something_that_has_sources(effect: str) -> None:
    causes = ModelGraph(compiled().model)
    for cause in causes.acting_on(effect):
        subject = subject_behind(causes, cause, effect)
        assert subject.startswith("link.") or subject in (cause, effect)
        if not subject.startswith("link."):
            sourced = causes.of(subject).sources
            assert sourced or not (causes.of(cause).sources or causes.of(effect).sources)


def test_that_any_element_has_its_central_curve_and_a_number_has_none(desk: Desk) -> None:
    for subject, drawn in ((PUSH, True), ("groups_homicide", False)):
        desk.window.explaining.explain(subject)
        card = desk.window.explanation.card
        assert isinstance(card, CauseCard)
        curve = card.curve
        assert curve.isVisibleTo(card) is drawn
        if drawn:
            assert curve.spoken_name().startswith("Pressures that drive homicide")
