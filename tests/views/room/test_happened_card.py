"""What happened in a round that is replayed, as the room reads it."""

from pytestqt.qtbot import QtBot

from desktop.domain.room import Happened, RoomScene
from desktop.domain.wording import Wording
from desktop.views.room.happened_card import HappenedCard
from tests.views.room.heard import heard
from tests.views.room.rooms import TITLE, shown, state


def happened(decisions: int, news: int = 1) -> Happened:
    """Return so many decisions and pieces of news."""
    return Happened(
        tuple(
            Wording(f"Team {n}: a lever, {n}.", f"Equipo {n}: palanca, {n}.")
            for n in range(decisions)
        ),
        tuple(Wording(f"News {n} 🦜", f"Noticia {n} 🦜") for n in range(news)),
    )


def test_that_the_room_reads_decisions_and_news_in_both_languages_and_then_those_of_another_round(
    qtbot: QtBot,
) -> None:
    with shown(qtbot, languages=("es", "en"), size=(1920, 1080)) as window:
        window.show_state(state(1, RoomScene(TITLE, happened=happened(2))))
        told = heard(window)
        for words in ("Lo que se decidió", "Equipo 1: palanca, 1.", "Noticia 0 🦜"):
            assert words in told
        assert {"What was decided", "Team 1: a lever, 1.", "News"} <= set(told)
        card = window.findChild(HappenedCard)
        window.show_state(state(1, RoomScene(TITLE, happened=happened(0, 2))))
        assert window.findChild(HappenedCard) is card
        assert "Noticia 1 🦜" in heard(window)
        assert "What was decided" not in heard(window)
        window.show_state(state(1, RoomScene(TITLE)))
        assert "Noticia 1 🦜" not in heard(window)


def test_that_of_more_than_there_is_room_for_the_rest_is_counted_beside_the_curves(
    qtbot: QtBot,
) -> None:
    with shown(qtbot, languages=("en", "es"), size=(1024, 768)) as window:
        window.show_state(state(2, RoomScene(TITLE, happened=happened(40, 0))))
        told = heard(window)
        lines = sum(one.startswith("Team ") for one in told)
        assert 3 < lines < 40
        assert f"and {40 - lines} more" in told
        assert not [one for one in told if one.startswith("Equipo ")]
        card = window.findChild(HappenedCard)
        assert isinstance(card, HappenedCard)
        assert [
            one for one in card.texts if one.isVisible() and one.y() + one.height() > card.height()
        ] == []
        assert all(chart.isVisible() for chart in window.page.charts)
