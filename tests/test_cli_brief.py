"""`vecinos brief`: what it refuses, and what it writes of a scenario that a library keeps."""

from pathlib import Path

import pytest

from db import Library
from desktop.cli import main
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.lever import Setting
from desktop.domain.policy import Policy
from desktop.domain.scenario import Scenario
from tests.reports.paper.samples import pdf_pages

NAME = "Plan Ñ"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Make a library with one scenario."""
    path = tmp_path_factory.mktemp("plans") / "plans.vecinos-library"
    policy = Policy({"legal_pathways": Setting(2000.0), "mx_federal_backup": Setting(55.0)})
    with Library.open(str(path)) as store:
        store.scenarios.create(Scenario(NAME, policy=policy, ensemble=EnsembleChoice(members=20)))
    return str(path)


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ((NAME,), 2, "--out"),
        ((NAME, "--out", "brief.pptx"), 2, ".docx"),
        ((NAME, "--out", "gone/brief.pdf"), 1, "there is no such folder"),
        ((NAME, "--out", "taken.pdf"), 1, "folder"),
        (("nothing", "--out", "brief.pdf"), 1, "nothing"),
    ],
    ids=["no-out", "format", "folder-gone", "a-folder", "no-such-scenario"],
)
def test_that_a_brief_that_cannot_be_made_is_refused_in_one_sentence(
    words: tuple[str, ...],
    code: int,
    told: str,
    library: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    (tmp_path / "taken.pdf").mkdir()
    assert main(["brief", *words, "--store", library]) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert told in err
    assert len(err.splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["taken.pdf"]


def test_that_a_brief_has_two_pages_and_both_languages_have_two_each(
    library: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], qapp: object
) -> None:
    out = tmp_path / "brief.pdf"
    for language, count in (("es", 2), ("both", 4)):
        words = ["brief", NAME.upper(), "--out", str(out), "--lang", language, "--store", library]
        assert main(words) == 0
        said, progress = capsys.readouterr()
        assert out.name in said
        assert "de 6 " in progress or "of 6 " in progress
        pages = pdf_pages(out.read_bytes())
        assert len(pages) == count
        assert "Vías legales" in pages[-2]
