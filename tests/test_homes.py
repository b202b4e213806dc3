"""No test reads or writes the folders of the person who runs it, on any system."""

import os
from pathlib import Path, PurePosixPath, PureWindowsPath

import platformdirs
import pytest
from platformdirs.api import PlatformDirsABC
from platformdirs.macos import MacOS
from platformdirs.unix import Unix
from platformdirs.windows import Windows

from db.file.location import default_location
from desktop.bridge.preferences import preferences_file
from tests.homes import home


def test_that_every_folder_of_the_user_is_one_of_the_tests(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folders = (
        default_location(),
        preferences_file(),
        platformdirs.user_log_path("Vecinos", appauthor=False),
        platformdirs.user_cache_path("Vecinos", appauthor=False),
    )
    for folder in folders:
        assert folder.is_relative_to(tmp_path_factory.getbasetemp())


@pytest.mark.parametrize(
    ("system", "folder"),
    [
        (Unix, PurePosixPath("/a home")),
        pytest.param(
            *(MacOS, PurePosixPath("/a home")),
            marks=pytest.mark.posix("a home that the variable HOME names"),
        ),
        (Windows, PureWindowsPath("C:/a home")),
    ],
)
def test_that_a_home_holds_every_folder_of_a_user_on_every_system(
    system: type[PlatformDirsABC],
    folder: PurePosixPath | PureWindowsPath,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in home(folder).items():
        monkeypatch.setenv(name, value)
    folders = system("Vecinos", appauthor=False)
    for found in (
        folders.user_data_dir,
        folders.user_config_dir,
        folders.user_log_dir,
        folders.user_cache_dir,
    ):
        assert found.startswith(str(folder))


def test_that_what_a_test_starts_has_the_same_home() -> None:
    named = (value for name, value in home(Path("anywhere")).items() if name in os.environ)
    assert len(list(named)) == len(home(Path("anywhere")))
