"""The palette of the real window, by keys: what it finds, and where it leads."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.app.desk import Desk
from desktop.charts.plain_text import PlainLabel
from desktop.document.commands import SetLever, ShowCharts
from desktop.domain.clock import Month
from desktop.domain.inquiry import Asked
from desktop.domain.lever import Family, Setting
from desktop.ui.actions import ActionId
from desktop.views.assumptions.panel import AssumptionPanel
from desktop.views.assumptions.value_slider import ValueSlider
from desktop.views.exercise.exercise_page import ExercisePage
from desktop.views.palette.entries import Kind
from desktop.views.palette.palette import Palette
from desktop.views.timeline.events_page import EventsPage
from desktop.views.window.main_window import MainWindow
from tests.views.desks import TARIFF, sparing
from tests.views.scenarios.libraries import library, library_desk

REMITTANCES = "remittances"
MARCH = Month(2026, 3)


@pytest.fixture(scope="module")
def standing(
    request: pytest.FixtureRequest, qapp: object, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    path = library(tmp_path_factory.mktemp("found"))
    with library_desk(QtBot(request), path, preferences=sparing()) as (desk, _):
        # A chart is made when it is first shown, and stays.
        first = desk.window.desk.shown
        desk.window.desk.show_chart(REMITTANCES)
        desk.document.apply(ShowCharts(first))
        yield desk


@pytest.fixture
def window(standing: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    """Return the window of a desk that stands; it is put back to English and its bare desk."""
    yield standing.window
    window = standing.window
    if window.finding.palette is not None:
        window.finding.palette.close()
    while window._stack.page is not None:
        window.pages.close()
    if window.look.language.code != "en":
        window.set_language("en")


def opened(window: MainWindow, typed: str = "") -> Palette:
    """Open the palette by its command and type."""
    window.actions_[ActionId.FIND].trigger()
    palette = window.finding.palette
    assert palette is not None
    palette.field.insert(typed)
    return palette


def press(palette: Palette, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(palette.field, key)


def names(palette: Palette) -> list[str]:
    return [one.name for one in palette.list.entries]


def test_that_a_lever_is_found_without_its_accent_and_set_by_typing(
    window: MainWindow, standing: Desk
) -> None:
    window.set_language("es")
    # Three actions: the keys that open, a word with Enter, a value with Enter.
    press(opened(window, "prevencion juvenil"), Qt.Key.Key_Return)
    assert window.finding.palette is None
    row = next(one for one in window.levers.rows.values() if one.slider is window.focusWidget())
    assert row.lever.name.es == "Prevención del reclutamiento juvenil"
    QTest.keyClicks(row.slider, "9")
    editor = row.value.editor
    assert editor is not None
    QTest.keyClicks(editor, "0")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert standing.document.scenario.combined.settings[row.lever.id].value == 90


def test_that_a_value_typed_after_the_name_sets_the_lever(
    window: MainWindow, standing: Desk
) -> None:
    palette = opened(window, "tariff mexican 30")
    assert "30" in names(palette)[0]
    press(palette, Qt.Key.Key_Return)
    assert standing.document.scenario.combined.settings[TARIFF].value == 30
    assert window.focusWidget() is window.levers.rows[TARIFF].slider


def test_that_a_value_that_a_lever_does_not_take_is_refused_in_words(
    window: MainWindow, standing: Desk
) -> None:
    before = standing.document.scenario
    palette = opened(window, "tariff mexican 3000")
    assert "3000" not in names(palette)[0]
    press(palette, Qt.Key.Key_Return)
    assert window.finding.palette is palette
    assert standing.document.scenario is before


@pytest.mark.parametrize(
    ("typed", "setting"),
    [
        ("tariff mexican 30 2026-03 24", Setting(30, MARCH, 24)),
        ("arancel mexico 12 desde marzo de 2026 en dos años", Setting(12, MARCH, 24)),
        ("tariff mexican over 6 months", Setting(25, None, 6)),
    ],
)
def test_that_month_and_ramp_typed_behind_the_name_are_set_in_one_step(
    window: MainWindow, standing: Desk, typed: str, setting: Setting
) -> None:
    document = standing.document
    document.apply(SetLever(TARIFF, Setting(25)))
    done = len(document.history.done)
    press(opened(window, typed), Qt.Key.Key_Return)
    assert document.scenario.combined.settings[TARIFF] == setting
    assert len(document.history.done) == done + 1


@pytest.mark.long
def test_that_a_month_for_a_lever_at_its_status_quo_or_out_of_time_is_refused_in_words(
    window: MainWindow, standing: Desk
) -> None:
    standing.document.apply(SetLever(TARIFF, None))
    for typed, said in (
        ("tariff mexican 2026-03", "type a value before the month"),
        ("tariff mexican 25 2099-03", "2099"),
        ("tariff mexican 25 2026-03 9999", "9,999"),
    ):
        palette = opened(window, typed)
        entry = palette.list.entries[0]
        assert (entry.enabled, said in entry.name) == (False, True), entry.name
        press(palette, Qt.Key.Key_Return)
        assert TARIFF not in standing.document.scenario.combined.settings
        palette.close()


@pytest.mark.parametrize("typed", ["put tariff mexican back", "regresar arancel a mexico"])
def test_that_a_lever_that_is_set_can_be_put_back_and_no_other(
    window: MainWindow, standing: Desk, typed: str
) -> None:
    settings = standing.document.scenario.combined.settings
    for id_ in settings:
        standing.document.apply(SetLever(id_, None))
    palette = opened(window, typed)
    assert not [one for one in palette.list.entries if one.id.startswith("put_back")]
    palette.close()
    standing.document.apply(SetLever(TARIFF, Setting(25)))
    press(opened(window, typed), Qt.Key.Key_Return)
    assert TARIFF not in standing.document.scenario.combined.settings


@pytest.mark.parametrize("typed", ["only migration", "solo migracion"])
def test_that_only_a_family_asks_for_its_charts(
    window: MainWindow, typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Family] = []
    monkeypatch.setattr(window.desk, "show_family", asked.append)
    press(opened(window, typed), Qt.Key.Key_Return)
    assert asked == [Family.MIGRATION]


@pytest.mark.long
def test_that_single_months_and_sets_of_assumptions_are_chosen_by_their_names(
    window: MainWindow, standing: Desk
) -> None:
    press(opened(window, "single months"), Qt.Key.Key_Return)
    assert window.desk.toolbar.spans.choice == 1
    press(opened(window, "ultimos doce meses"), Qt.Key.Key_Return)
    assert window.desk.toolbar.spans.choice == 0
    other = list(standing.document.model.assumptions.sets.values())[-1]
    press(opened(window, f"suponer {other.name.es}"), Qt.Key.Key_Return)
    assert standing.document.scenario.assumed.set == other.id
    standing.document.undo()


@pytest.mark.parametrize("code", ["en", "es"])
def test_that_both_languages_are_searched_whichever_is_shown(window: MainWindow, code: str) -> None:
    window.set_language("es" if code == "es" else "en")
    for typed, id_ in (("arancel mexico", f"lever:{TARIFF}"), ("undo", "command:undo")):
        palette = opened(window, typed)
        assert [one.id for one in palette.list.entries if one.id == id_] == [id_]
        palette.close()


@pytest.mark.long
def test_that_a_folded_and_filtered_lever_comes_into_sight(window: MainWindow) -> None:
    group = next(g for g in window.levers.groups if window.levers.rows[TARIFF] in g.rows)
    group.fold(window.look.language)
    window.levers.head.filter.line.setText("youth")
    press(opened(window, "tariff on mexican"), Qt.Key.Key_Return)
    assert window.levers.rows[TARIFF].isVisible()
    assert not window.levers.rows[TARIFF].visibleRegion().isEmpty()
    assert window.levers.head.filter.line.text() == ""


def test_that_a_chart_without_a_place_gets_one_and_the_focus(window: MainWindow) -> None:
    assert REMITTANCES not in window.desk.shown
    window.pages.open_help()
    press(opened(window, "remesas mexico"), Qt.Key.Key_Return)
    assert window.pages.page is None
    assert window.focusWidget() is window.desk.card(REMITTANCES).chart


@pytest.mark.long
def test_that_an_event_leads_to_the_button_that_places_it(window: MainWindow) -> None:
    event = next(iter(window.finding._session.document.model.events.values()))
    palette = opened(window, event.name.es)
    press(palette, Qt.Key.Key_Return)
    page = window.pages.page
    assert isinstance(page, EventsPage)
    assert page.placers[event.id] is window.focusWidget()


@pytest.mark.long
def test_that_an_exercise_leads_to_the_list_with_it_chosen(
    window: MainWindow, qtbot: QtBot
) -> None:
    palette = opened(window, "demostracion diez")
    qtbot.waitUntil(lambda: Kind.EXERCISE in [one.kind for one in palette.list.entries])
    press(palette, Qt.Key.Key_Return)
    page = window.pages.page
    assert isinstance(page, ExercisePage)
    qtbot.waitUntil(lambda: page.list.current is not None, timeout=20000)
    assert page.list.current is not None
    assert page.list.current.name == "demo"


def test_that_a_scenario_is_found_by_a_word_of_its_notes_and_opened(
    window: MainWindow, standing: Desk, qtbot: QtBot
) -> None:
    palette = opened(window, "about nearshoring")
    qtbot.waitUntil(lambda: "Nearshoring" in names(palette), timeout=10000)
    press(palette, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: standing.document.scenario.name == "Nearshoring", timeout=10000)


@pytest.mark.long
def test_that_an_assumption_leads_to_its_slider(window: MainWindow, qtbot: QtBot) -> None:
    palette = opened(window, "homicide local police")
    qtbot.waitUntil(lambda: palette.list.entry is not None)
    assert palette.list.entry is not None
    assert palette.list.entry.kind is Kind.ASSUMPTION
    press(palette, Qt.Key.Key_Return)
    (panel,) = window.findChildren(AssumptionPanel)
    row = panel.focusWidget()
    assert isinstance(row, ValueSlider)
    assert row.accessibleName() == "Response of homicide to local police"
    panel.close()


def test_that_a_command_is_given_and_shows_its_key(window: MainWindow) -> None:
    theme = window.look.theme
    palette = opened(window, "light or dark")
    assert palette.list.entry is not None
    assert palette.list.entry.about == "Ctrl+T"
    press(palette, Qt.Key.Key_Return)
    assert window.look.theme is not theme
    again = opened(window)
    assert again.list.entries[0].id == "command:theme"


def test_that_a_command_that_is_not_possible_now_is_said_so_and_not_chosen(
    window: MainWindow,
) -> None:
    window.actions_[ActionId.RESET_ALL].setEnabled(False)
    palette = opened(window, "reset everything")
    (entry,) = (one for one in palette.list.entries if one.id == "command:reset_all")
    assert (entry.enabled, entry.about) == (False, "not possible now")
    press(palette, Qt.Key.Key_Return)
    assert palette.isVisible()
    window._update_enabled()


@pytest.mark.parametrize(
    ("typed", "asked"),
    [("what would it take", Asked.REACH), ("que palancas pesan", Asked.LEVERS)],
)
def test_that_a_question_opens_its_page_with_it(
    window: MainWindow, typed: str, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened_with: list[Asked] = []
    monkeypatch.setattr(window.pages, "open_page", lambda _: None)
    window.finding.question_wanted.connect(opened_with.append)
    press(opened(window, typed), Qt.Key.Key_Return)
    assert opened_with == [asked]
    assert window.asking._state is not None
    assert window.asking._state.asked is asked


@pytest.mark.parametrize(
    ("typed", "id_"),
    [
        ("why", "command:wedges"),
        ("cuñas", "command:wedges"),
        ("yesterday", "command:pin_other"),
        ("matrix", "command:outcomes"),
        ("raw", "curves.single_about"),
    ],
)
def test_that_a_command_is_found_by_words_that_people_use_for_it(
    window: MainWindow, typed: str, id_: str
) -> None:
    palette = opened(window, typed)
    assert palette.list.entry is not None
    assert palette.list.entry.id == id_, names(palette)


def test_that_what_is_listed_again_lies_over_nothing(window: MainWindow) -> None:
    palette = opened(window, "only migration")
    height = palette.height()
    # The library has found nothing more: as many lines as before.
    palette.take("only migration", ())
    assert palette.height() == height
    hint = window.look.text("palette.keys")
    (keys,) = (one for one in palette.findChildren(PlainLabel) if one.text() == hint)
    assert palette.list.geometry().bottom() < keys.geometry().top()


def test_that_escape_and_the_same_keys_put_it_away_with_the_focus_where_it_was(
    window: MainWindow,
) -> None:
    window.levers.rows[TARIFF].slider.setFocus()
    palette = opened(window, "tariff")
    press(palette, Qt.Key.Key_Escape)
    assert window.finding.palette is None
    QTest.keyClick(opened(window).field, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.finding.palette is None
    assert window.focusWidget() is window.levers.rows[TARIFF].slider


def test_that_the_arrows_lead_round_and_words_that_find_nothing_say_so(
    window: MainWindow,
) -> None:
    palette = opened(window, "security")
    first = palette.list.entry
    press(palette, Qt.Key.Key_Up)
    assert palette.list.entry is palette.list.entries[-1]
    press(palette, Qt.Key.Key_Down)
    assert palette.list.entry is first
    for hostile in ("x" * 10_000, "[(*", "\u202eشكرا 🚀", "a" * 50):
        palette.field.setText(hostile)
        assert palette.nothing.isVisible()
        press(palette, Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_PageUp)
    assert palette.isVisible()
