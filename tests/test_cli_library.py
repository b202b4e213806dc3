"""Commands about the library as a file: backups, checks, packs."""

import json
import random
import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from db.errors import PackOfExercisesError
from db.file.location import default_location
from db.library import Library
from db.packs.pack import packed, packed_exercises, read_pack
from desktop.cli import main
from desktop.domain.clock import Month
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.lever import Setting
from desktop.domain.observation import Observation
from desktop.domain.play.entries import Begun, PlayHeader, Recorded
from desktop.domain.policy import PlannedEvent, Policy
from desktop.domain.scenario import Package, Scenario
from desktop.modelfiles.read import read_model
from tests.db.pack_mutations import Mutator, Verdict
from tests.db.samples import sample
from tests.homes import home
from tests.modelfiles.exercises.example import source as exercise_source


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.vecinos"


def test_that_backups_are_listed_and_one_is_written_to_a_new_file(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Library.open(path) as store:
        kept = store.scenarios.create(sample())
        store.back_up()
        store.scenarios.save(kept, sample(value=1.0))
    assert main(["backups", "--store", str(path), "--json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["number"], found["before_upgrade"]) == (1, False)
    out = tmp_path / "out.vecinos"
    asked = ["--lang", "en", "backups", "--store", str(path), "--restore", "1", str(out)]
    assert main(asked) == 0
    with Library.open(out) as store:
        assert store.scenarios.load(kept) == sample()
    before = out.read_bytes()
    assert main(asked) == 1
    assert "already a file of this name" in capsys.readouterr().err
    assert out.read_bytes() == before
    assert main(["backups", "--store", str(path), "--restore", "7", str(tmp_path / "x")]) == 1
    assert sorted(each.name for each in tmp_path.iterdir() if each.suffix != ".lock") == [
        "a.backups",
        "a.vecinos",
        "out.vecinos",
    ]


@pytest.mark.parametrize("words", [["--restore", "1"], ["out"], ["--restore", "x", "out"]])
def test_that_half_a_restore_is_a_wrong_argument(words: list[str], path: Path) -> None:
    assert main(["backups", "--store", str(path), *words]) == 2


def test_that_a_checkup_ends_with_one_where_something_is_damaged(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Library.open(path) as store:
        store.scenarios.create(sample())
    assert main(["check-store", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["scenarios"] == 1
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE scenario_setting SET value = 1")
    connection.close()
    assert main(["--lang", "en", "check-store", str(path)]) == 1
    said = capsys.readouterr()
    assert sample().name in said.out
    assert "1 damaged parts" in said.err
    path.write_bytes(path.read_bytes()[:5000])
    assert main(["check-store", str(path)]) == 1
    assert main(["check-store", str(path.with_name("none.vecinos"))]) == 1


MODEL = read_model()


def plan(name: str, folder: str = "") -> Scenario:
    """Return a scenario that the model of this version allows, made under it."""
    return Scenario(
        name,
        Policy({"legal_pathways": Setting(2000.0)}),
        folder=folder,
        model_version=MODEL.version,
        model_digest=MODEL.digest,
    )


def whole(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder but the lock files, which outlive the lock."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".lock"
    }


@pytest.fixture
def library(path: Path) -> Path:
    with Library.open(path) as store:
        store.scenarios.create_all([plan("a", "T/x"), plan("b", "t")])
        store.scenarios.create(plan("c"))
    return path


def test_that_a_packed_folder_is_unpacked_into_another_library(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "t.vecinos"
    assert main(["pack", "T", str(out), "--store", str(library)]) == 0
    other = tmp_path / "b.vecinos-library"
    assert main(["unpack", str(out), "--store", str(other)]) == 1
    assert not other.exists()
    Library.open(other).close()
    capsys.readouterr()
    told = [
        "",
        *(
            f"The name {n} is taken in this library; the scenario was imported as {n} 2.\n"
            for n in "ab"
        ),
    ]
    for names, said in ((["a", "b"], ""), (["a 2", "b 2"], "".join(told))):
        assert main(["--lang", "en", "unpack", str(out), "--store", str(other), "--json"]) == 0
        shown = capsys.readouterr()
        assert [each["name"] for each in json.loads(shown.out)] == names
        assert shown.err == said
    with Library.open(other) as store:
        assert store.scenarios.load(store.scenarios.find("a")) == plan("a", "T/x")
        assert len(store.scenarios.listed()) == 4


def test_that_an_exercise_is_packed_and_brought_into_another_library(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "# mine\n" + exercise_source().decode()
    with Library.open(library) as store:
        store.exercises.create_all([("Ensayo", text)])
    out, other = tmp_path / "e.vecinos", tmp_path / "b.vecinos-library"
    assert main(["pack", "ENSAYO", str(out), "--store", str(library)]) == 0
    Library.open(other).close()
    assert main(["--lang", "en", "unpack", str(out), "--store", str(other), "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    with Library.open(other) as store:
        assert store.exercises.load(told["id"]) == text
        assert store.scenarios.listed() == ()
    with pytest.raises(PackOfExercisesError):
        read_pack(out)
    out.write_bytes(packed_exercises(["no = TOML ="]))
    assert main(["unpack", str(out), "--store", str(other)]) == 1
    with Library.open(other) as store:
        assert len(store.exercises.listed()) == 1


def test_that_a_play_is_packed_and_brought_into_another_library_once(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Library.open(library) as store:
        play = store.plays.begin("Sesión", PlayHeader("# uno", "1", "d"))
        store.plays.append(play, Recorded(1, datetime.now(UTC), 0.0, "facilitator", Begun()))
        kept = store.plays.copy(play)
    out, other = tmp_path / "e.vecinos", tmp_path / "b.vecinos-library"
    assert main(["pack", "SESIÓN", str(out), "--store", str(library)]) == 0
    Library.open(other).close()
    unpack = ["--lang", "en", "unpack", str(out), "--store", str(other), "--json"]
    for known in (False, True):
        assert main(unpack) == 0
        told = capsys.readouterr()
        assert ("in this library already" in told.err) == known
        (shown,) = json.loads(told.out)
        assert (shown["name"], shown["entries"]) == ("Sesión", 1)
    with Library.open(other) as store:
        assert [store.plays.copy(one.id) for one in store.plays.listed()] == [kept]


def test_that_a_scenario_is_packed_before_a_folder_of_its_name(library: Path) -> None:
    with Library.open(library) as store:
        store.scenarios.create(plan("T"))
    out = library.with_name("t.vecinos")
    assert main(["pack", "t", str(out), "--store", str(library)]) == 0
    assert [each.name for each in read_pack(out)] == ["T"]


def test_that_the_same_scenarios_make_the_same_pack_and_replace_an_old_one(library: Path) -> None:
    packs = []
    for _ in range(2):
        out = library.with_name("t.vecinos")
        assert main(["pack", "T", str(out), "--store", str(library)]) == 0
        packs.append(out.read_bytes())
        out.write_bytes(b"an older one")
    assert packs[0] == packs[1]


def test_that_one_made_under_another_model_is_taken_in_and_told(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Library.open(path).close()
    pack = path.with_name("p.vecinos")
    older = replace(plan("Old"), model_version="2020.1", model_digest="0" * 16)
    pack.write_bytes(packed([older, plan("New")]))
    assert main(["--lang", "en", "unpack", str(pack), "--store", str(path)]) == 0
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "since Old was saved (model 2020.1" in said


FOREIGN = {
    "lever": Scenario("F", Policy({"orbital_lasers": Setting(1.0)})),
    "value": Scenario("F", Policy({"legal_pathways": Setting(1e9)})),
    "event": Scenario("F", Policy({}, (PlannedEvent("alien_landing", Month(2027, 1)),))),
    "month": Scenario("F", Policy({}, (PlannedEvent("hurricane_season", Month(1999, 1)),))),
    "package": Scenario("F", packages=(Package("p", Policy({"orbital_lasers": Setting(1.0)})),)),
    "members": Scenario("F", ensemble=EnsembleChoice(members=2_000_000_000)),
    "seed": Scenario("F", ensemble=EnsembleChoice(seed=-1)),
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_that_a_pack_of_another_model_is_refused_whole(
    kind: str, library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = library.with_name("f.vecinos")
    pack.write_bytes(packed([plan("new"), FOREIGN[kind]]))
    before = whole(library.parent)
    assert main(["--lang", "en", "unpack", str(pack), "--store", str(library)]) == 1
    shown = capsys.readouterr()
    assert (shown.out, shown.err.count("\n")) == ("", 1)
    assert "was not imported: its scenario F holds" in shown.err
    assert whole(library.parent) == before


def test_that_altered_packs_end_with_one_sentence_and_leave_the_library_alone(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = library.with_name("m.vecinos")
    mutator = Mutator(packed([plan("x"), plan("y", "z")]), random.Random(7))
    before, refused = library.read_bytes(), 0
    for _ in range(25):
        altered = mutator.altered()
        if altered.verdict is not Verdict.REFUSED:
            continue
        pack.write_bytes(altered.pack)
        assert main(["unpack", str(pack), "--store", str(library)]) == 1
        shown = capsys.readouterr()
        assert (shown.out, shown.err.count("\n")) == ("", 1)
        assert "command_failed" not in shown.err
        assert library.read_bytes() == before
        refused += 1
    assert refused > 8


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("en", "You had no library yet; {} was made."),
        ("es", "Aún no tenía una biblioteca; se creó {}."),
    ],
)
def test_that_a_pack_which_is_refused_makes_no_library_of_ones_own_and_one_taken_says_so(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    code: str,
    told: str,
) -> None:
    for name, value in home(tmp_path / "home").items():
        monkeypatch.setenv(name, value)
    pack = tmp_path / "p.vecinos"
    pack.write_bytes(packed([plan("x")])[:-1])
    assert main(["unpack", str(pack)]) == 1
    assert not (tmp_path / "home").exists()
    pack.write_bytes(packed([plan("x")]))
    capsys.readouterr()
    assert main(["--lang", code, "unpack", str(pack)]) == 0
    assert capsys.readouterr().err == told.format(default_location()) + "\n"
    assert main(["--lang", code, "unpack", str(pack), "--json"]) == 0
    assert default_location().name not in capsys.readouterr().err
    with Library.open(default_location(), read_only=True) as store:
        assert [each.name for each in store.scenarios.listed()] == ["x 2", "x"]


def test_that_a_library_open_elsewhere_can_be_listed_and_packed_but_not_added_to(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = library.with_name("p.vecinos")
    asked = ["--store", str(library)]
    with Library.open(library) as other:
        before = library.read_bytes()
        assert main(["scenarios", *asked]) == 0
        assert main(["pack", "a", str(pack), *asked]) == 0
        assert main(["check-store", str(library)]) == 0
        assert main(["backups", *asked]) == 0
        capsys.readouterr()
        assert main(["--lang", "en", "unpack", str(pack), *asked]) == 1
        assert "open in another" in capsys.readouterr().err
        assert library.read_bytes() == before
        assert len(other.scenarios.listed()) == 3


def test_that_an_address_works_wherever_a_file_does(library: Path, tmp_path: Path) -> None:
    address = f"sqlite:///{library}"
    out = tmp_path / "p.vecinos"
    assert main(["scenarios", "--store", address]) == 0
    assert main(["pack", "a", str(out), "--store", address]) == 0
    assert main(["unpack", str(out), "--store", address]) == 0
    assert main(["backups", "--store", address]) == 0
    assert main(["check-store", address]) == 0


def test_that_a_moved_vantage_is_where_a_run_from_a_library_starts(
    path: Path, tmp_path: Path
) -> None:
    series, vantage = "mx_remittances_usd", Month(2024, 3)
    day = date(2026, 1, 5)
    with Library.open(path) as store:
        store.scenarios.create(Scenario("Talk", ensemble=EnsembleChoice(members=0)))
        store.observations.add(
            [Observation(series, Month(2024, month), 6.0, "Banxico", day) for month in (1, 2, 3)]
        )
    first: dict[str, str] = {}
    for moved in (None, vantage):
        with Library.open(path) as store:
            store.observations.set_vantage(moved)
        out = tmp_path / f"{moved}.csv"
        words = ["project", "--store", str(path), "--scenario", "Talk", "--out", str(out)]
        assert main(words) == 0
        first[str(moved)] = out.read_text(encoding="utf-8").splitlines()[1].split(",")[0]
    assert first == {"None": "2024-01", "2024-03": "2024-04"}
