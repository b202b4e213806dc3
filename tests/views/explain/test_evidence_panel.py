"""The evidence tab on a real desk: from any number to its source."""

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from desktop.app.desk import Desk
from desktop.bridge.preferences import Preferences
from desktop.charts.tokens import Theme
from desktop.document.grounds import grounds_of, link_subject
from desktop.domain.claim import Mark
from desktop.domain.wording import LanguageCode
from desktop.ui.actions import ActionId
from desktop.ui.source_row import SourceRow
from desktop.views.explain.card import LinkCard
from desktop.views.explain.evidence_card import EvidenceCard
from desktop.views.explain.panel import Tab
from tests.views.desks import look, open_desk, sparing
from tests.views.legibility import faults

MOST_CLICKS = 2


def said(card: QWidget) -> str:
    return "\n".join(label.text() for label in card.findChildren(QLabel))


def evidence(desk: Desk) -> EvidenceCard:
    card = desk.window.explanation.card
    assert isinstance(card, EvidenceCard)
    return card


class Clicks:
    """Press the left button on what stands on screen, and count."""

    def __init__(self) -> None:
        self.count = 0

    def on(self, widget: QWidget, place: QPoint | None = None) -> None:
        assert widget.isVisible()
        at = QPoint(widget.width() // 2, widget.height() // 2) if place is None else place
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at)
        self.count += 1


def source_in_sight(desk: Desk) -> bool:
    """Say whether a source with where it was read, or the series of the number, can be seen."""
    card = evidence(desk)
    area = desk.window.explanation.findChild(QScrollArea)
    assert area is not None
    low = area.viewport().height()
    if card.grounds.series is not None:
        shown = [label for label in card.findChildren(QLabel) if label.text()]
        publisher = card.grounds.series.publisher
        return any(
            publisher in label.text()
            and label.mapTo(area.viewport(), QPoint(0, label.height())).y() <= low
            for label in shown
        )
    return any(
        row.mapTo(area.viewport(), QPoint(0, row.height())).y() <= low for row in card.sources
    )


SOME = pytest.mark.parametrize("some", [True, pytest.param(False, marks=pytest.mark.long)])
"""Whether a few of them stand for all."""


@SOME
def test_that_every_headline_is_two_clicks_from_its_source(qtbot: QtBot, *, some: bool) -> None:
    with open_desk(qtbot, preferences=Preferences()) as desk:
        window = desk.window
        wanted = window.desk.shown if some else [*desk.document.model.indicators]
        counted: dict[str, int] = {}
        while len(counted) < len(wanted):
            for indicator in window.desk.shown:
                window.explanation.show_tab(Tab.EXPLAIN)
                clicks = Clicks()
                clicks.on(window.desk.card(indicator).chart, QPoint(80, 34))
                assert window.explanation.subject == indicator
                clicks.on(window.explanation.tabs[Tab.EVIDENCE])
                assert source_in_sight(desk), indicator
                counted[indicator] = clicks.count
            rest = [i for i in wanted if i not in counted]
            for slot, other in zip(window.desk.shown, rest, strict=False):
                window.desk.requests.picked.emit(slot, other)
        assert max(counted.values()) <= MOST_CLICKS
        assert counted.keys() == set(wanted)


@pytest.mark.long
@SOME
def test_that_every_lever_row_is_two_clicks_from_its_source(desk: Desk, *, some: bool) -> None:
    window = desk.window
    for lever, row in list(window.levers.rows.items())[:: 6 if some else 1]:
        window.explanation.show_tab(Tab.EXPLAIN)
        clicks = Clicks()
        area = next(parent for parent in _parents(row) if isinstance(parent, QScrollArea))
        area.ensureWidgetVisible(row)
        clicks.on(row.info)
        card = window.cards.card
        assert card is not None
        clicks.on(card.evidence)
        assert window.explanation.subject == lever
        assert window.explanation.tab is Tab.EVIDENCE
        assert source_in_sight(desk), lever
        assert clicks.count <= MOST_CLICKS


def _parents(widget: QWidget) -> list[QWidget]:
    found = []
    parent = widget.parentWidget()
    while parent is not None:
        found.append(parent)
        parent = parent.parentWidget()
    return found


