"""The causal map on a real desk: followed by pointer and by keys, zoomed, lit, copied."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.app.desk import Desk
from desktop.document.causal_map import MOST_BESIDE, More
from desktop.domain.clock import Month
from desktop.domain.errors import RunFailedError
from desktop.ui.actions import ActionId
from desktop.views.explain.map_page import MapPage
from desktop.views.explain.map_view import ZOOMS, MapButton
from tests.views.desks import another_window

PUSH = "homicide_push"


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Iterator[MapPage]:
    desk.window.explaining.explain(PUSH)
    desk.window.actions_[ActionId.CAUSAL_MAP].trigger()
    yield answered(qtbot, desk)
    desk.window.pages.close()
    desk.window.set_language("en")


def page_of(desk: Desk) -> MapPage:
    found = desk.window.pages.page
    assert isinstance(found, MapPage)
    return found


def answered(qtbot: QtBot, desk: Desk) -> MapPage:
    """Wait for the map round what stands in the middle."""

    def there() -> bool:
        page = page_of(desk)
        return page.answer is not None and page.answer.map.subject == page.state.subject

    qtbot.waitUntil(there, timeout=20000)
    return page_of(desk)


def node(page: MapPage, element: str) -> MapButton:
    found = page.view.node(element)
    assert found is not None
    return found


def key(page: MapPage, pressed: Qt.Key) -> MapButton:
    """Press a key where the focus is; return the node that has it then."""
    inside = next(one for one in page.view.nodes if one.hasFocus())
    QTest.keyClick(inside, pressed)
    return next(one for one in page.view.nodes if one.hasFocus())


@pytest.mark.long
def test_that_nodes_stand_apart_inside_the_page_and_say_what_they_do(
    desk: Desk, page: MapPage
) -> None:
    boxes = [one.geometry() for one in page.view.nodes]
    for place, box in enumerate(boxes):
        assert page.view.canvas.rect().contains(box)
        assert not any(box.intersects(other) for other in boxes[place + 1 :])
    groups = node(page, "fragmentation")
    assert "acts on “Pressures that drive homicide” with +0.30" in groups.accessibleName()
    spoken = QAccessible.queryAccessibleInterface(groups)
    assert spoken.role() is QAccessible.Role.Button
    assert page.accessibleName() == "Causal map: Pressures that drive homicide"
    where = {one.element: one.geometry().left() for one in page.view.nodes}
    assert where["fragmentation"] < where[PUSH] < where["homicide_rate"]


def test_that_a_press_follows_and_backspace_returns_to_the_very_same_map(
    qtbot: QtBot, desk: Desk, page: MapPage
) -> None:
    before = [(one.element, one.geometry()) for one in page.view.nodes]
    QTest.mouseClick(node(page, "fragmentation"), Qt.MouseButton.LeftButton)
    assert page.state.subject == "fragmentation"
    answered(qtbot, desk)
    assert node(page, "fragmentation").place == page.view.map.nodes[0]
    assert page.before.isVisible()
    QTest.keyClick(page, Qt.Key.Key_Backspace)
    answered(qtbot, desk)
    assert [(one.element, one.geometry()) for one in page.view.nodes] == before


def test_that_arrow_keys_go_from_node_to_node_and_enter_follows(
    qtbot: QtBot, desk: Desk, page: MapPage
) -> None:
    desk.window.activateWindow()
    node(page, PUSH).setFocus()
    left = key(page, Qt.Key.Key_Left)
    assert isinstance(left.place, More) or left.place.column == -1
    beside = key(page, Qt.Key.Key_Up)
    assert beside is not left
    assert beside.geometry().left() == left.geometry().left()
    assert key(page, Qt.Key.Key_Right).element == PUSH
    right = key(page, Qt.Key.Key_Right)
    assert right.element == "homicide_rate"
    QTest.keyClick(right, Qt.Key.Key_Return)
    assert page.state.subject == "homicide_rate"
    answered(qtbot, desk)
    assert node(page, "homicide_rate").hasFocus()


@pytest.mark.long
def test_that_a_large_in_degree_is_shown_as_more_and_unfolds(
    qtbot: QtBot, desk: Desk, page: MapPage
) -> None:
    more = next(one for one in page.view.nodes if isinstance(one.place, More))
    assert more.text().endswith("more inputs")
    before = len(page.view.nodes)
    more.click()
    qtbot.waitUntil(lambda: len(page.view.nodes) > before, timeout=20000)
    assert not any(isinstance(one.place, More) for one in page.view.nodes)
    beside = [one for one in page.view.map.nodes if one.column == -1]
    assert len(beside) > MOST_BESIDE


def test_that_one_loop_at_a_time_stands_out_with_its_name(page: MapPage) -> None:
    first, second, *_ = page.loops
    words = {one.text().split(":")[0] for one in page.loops}
    assert words == {"Reinforcing", "Balancing"}
    first.click()
    loops = page.view.map.loops
    assert {one.element for one in page.view.nodes if page.view.is_lit(one.element)} <= set(
        loops[0].elements
    )
    assert page.view.is_lit("homicide_rate")
    second.click()
    assert not first.isChecked()
    assert page.state.lit == loops[1].elements
    second.click()
    assert not page.view.is_lit("homicide_rate")


@pytest.mark.long
def test_that_it_is_zoomed_by_keys_and_stays_so(qtbot: QtBot, desk: Desk, page: MapPage) -> None:
    width = node(page, PUSH).width()
    QTest.keyClick(page, Qt.Key.Key_Plus)
    assert page.view.zoom == ZOOMS[2]
    assert node(page, PUSH).width() > width
    assert (
        page.view.viewport()
        .rect()
        .intersects(node(page, PUSH).geometry().translated(page.view.canvas.pos()))
    )
    desk.window.pages.close()
    desk.window.explaining.pages.open_map("homicide_rate")
    again = answered(qtbot, desk)
    assert again.view.zoom == ZOOMS[2]
    again.smaller.click()
    assert again.view.zoom == 1.0


@pytest.mark.long
def test_that_links_and_loops_are_copied_and_worded_in_the_other_language(
    qtbot: QtBot, desk: Desk, page: MapPage
) -> None:
    page.loops[0].click()
    QTest.keySequence(page, QKeySequence(QKeySequence.StandardKey.Copy))
    text = QApplication.clipboard().mimeData().text()
    assert text.startswith("From\tTo\tElasticity\n")
    rows = dict(line.rsplit("\t", 1) for line in text.strip().split("\n")[1:])
    groups = "Criminal groups without the swings of counting\tPressures that drive homicide"
    assert float(rows[groups]) == pytest.approx(0.3, abs=0.01)
    assert "<th>Elasticity</th>" in QApplication.clipboard().mimeData().html()
    desk.window.set_language("es")
    again = answered(qtbot, desk)
    assert again.loops[0].isChecked()
    assert again.accessibleName() == "Mapa causal: Presiones que impulsan los homicidios"


def test_that_an_element_at_the_edge_says_so_and_its_card_is_one_press_away(
    qtbot: QtBot, desk: Desk, page: MapPage
) -> None:
    page.follow("mx_leader_targeting_in_force")
    answered(qtbot, desk)
    assert min(one.column for one in page.view.map.nodes) == 0
    said = [label.text() for label in page.findChildren(QLabel)]
    assert any("chains begin here" in one for one in said)
    page.to_card.click()
    assert desk.window.pages.page is None
    assert desk.window.explanation.subject == "mx_leader_targeting_in_force"


@pytest.mark.long
def test_that_a_run_that_fails_is_one_sentence_and_a_stranger_opens_nothing(
    qtbot: QtBot, desk: Desk, page: MapPage
) -> None:
    page.show_failure(RunFailedError(variable="homicides", month=Month(2030, 12)))
    assert page.empty.isVisible()
    assert "2030" in page.empty.sentence.text()
    page.empty.button.click()
    answered(qtbot, desk)
    assert not page.empty.isVisible()
    desk.window.explaining.pages.open_map("nobody")
    assert page_of(desk) is page


@pytest.mark.long
@pytest.mark.parametrize("code", ["en", "es"])
def test_that_at_1024_by_768_every_name_of_a_crowded_map_has_its_place(
    qtbot: QtBot, desk: Desk, code: str
) -> None:
    with another_window(desk, "es" if code == "es" else "en", (1024, 768)) as window:
        window.explaining.pages.open_map(PUSH)
        page = window.pages.page
        assert isinstance(page, MapPage)
        qtbot.waitUntil(lambda: page.answer is not None, timeout=20000)
        view = page.view
        assert view.canvas.width() <= view.viewport().width()
        assert view.canvas.height() <= view.viewport().height() + 40
        assert len(view.nodes) > 12
