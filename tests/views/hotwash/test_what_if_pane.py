"""One decision or one inject is taken out, and what would have been comes up with a sentence."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.document.play.players import Act, Decided, Released
from desktop.session.play.conduct import Conduct
from desktop.views.hotwash.what_if_pane import WhatIfPane
from tests.document.play.played import US, WORDS
from tests.views.conduct.conducted import on_screen
from tests.views.desks import look


@pytest.fixture
def pane(qtbot: QtBot, play: Conduct) -> Iterator[WhatIfPane]:
    with on_screen(qtbot, lambda shell: WhatIfPane(play, look(), shell), width=1000) as pane:
        yield pane


def rows(pane: WhatIfPane) -> list[str]:
    return [pane.list.item(row).text() for row in range(pane.list.count())]


def choose(pane: WhatIfPane, out: Act) -> None:
    """Choose what to take out."""
    pane.list.setCurrentRow(pane._outs.index(frozenset((out,))))


def test_that_what_was_done_can_be_taken_out_and_the_sentence_tells_what_would_have_been(
    qtbot: QtBot, play: Conduct, pane: WhatIfPane
) -> None:
    everything, heading, *others = rows(pane)
    assert everything.startswith("Every decision")
    assert heading.startswith("Round 1")
    assert pane.list.item(1).flags() == Qt.ItemFlag.NoItemFlags
    assert len(others) == 3
    choose(pane, Decided("campaign", US, WORDS))
    qtbot.waitUntil(lambda: pane._answer is not None, timeout=30_000)
    said = pane.sentence.text()
    assert said.startswith("Without the decision of U.S. administration on ")
    assert "90\u00a0% of the runs" in said or "zero in every run" in said
    assert pane.chart.spoken_name() == said
    assert not pane.cancel.isVisible()
    name = play.setup.model.indicators[str(pane.indicator.itemData(1))].name.en
    pane.indicator.setCurrentIndex(1)
    assert name in pane.sentence.text()
    assert pane.chart.spoken_name() == pane.sentence.text()
    # Nothing later than what was played is drawn.
    assert pane.chart._found is not None
    assert pane.chart._found.was.shape[-1] == 13


def test_that_a_cancelled_question_leaves_a_sentence_and_can_be_asked_again(
    qtbot: QtBot, play: Conduct, pane: WhatIfPane
) -> None:
    choose(pane, Released("made_here"))
    assert pane.cancel.isVisible()
    pane.cancel.click()
    assert not play.what_if.busy
    assert pane.sentence.text().startswith("Canceled")
    assert not pane.cancel.isVisible()
    pane.list.itemActivated.emit(pane.list.currentItem())
    qtbot.waitUntil(lambda: pane._answer is not None, timeout=30_000)
    assert "inject 2" in pane.sentence.text()


def test_that_an_answer_is_gone_once_what_it_took_out_was_taken_back(
    qtbot: QtBot, play: Conduct, pane: WhatIfPane
) -> None:
    choose(pane, Released("made_here"))
    qtbot.waitUntil(lambda: pane._answer is not None, timeout=30_000)
    pane._acts = ()
    pane.follow()
    assert pane._answer is None
    assert pane.chart.spoken_name() == ""
    assert pane.sentence.text().startswith("Choose what to take out")


def test_that_before_any_month_is_played_one_is_told_why_nothing_can_be_taken_out(
    qtbot: QtBot, fresh: Conduct
) -> None:
    with on_screen(qtbot, lambda shell: WhatIfPane(fresh, look(), shell)) as pane:
        assert pane.sentence.text() == "No months were played, so nothing can be taken out."
        assert not pane.list.isEnabled()
        pane.begin()
        assert not fresh.what_if.busy


def test_that_of_a_play_of_another_model_nothing_is_worked_out_and_one_is_told(
    qtbot: QtBot, play: Conduct, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Conduct, "same_model", False)
    with on_screen(qtbot, lambda shell: WhatIfPane(play, look(), shell)) as pane:
        assert "another version of the model" in pane.sentence.text()
        assert not pane.list.isEnabled()
        choose(pane, Released("made_here"))
        assert not play.what_if.busy