@pytest.mark.long
def test_that_all_kinds_of_subjects_have_a_page_in_both_languages_that_can_be_read(
    desk: Desk, qtbot: QtBot
) -> None:
    model, causes = desk.document.model, desk.window.explanation.causes
    subjects = (
        *list(model.indicators)[::4],
        *list(model.levers)[::6],
        *map(link_subject, list(model.links)[::9]),
        *list(model.auxiliaries)[::20],
        *list(model.parameters)[::60],
        *list(model.noises)[::9],
    )
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.resize(290, 400)
    holder.show()
    for code in ("en", "es"):
        worn = look(code)
        holder.setStyleSheet(desk.window.styleSheet())
        for subject in subjects:
            card = EvidenceCard(subject, causes, worn, holder)
            card.show()
            card.fit(290, 400)
            assert card.title
            if len(said(card)) % 20 == 0:
                # Reading pixels takes time; one page of twenty is read.
                assert faults(card) == [], subject
            card.setParent(None)
            card.deleteLater()


def test_that_claims_studies_grade_disagreement_and_findings_are_told(desk: Desk) -> None:
    model = desk.document.model
    desk.window.explaining.show_evidence("mx_leader_targeting")
    lever = model.levers["mx_leader_targeting"]
    words = said(evidence(desk))
    conflict = model.assumptions.conflicts["leader_targeting"]
    assert lever.change_my_mind is not None
    for text in (
        model.claims["B58"].text.en,
        conflict.name.en,
        conflict.studies.text.en,
        conflict.articles.text.en,
        lever.change_my_mind.en,
        look("en").text(f"levers.grade.{lever.grade}"),
    ):
        assert text in words
    shown = {row.source.id for row in evidence(desk).sources}
    named = {*lever.sources, *conflict.studies.sources, *conflict.articles.sources}
    assert named <= shown


@pytest.mark.long
def test_that_a_claim_says_how_much_of_it_the_model_carries_and_what_is_missing(
    qtbot: QtBot,
) -> None:
    with open_desk(qtbot, preferences=Preferences(), worn=look("es")) as desk:
        model, told = desk.document.model, look("es")
        desk.window.explaining.show_evidence("vetted_units_training")
        words = said(evidence(desk))
        for name in ("B56", "B57", "B58"):
            claim = model.claims[name]
            kinds = ", ".join(told.text(f"evidence.kind.{kind}") for kind in claim.kinds)
            mark = told.text(f"evidence.mark.{claim.mark}")
            fields = {"id": name, "kinds": kinds, "source": claim.document, "mark": mark}
            assert told.text("evidence.claim", **fields) in words
            if claim.mark is not Mark.CARRIED:
                assert claim.context is not None
                assert told.text("evidence.missing", reason=claim.context.es) in words


def test_that_a_judged_size_is_never_shown_without_its_range(desk: Desk) -> None:
    window, model = desk.window, desk.document.model
    for number in (110, 124):
        window.explaining.show_evidence(link_subject(number))
        words = said(evidence(desk))
        for name in model.links[number].parameters:
            parameter = model.parameters[name]
            if parameter.certain and parameter.evidence.grade == "C":
                assert look().text("evidence.size_judged", name="", value="")[-20:] in words
            if not parameter.certain:
                assert "in nine of ten runs" in words


def test_that_a_link_has_a_card_of_its_own_on_both_tabs(desk: Desk) -> None:
    panel = desk.window.explanation
    panel.show_tab(Tab.EVIDENCE)
    panel.explain("irregular_encounters")
    card = evidence(desk)
    row = next(row for row in card.links if row.element == link_subject(75))
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert panel.subject == link_subject(75)
    assert {row.source.id for row in evidence(desk).sources} >= {"S50", "S51"}
    panel.show_tab(Tab.EXPLAIN)
    shown = panel.card
    assert isinstance(shown, LinkCard)
    elements = [row.element for row in shown.rows]
    assert "legal_pathways_in_force" in elements
    assert set(desk.document.model.links[75].parameters) <= set(elements)
    panel.go_back()
    assert panel.subject == "irregular_encounters"


