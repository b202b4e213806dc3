"""The window that a room sees."""

from dataclasses import replace

from pytestqt.qtbot import QtBot

from desktop.views.room.room_chart import RoomChart
from tests.views.room.rooms import curve, shown, state


def charts(window: object) -> list[RoomChart]:
    return [one for one in window.findChildren(RoomChart) if one.isVisible()]  # type: ignore[attr-defined]


def test_that_a_headline_says_in_whole_words_how_much_less_it_is(qtbot: QtBot) -> None:
    with shown(qtbot, languages=("en", "es")) as window:
        window.show_state(state(1))
        first, second = charts(window)[0].lines
        assert first.text() == (
            "2030: 22.0 per 100,000, 8\u00a0% less than the status quo. 9 of 10 runs: 17–29"
        )
        assert second.text().endswith("menos que el statu quo. 9 de cada 10 corridas: 17–29")


def test_that_a_new_curve_of_the_same_indicator_is_shown_on_the_same_chart(qtbot: QtBot) -> None:
    with shown(qtbot) as window:
        before = state(2)
        window.show_state(before)
        kept = charts(window)
        moved = curve("homicide_rate", 24.6, 12.0, 23.4)
        window.show_state(replace(before, curves=(moved, before.curves[1])))
        assert charts(window) == kept
        assert "Policy 12.0" in [one.label.text for one in kept[0].plot.plot.labels]
