"""A finished file takes its place although a scanner or a cloud client looks at it first."""

import os
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Self

import pytest

from db.file import files
from db.file.files import (
    ACCESS_DENIED,
    SHARING_VIOLATION,
    discard,
    put_in_place,
    written_beside,
)
from db.file.location import is_device


def held(number: int) -> PermissionError:
    """Return what Windows says of a file that somebody has open."""
    failure = PermissionError(13, "Permission denied")
    vars(failure)["winerror"] = number
    return failure if os.name == "posix" else PermissionError(13, "denied", "a", number, "b")


class Scanner:
    """Hold every file for so many tries to replace or delete one."""

    def __init__(self, tries: int, number: int = ACCESS_DENIED) -> None:
        self.tries, self.number = tries, number

    def watch(self, monkeypatch: pytest.MonkeyPatch, *, moving_only: bool = False) -> Self:
        """Stand before the system's own moving and deleting."""
        replace, unlink = Path.replace, Path.unlink

        def replacing(path: Path, target: Path) -> Path:
            self.look()
            return replace(path, target)

        def unlinking(path: Path, *, missing_ok: bool = False) -> None:
            self.look()
            unlink(path, missing_ok=missing_ok)

        monkeypatch.setattr(Path, "replace", replacing)
        if not moving_only:
            monkeypatch.setattr(Path, "unlink", unlinking)
        return self

    def look(self) -> None:
        """Refuse, as long as this one looks."""
        self.tries -= 1
        if self.tries >= 0:
            raise held(self.number)


@pytest.mark.parametrize("number", [ACCESS_DENIED, SHARING_VIOLATION])
def test_that_a_file_is_put_in_place_once_a_scanner_lets_go(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new, path = tmp_path / "new", tmp_path / "path"
    new.write_text("new", encoding="utf-8")
    path.write_text("old", encoding="utf-8")
    scanner = Scanner(3, number).watch(monkeypatch)
    put_in_place(new, path)
    assert path.read_text(encoding="utf-8") == "new"
    scanner.tries = 3
    discard(path)
    assert list(tmp_path.iterdir()) == []


def test_that_a_file_written_beside_takes_the_place_whole_and_keeps_the_permissions(
    tmp_path: Path,
) -> None:
    path, new = tmp_path / "path.csv", tmp_path / ".left"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o600)
    mode = path.stat().st_mode
    new.write_text("of a dead program", encoding="utf-8")
    with written_beside(path, new) as temporary:
        assert not temporary.exists()
        temporary.write_text("new", encoding="utf-8")
        assert path.read_text(encoding="utf-8") == "old"
    assert path.read_text(encoding="utf-8") == "new"
    assert path.stat().st_mode == mode
    assert list(tmp_path.iterdir()) == [path]


def test_that_writing_beside_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path,
) -> None:
    path = tmp_path / "path.csv"
    path.write_text("old", encoding="utf-8")

    def interrupted() -> None:
        with written_beside(path) as temporary:
            assert temporary.suffix == ".csv"
            temporary.write_text("half", encoding="utf-8")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_that_a_file_held_for_long_is_given_up_after_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new, path = tmp_path / "new", tmp_path / "path"
    new.touch()
    monkeypatch.setattr(files, "PATIENCE", 0.2)
    scanner = Scanner(1_000_000).watch(monkeypatch)
    with pytest.raises(PermissionError):
        put_in_place(new, path)
    assert 2 < 1_000_000 - scanner.tries < 10
    assert not path.exists()


@pytest.mark.parametrize(
    ("path", "device"),
    [
        (PureWindowsPath("//./NUL"), True),
        (PureWindowsPath("C:/plans/NUL.vecinos-library"), False),
        (PureWindowsPath("//server/share/a.vecinos-library"), False),
        (PurePosixPath("/plans/NUL"), False),
    ],
)
def test_that_a_device_of_windows_is_told_from_a_file(
    path: PureWindowsPath | PurePosixPath, *, device: bool
) -> None:
    assert is_device(path) is device