@pytest.mark.long
def test_that_the_tabs_and_the_sources_are_reached_and_used_by_keys(desk: Desk) -> None:
    window = desk.window
    window.activateWindow()
    window.actions_[ActionId.EVIDENCE].trigger()
    panel = window.explanation
    assert panel.tabs[Tab.EVIDENCE].hasFocus()
    QTest.keyClick(panel.tabs[Tab.EVIDENCE], Qt.Key.Key_Left)
    assert panel.tabs[Tab.EXPLAIN].hasFocus()
    assert not isinstance(panel.card, EvidenceCard)
    QTest.keyClick(panel.tabs[Tab.EXPLAIN], Qt.Key.Key_Right)
    row = evidence(desk).sources[0]
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().endswith(row.source.address)
    assert row.copy.accessibleName() == look().text("evidence.copied", id=row.source.id)


def test_that_nothing_opens_a_browser_but_a_press_on_its_button(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def open_url(address: QUrl) -> bool:
        opened.append(address.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    desk.window.explaining.show_evidence("homicide_rate")
    row = evidence(desk).sources[0]
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    QTest.mouseClick(row.copy, Qt.MouseButton.LeftButton)
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Return)
    assert opened == []
    assert row.open is not None
    QTest.mouseClick(row.open, Qt.MouseButton.LeftButton)
    assert opened == [f"https://{row.source.address}"]


@pytest.mark.long
def test_that_an_address_without_a_browser_is_told_wherever_it_was_pressed(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: False)
    with open_desk(qtbot, preferences=sparing()) as desk:
        window, notice = desk.window, desk.window.desk.notice
        window.explanation.address_opened.emit("https://example.org/a")
        assert notice.isVisible()
        assert "https://example.org/a" in notice.sentence
        notice.action.click()
        assert QGuiApplication.clipboard().text() == "https://example.org/a"
        window.evaluation.show().address_opened.emit("https://example.org/b")
        assert notice.isVisible()
        window.set_language("es")
        assert "https://example.org/b" in notice.sentence
        window.actions_[ActionId.TRUST].trigger()
        assert notice.isVisible()


def test_that_a_described_place_is_copied_but_offers_no_browser(desk: Desk) -> None:
    desk.window.explaining.show_evidence("mx_leader_targeting")
    row = next(row for row in evidence(desk).sources if row.source.id == "S86")
    assert row.open is None
    row.copy_address()
    assert QGuiApplication.clipboard().text() == row.source.address


@pytest.mark.long
@pytest.mark.parametrize("size", [pytest.param((1440, 900), marks=pytest.mark.long), (1280, 720)])
@pytest.mark.parametrize(("code", "theme"), [("en", Theme.LIGHT), ("es", Theme.DARK)])
def test_that_the_evidence_can_be_read_in_the_window(
    qtbot: QtBot, code: LanguageCode, theme: Theme, size: tuple[int, int]
) -> None:
    with open_desk(qtbot, preferences=Preferences(), size=size, worn=look(code, theme)) as desk:
        desk.window.explaining.show_evidence("us_opioid_deaths")
        assert desk.window.explanation.isVisible()
        assert faults(desk.window.explanation) == []
        desk.window.explaining.show_evidence("us_tariff_on_mexico")
        assert faults(desk.window.explanation) == []


@pytest.mark.long
def test_that_the_page_follows_the_windows_language(qtbot: QtBot) -> None:
    with open_desk(qtbot, preferences=Preferences()) as desk:
        desk.window.explaining.show_evidence("homicide_rate")
        desk.window.set_language("es")
        claim = desk.document.model.claims["B22"]
        assert claim.text.es in said(evidence(desk))
        assert claim.text.en not in said(evidence(desk))
        assert all(isinstance(row, SourceRow) for row in evidence(desk).sources)


def test_that_grounds_name_a_source_for_every_curve_and_lever(desk: Desk) -> None:
    model, causes = desk.document.model, desk.window.explanation.causes
    for subject in (*model.indicators, *model.levers):
        grounds = grounds_of(causes, subject)
        assert grounds.series is not None or grounds.own, subject
        assert not set(grounds.own) & set(grounds.further)
