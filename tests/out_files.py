"""Commands that write a document to --out: what each of them refuses in the same words."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.cli import main


@dataclass(frozen=True)
class Refused:
    """Hold what was typed after a command, the code it ends with, and what it says."""

    words: tuple[str, ...]
    code: int
    told: str


REFUSED = pytest.mark.parametrize(
    "refused",
    [
        Refused(("NAME",), 2, "--out"),
        Refused(("NAME", "--out", "made.WRONG"), 2, ".docx"),
        Refused(("NAME", "--out", "gone/made.pdf"), 1, "there is no such folder"),
        Refused(("NAME", "--out", "taken.pdf"), 1, "folder"),
        Refused(("nothing", "--out", "made.pdf"), 1, "nothing"),
    ],
    ids=["no-out", "format", "folder-gone", "a-folder", "no-such-name"],
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder in which a folder has the name of a file to write."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    (tmp_path / "taken.pdf").mkdir()
    return tmp_path


def assert_refused(
    refused: Refused, command: list[str], wrong: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Give a command one of REFUSED: it says so in one sentence and leaves nothing in the folder.

    `command` is it, a name of the library's, and the library; `wrong` the end of a file that it
    cannot write.
    """
    verb, name, library = command
    capsys.readouterr()
    typed = (name if one == "NAME" else one.replace("WRONG", wrong) for one in refused.words)
    assert main([verb, *typed, "--store", library]) == refused.code
    out, err = capsys.readouterr()
    assert out == ""
    assert refused.told in err
    assert len(err.splitlines()) == 1
    assert [path.name for path in Path.cwd().iterdir()] == ["taken.pdf"]
