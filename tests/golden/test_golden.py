"""What the model projects is what was accepted, and a change of it does not go unnoticed."""

import io
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.lever import Setting
from desktop.domain.model.model import Model
from desktop.domain.policy import STATUS_QUO, Policy
from tests.golden import __main__ as program
from tests.golden import bits, versions
from tests.golden.comparison import TOLERANCE, compare
from tests.golden.figures import Figures, beliefs, cases, measure, read, write
from tests.model_checks.runs import shipped

MOST_BYTES = 400_000


@pytest.fixture(scope="module")
def now() -> Figures:
    return versions.here()


FEW = {
    "status_quo": STATUS_QUO,
    "legal_pathways=2000": Policy({"legal_pathways": Setting(2000)}),
}
"""Cases for a comparison that takes a moment."""


def planted(model: Model, name: str, factor: float) -> Model:
    known = model.parameters[name]
    changed = replace(
        known, low=known.low * factor, central=known.central * factor, high=known.high * factor
    )
    return replace(model, parameters={**model.parameters, name: changed})


def test_that_the_model_projects_what_was_accepted(now: Figures) -> None:
    found = compare(versions.accepted(), now, "accepted", "now")
    assert found.same, "\n".join(["", *found.lines(), "If this is meant: make golden-accept"])


def test_that_the_lever_space_is_whole() -> None:
    model, tried = shipped(), cases(shipped())
    for lever in model.levers.values():
        ends = {lever.low, lever.high} - {lever.default}
        assert ends == {
            policy.settings[lever.id].value
            for case, policy in tried.items()
            if case.startswith(f"{lever.id}=")
        }
    policies = set(tried.values())
    assert {preset.policy for preset in model.presets.values()} <= policies
    placed = {planned.event for policy in policies for planned in policy.events}
    assert placed == set(model.events)
    assert tried["status_quo"] == STATUS_QUO


def test_that_the_accepted_figures_cover_every_case_and_indicator() -> None:
    model = shipped()
    names = [*cases(model), *(name for name, _, _ in beliefs(model))]
    wanted = {(case, indicator) for case in names for indicator in model.indicators}
    assert wanted == versions.accepted().keys()
    assert versions.ACCEPTED.stat().st_size < MOST_BYTES


@pytest.mark.mutant
def test_that_a_planted_change_is_noticed_and_told_by_size() -> None:
    changed = planted(shipped(), "pathways_elasticity", 1.2)
    found = compare(measure(shipped(), FEW), measure(changed, FEW), "before", "after")
    assert found.moves
    assert found.moves[0].indicator == "irregular_encounters"
    sizes = [move.size for move in found.moves]
    assert sizes == sorted(sizes, reverse=True)
    said = "\n".join(found.lines(most=3))
    assert "irregular_encounters" in said
    assert "before" in said
    assert f"{len(found.moves) - 3:,} smaller ones" in said


@pytest.mark.mutant
def test_that_a_change_of_the_draws_alone_is_noticed() -> None:
    model = shipped()
    known = model.noises["third_country_noise"]
    louder = replace(model, noises={**model.noises, known.id: replace(known, sd=known.sd * 1.01)})
    found = compare(measure(model, FEW), measure(louder, FEW), "before", "after")
    assert found.moves
    assert all(" p" in move.column for move in found.moves)


def test_that_the_last_bits_of_another_order_of_sums_are_no_change() -> None:
    old: Figures = {("status_quo", "remittances"): {"2030": 80.0, "2036": 1e-12}}
    new: Figures = {("status_quo", "remittances"): {"2030": 80.0 * (1 + 1e-7), "2036": -1e-12}}
    assert compare(old, new, "a", "b").same
    moved: Figures = {("status_quo", "remittances"): {"2030": 80.0 * (1 + 1e-5), "2036": 1e-12}}
    assert [move.column for move in compare(old, moved, "a", "b").moves] == ["2030"]
    assert TOLERANCE == 1e-6


def test_that_what_only_one_version_has_is_named() -> None:
    old: Figures = {("status_quo", "remittances"): {"2030": 1.0}}
    new: Figures = {
        ("status_quo", "remittances"): {"2030": 1.0},
        ("new_lever=1", "arms"): {"2030": 2},
    }
    found = compare(old, new, "old", "new")
    assert not found.same
    assert "Only in new: new_lever=1, arms" in "\n".join(found.lines())


def test_that_figures_come_back_as_they_were_written(now: Figures) -> None:
    file = io.StringIO()
    write(now, file)
    file.seek(0)
    assert compare(now, read(file), "a", "b").same


@pytest.mark.long
def test_that_another_version_is_measured_by_its_own_engine(
    tmp_path: Path,
    now: Figures,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(program, "here", lambda: now)
    # The other version calls another number its central one, and says so in its own code.
    tree = tmp_path / "version"
    for part in ("desktop", "resources"):
        shutil.copytree(
            versions.ROOT / part, tree / part, ignore=shutil.ignore_patterns("__pycache__", "fonts")
        )
    ensemble = tree / "desktop" / "domain" / "ensemble.py"
    text = ensemble.read_text(encoding="utf-8")
    ensemble.write_text(
        text.replace("DEFAULT_SEED = 2023", "DEFAULT_SEED = 2024"), encoding="utf-8"
    )
    assert program.main([str(tree), "--most", "1"]) == 0
    said = capsys.readouterr().out
    every = len(cases(shipped())) + len(list(beliefs(shipped())))
    assert f"figures moved, in {every} cases" in said
    assert " p" in said


def test_that_a_version_nobody_knows_is_refused_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert program.main(["no-such-version"]) == 2
    assert "no-such-version is no file, no folder and no commit" in capsys.readouterr().err
    assert program.main([str(tmp_path)]) == 2
    assert "neither figures nor a version" in capsys.readouterr().err


@pytest.mark.long
def test_that_moved_figures_fail_and_say_how_to_accept_them(
    tmp_path: Path,
    now: Figures,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    key = ("status_quo", "remittances")
    other = {**now, key: {column: 1.1 * value for column, value in now[key].items()}}
    kept = tmp_path / "accepted.csv"
    monkeypatch.setattr(versions, "ACCEPTED", kept)
    monkeypatch.setattr(bits, "ACCEPTED", tmp_path / "accepted.bits")
    monkeypatch.setattr(bits, "digests", lambda model: {model.version: "0f"})
    monkeypatch.setattr(program, "here", lambda: now)
    versions.accept(other)
    assert program.main([]) == 1
    said = capsys.readouterr().out
    figures = sum(map(len, now.values()))
    assert f"10 of {figures:,} figures moved, in 1 case" in said
    assert "make golden-accept" in said
    assert program.main(["--accept"]) == 0
    assert program.main([]) == 0
    assert bits.ACCEPTED.read_text(encoding="utf-8") == f"0f  {shipped().version}\n"
