"""An output file stands whole in its place, or all is as it was; why, is said as it is."""

import errno
from pathlib import Path

import pytest

from db.file import files
from desktop.reports.output import UnwritableOutputError, whole_file, why_unwritable
from tests.db.file.test_files import Scanner


def windows_says(number: int, code: int, *names: str) -> OSError:
    """Return a failure as Python has it on Windows, on any system."""
    failure = OSError(code, "said by Windows")
    failure.filename, failure.filename2 = (*names, None, None)[:2]
    vars(failure)["winerror"] = number
    return failure


@pytest.mark.posix("failures that can be given a number of Windows' by hand")
@pytest.mark.parametrize(
    ("failure", "reason"),
    [
        (windows_says(32, errno.EACCES, "a.csv"), "reason.open_elsewhere"),
        (windows_says(5, errno.EACCES, ".vecinos-1.csv", "a.csv"), "reason.open_elsewhere"),
        (windows_says(5, errno.EACCES, "a.csv"), "reason.not_permitted"),
        (windows_says(206, errno.ENOENT, "a.csv"), "reason.path_too_long"),
        (windows_says(3, errno.ENOENT, "C:\\" + "long\\" * 60 + "a.csv"), "reason.path_too_long"),
        (windows_says(3, errno.ENOENT, "C:\\none\\a.csv"), "reason.no_folder"),
        (OSError(errno.ENOENT, "said by Linux", "long/" * 60 + "a.csv"), "reason.no_folder"),
    ],
)
def test_that_windows_own_number_says_why_a_file_was_not_written(
    failure: OSError, reason: str
) -> None:
    assert why_unwritable(failure) == reason


def test_that_a_protected_file_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("kept", encoding="utf-8")
    path.chmod(0o444)
    with pytest.raises(UnwritableOutputError) as caught, whole_file(path):
        pytest.fail("nothing is asked for that cannot be kept")
    assert caught.value.fields["reason"] == "reason.read_only"
    assert [one.name for one in tmp_path.iterdir()] == ["a.csv"]
    path.chmod(0o644)
    assert path.read_text(encoding="utf-8") == "kept"


def test_that_a_file_which_another_program_holds_stays_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("kept", encoding="utf-8")
    monkeypatch.setattr(files, "PATIENCE", 0.2)
    # It holds the old file, not its neighbor.
    Scanner(1_000_000, 32).watch(monkeypatch, moving_only=True)
    with pytest.raises(UnwritableOutputError) as caught, whole_file(path) as temporary:
        temporary.write_text("new", encoding="utf-8")
    assert caught.value.fields["reason"] == "reason.open_elsewhere"
    assert [one.name for one in tmp_path.iterdir()] == ["a.csv"]
    assert path.read_text(encoding="utf-8") == "kept"


def test_that_a_file_which_a_scanner_looks_at_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    Scanner(3).watch(monkeypatch)
    with whole_file(path) as temporary:
        temporary.write_text("new", encoding="utf-8")
    assert path.read_text(encoding="utf-8") == "new"
    assert [one.name for one in tmp_path.iterdir()] == ["a.csv"]
