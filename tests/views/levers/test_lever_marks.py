"""Favorite levers on top, hidden ones out of sight: never one that is set, and never in silence."""

from pathlib import Path

from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from desktop.bridge.habits import Habits
from desktop.bridge.preferences import Preferences
from desktop.document.commands import SetLever
from desktop.document.document import Document
from desktop.domain.lever import Setting
from desktop.language.language import Language
from desktop.views.levers.lever_group import FAVORITES
from desktop.views.levers.lever_panel import LeverPanel


def shown(panel: LeverPanel) -> list[str]:
    """Return the levers in sight, in their order."""
    return [row.lever.id for group in panel.groups for row in group.rows if not row.isHidden()]


def test_that_favorites_are_a_group_on_top_in_both_groupings(panel: LeverPanel) -> None:
    before = shown(panel)
    panel.marks.turn_favorite(before[7])
    panel.marks.turn_favorite(before[3])
    for segment in panel.head.grouping.segments:
        segment.click()
        first = panel.groups[0]
        assert (first.kind, first.head.text()) == (FAVORITES, "Favorites")
        assert {row.lever.id for row in first.rows} == {before[3], before[7]}
        assert sorted(shown(panel)) == sorted(before)
    panel.head.grouping.segments[0].click()
    panel.marks.turn_favorite(before[7])
    panel.marks.turn_favorite(before[3])
    assert panel.groups[0].kind != FAVORITES
    assert shown(panel) == before


def test_that_one_sentence_says_how_many_are_hidden_and_shows_them(
    panel: LeverPanel, spanish: Language
) -> None:
    before = shown(panel)
    assert panel.hidden_note.isHidden()
    for lever in before[:3]:
        panel.marks.turn_hidden(lever)
    assert shown(panel) == before[3:]
    note = panel.hidden_note
    assert note.sentence.text().startswith("3 levers are hidden.")
    panel.set_language(spanish)
    assert note.sentence.text().startswith("3 palancas están ocultas.")
    note.button.click()
    assert shown(panel) == before
    assert note.sentence.text() == "Se muestran 3 palancas que estaban ocultas."
    note.button.click()
    assert shown(panel) == before[3:]
    for lever in before[:3]:
        panel.marks.turn_hidden(lever)
    assert shown(panel) == before
    assert note.isHidden()


def test_that_the_filter_and_whoever_asks_for_it_find_a_hidden_lever(panel: LeverPanel) -> None:
    lever = shown(panel)[4]
    panel.marks.turn_hidden(lever)
    panel.head.filter.line.setText(panel.rows[lever].lever.name.en)
    assert lever in shown(panel)
    panel.head.filter.line.clear()
    assert lever not in shown(panel)
    panel.show_lever(lever)
    assert lever in shown(panel)
    assert panel.focusWidget() is panel.rows[lever].slider


def test_that_a_lever_that_is_set_is_never_hidden_nor_goes_when_it_is_put_back(
    panel: LeverPanel, document: Document
) -> None:
    lever = shown(panel)[4]
    panel.marks.turn_hidden(lever)
    document.apply(SetLever(lever, Setting(panel.rows[lever].lever.high)))
    assert lever in shown(panel)
    panel.hidden_note.button.click()
    assert lever in shown(panel)
    document.apply(SetLever(lever, None))
    assert lever in shown(panel)
    panel.marks.cover(but=())
    assert lever not in shown(panel)


def test_that_the_menu_of_a_lever_marks_it(panel: LeverPanel, document: Document) -> None:
    lever = shown(panel)[2]
    row = panel.rows[lever]
    place = row.rect().center()
    QApplication.sendEvent(
        row,
        QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, row.mapToGlobal(place)),
    )
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    favorite, hide, _, name = menu.actions()
    assert name.text() == "Own name…"
    assert hide.isEnabled()
    favorite.trigger()
    menu.close()
    assert panel.marks.favorites == (lever,)
    QTest.mouseMove(row)
    document.apply(SetLever(lever, Setting(row.lever.high)))
    menu = panel.marks.menu(lever, panel._language, panel, is_set=row.changed)
    assert [action.isEnabled() for action in menu.actions()[:2]] == [True, False]
    assert menu.actions()[0].text() == "Remove from favorites"
    menu.deleteLater()


def test_that_marks_are_kept_with_the_preferences_and_survive_levers_that_are_gone(
    qtbot: QtBot, tmp_path: Path, panel: LeverPanel
) -> None:
    mine = Preferences(tmp_path / "preferences.json")
    mine.habits.favorites, mine.habits.hidden = ("a", "b"), ("c", "gone")
    mine.save()
    again = Preferences(tmp_path / "preferences.json")
    assert (again.habits.favorites, again.habits.hidden) == (("a", "b"), ("c", "gone"))
    assert Habits({"hidden_levers": [1, "a", "a", None]}).hidden == ("a",)
    panel.marks.turn_hidden("gone")
    assert panel.hidden_note.isHidden()
    assert len(shown(panel)) == len(panel.rows)
