"""`vecinos brief`: what it refuses, and what it writes of a scenario that a library keeps."""

from pathlib import Path

import pytest

from db import Library
from desktop.cli import main
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.lever import Setting
from desktop.domain.policy import Policy
from desktop.domain.scenario import Scenario
from tests.out_files import REFUSED, Refused, assert_refused, folder
from tests.reports.paper.samples import pdf_pages

NAME = "Plan Ñ"


__all__ = ["folder"]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Make a library with one scenario."""
    path = tmp_path_factory.mktemp("plans") / "plans.vecinos-library"
    policy = Policy({"legal_pathways": Setting(2000.0), "mx_federal_backup": Setting(55.0)})
    with Library.open(str(path)) as store:
        store.scenarios.create(Scenario(NAME, policy=policy, ensemble=EnsembleChoice(members=20)))
    return str(path)


@REFUSED
@pytest.mark.usefixtures("folder")
def test_that_a_brief_that_cannot_be_made_is_refused_in_one_sentence(
    refused: Refused, library: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert_refused(refused, ["brief", NAME, library], "pptx", capsys)


def test_that_a_brief_has_two_pages_and_both_languages_have_two_each(
    library: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], qapp: object
) -> None:
    out = tmp_path / "brief.pdf"
    for language, count, runs in (("es", 2, True), ("both", 4, False)):
        words = ["brief", NAME.upper(), "--out", str(out), "--lang", language, "--store", library]
        assert main(words) == 0
        said, progress = capsys.readouterr()
        assert out.name in said
        # What moved the curves is kept by what was run: the second time nothing runs for it.
        assert ("de 6 " in progress or "of 6 " in progress) == runs
        pages = pdf_pages(out.read_bytes())
        assert len(pages) == count
        assert "Vías legales" in pages[-2]
