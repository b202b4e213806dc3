"""Why a curve moved in play, as the room reads it."""

from dataclasses import replace

from pytestqt.qtbot import QtBot

from desktop.domain.room import RoomScene
from desktop.views.room.why_card import WhyCard
from tests.views.room.heard import heard
from tests.views.room.rooms import TITLE, shown, state, why


def test_that_the_room_reads_what_moved_and_every_part_of_it(qtbot: QtBot) -> None:
    with shown(qtbot, languages=("en",)) as window:
        window.show_state(state(1, RoomScene(TITLE, why=why())))
        told = heard(window)
        assert "Why did it go up?" in told
        assert "Mainly from U.S. moves." in told
        for name, total in (
            ("U.S. moves", "+4.6\u00a0%"),
            ("Mexico’s moves", "−1.5\u00a0%"),
            ("Joint moves", "−1.2\u00a0%"),
            ("Injects", "+3.3\u00a0%"),
            ("Chance", "0.0\u00a0%"),
            ("What came anyway", "+2.4\u00a0%"),
        ):
            assert told[told.index(name) + 1 :][0] == total
        assert "own effect +4.1, interaction +0.5" in told


def test_that_it_goes_away_and_another_one_takes_its_place(qtbot: QtBot) -> None:
    with shown(qtbot, languages=("es", "en"), size=(1920, 1080)) as window:
        window.show_state(state(1, RoomScene(TITLE, why=why())))
        assert "¿Por qué subió?" in heard(window)
        assert {"Jugadas conjuntas", "Joint moves"} <= set(heard(window))
        first = window.findChild(WhyCard)
        fallen = replace(why(), change=-7.6, parts=(), anyway=-7.6)
        window.show_state(state(1, RoomScene(TITLE, why=fallen)))
        assert window.findChild(WhyCard) is first
        assert "¿Por qué bajó?" in heard(window)
        assert "Jugadas conjuntas" not in heard(window)
        window.show_state(state(1, RoomScene(TITLE)))
        assert not {"¿Por qué bajó?", "Why did it go down?"} & set(heard(window))


def test_that_bars_begin_at_nought_and_are_as_long_as_their_parts(qtbot: QtBot) -> None:
    with shown(qtbot, languages=("en",)) as window:
        window.show_state(state(0, RoomScene(TITLE, why=why())))
        card = window.findChild(WhyCard)
        assert isinstance(card, WhyCard)
        zero = card._zero
        scale = card._bars[0][0].width() / 4.6
        for (bar, toward), total in zip(card._bars, (4.6, -1.5, -1.2, 3.3, 0.0, 2.4), strict=True):
            start, end = sorted((zero, zero + total * scale))
            assert abs(bar.left() - start) < 0.5
            assert abs(bar.right() - end) < 0.5
            assert toward is (total > 0)
            assert card.padding - 1 <= bar.left() <= bar.right() <= card.width() - card.padding + 1
