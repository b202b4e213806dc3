"""What a window tells of the library that is open."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from db.errors import PackNotFoundError
from tests.views.desks import another_window
from tests.views.scenarios.libraries import library, library_desk


def test_that_a_closed_window_tells_nothing_more_of_the_library(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with (
        library_desk(qtbot, library(tmp_path)) as (desk, _),
        another_window(desk, "en", (1000, 600)) as second,
    ):
        keeper, failure = desk.session.autosave, PackNotFoundError(path=tmp_path)
        assert keeper is not None
        second.close()
        keeper.failed.emit(failure)
        assert desk.window.desk.banner.error is failure
        assert second.desk.banner.error is None
