"""The command that prints an exercise: where it writes, what it refuses, and what it makes."""

import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from desktop.cli import main
from desktop.reports.paper.files import WRITERS


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("nothing-of-the-kind", "out"), 1, "cannot be read"),
        (("demo",), 2, "OUTDIR"),
        (("demo", "taken"), 1, "there is already a file"),
        (("demo", "gone/out"), 1, "there is no such folder"),
        (("demo", "out", "--lang", "fr"), 2, "both"),
    ],
    ids=["exercise", "no-folder-named", "folder-is-a-file", "folder-in-none", "language"],
)
def test_that_a_pack_that_cannot_be_made_is_refused_before_the_model_runs(
    words: tuple[str, ...],
    code: int,
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    (tmp_path / "taken").write_text("mine", encoding="utf-8")
    assert main(["paper", *words]) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert told in err
    assert len(err.splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


@pytest.mark.long
@pytest.mark.parametrize("large", [(), ("--large",)], ids=["normal", "large"])
def test_that_the_whole_pack_of_a_shipped_exercise_is_printed_in_both_languages(
    large: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["paper", "demo", str(tmp_path / "out"), "--lang", "both", *large]) == 0
    paths = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert re.findall("[0-9]+", capsys.readouterr().out)[0] == str(len(paths))
    assert {path.suffix for path in paths} == set(WRITERS)
    assert len({path.parent for path in paths}) == 3
    for path in paths:
        if path.suffix == ".pdf":
            words = "".join(PdfReader(path).pages[0].extract_text().split())
            assert "notaforecast" in words, path
