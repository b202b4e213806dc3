"""The display is kept on while something is presented, or it is told that it is not."""

from collections.abc import Iterator

import pytest
import wakepy
from pytestqt.qtbot import QtBot

from desktop.bridge.awake import KeepAwake
from desktop.bridge.errors import ScreenMayGoDarkError


@pytest.fixture
def awake(qtbot: QtBot) -> Iterator[KeepAwake]:
    awake = KeepAwake()
    yield awake
    awake.end()
    qtbot.waitUntil(lambda: wakepy.modecount() == 0)


def test_that_the_display_is_kept_on_once_from_begin_to_end(
    awake: KeepAwake, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAKEPY_FAKE_SUCCESS", "1")
    for _ in range(2):
        with qtbot.waitSignal(awake.told) as told:
            awake.begin()
            awake.begin()
        assert told.args == [awake.held] == [True]
        assert wakepy.modecount() == 1
        awake.end()
        awake.end()
        assert awake.held is None
        qtbot.waitUntil(lambda: wakepy.modecount() == 0)


def test_that_a_system_which_lets_nobody_keep_it_on_is_told(
    awake: KeepAwake, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAKEPY_FORCE_FAILURE", "1")
    with qtbot.waitSignal(awake.refused) as refused:
        awake.begin()
    assert awake.held is False
    assert isinstance(refused.args, list)
    assert isinstance(refused.args[0], ScreenMayGoDarkError)


def test_that_a_library_which_fails_is_told_as_a_display_that_may_go_dark(
    awake: KeepAwake, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(**_: object) -> None:
        raise OSError("no such bus")

    monkeypatch.setattr(wakepy.keep, "presenting", fails)
    with qtbot.waitSignal(awake.told) as told:
        awake.begin()
    assert told.args == [False]
