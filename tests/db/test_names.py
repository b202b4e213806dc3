"""Names that nobody could see or search for."""

from dataclasses import replace
from pathlib import Path

import pytest

from db.errors import BadFolderError, BadTagError, NameEmptyError, PackDamagedError
from db.library import Library
from db.packs.pack import packed, unpacked
from db.packs.schema import MARK
from db.scenarios.summary import ScenarioQuery
from desktop.domain.scenario import Package, Scenario
from tests.db.pack_mutations import MANIFEST, parts_of, zipped
from tests.db.samples import sample

INVISIBLE = ["\u200b", "\u200d\ufeff", "\u0301", "\u2066\u2069", "\u3164", "\u2800", "\U000e0041"]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Library.open(tmp_path_factory.mktemp("names") / "a.vecinos-library")


@pytest.mark.parametrize("name", INVISIBLE, ids=ascii)
def test_that_a_name_nobody_can_see_is_refused_wherever_one_is_given(
    store: Library, name: str
) -> None:
    with pytest.raises(NameEmptyError):
        store.scenarios.create(Scenario(name))
    with pytest.raises(NameEmptyError):
        store.scenarios.create(replace(sample(), packages=(Package(name),)))
    kept = store.scenarios.create(Scenario(f"seen {name!a}"))
    with pytest.raises(NameEmptyError):
        store.scenarios.rename(kept, name)
    with pytest.raises(NameEmptyError):
        store.versions.keep(kept, name)
    with pytest.raises(BadFolderError):
        store.scenarios.file(kept, f"Talleres/{name}", ())
    with pytest.raises(BadTagError):
        store.scenarios.file(kept, "", (name,))


@pytest.mark.parametrize("name", ["ñ", "墨西哥", "\u200fשלום", "🌵", "—", "हिंदी"])
def test_that_a_name_of_any_script_is_taken(store: Library, name: str) -> None:
    kept = store.scenarios.create(Scenario(name))
    assert store.scenarios.load(kept).name == name


@pytest.mark.parametrize("searched", ["…", "!?", "-", "\u200b"])
def test_that_searching_for_signs_that_are_no_word_finds_nothing(
    tmp_path: Path, searched: str
) -> None:
    with Library.open(tmp_path / "a.vecinos-library") as store:
        store.scenarios.create(Scenario("Berg"))
        assert store.scenarios.listed(ScenarioQuery(text=searched)) == ()
        assert store.scenarios.count(ScenarioQuery(text=searched)) == 0
        assert len(store.scenarios.listed(ScenarioQuery(text="  "))) == 1
        assert len(store.scenarios.listed(ScenarioQuery(text=f"berg {searched}"))) == 1


@pytest.mark.parametrize("digits", [7, 400, 4000, 5000])
def test_that_a_pack_of_an_absurd_format_is_called_damaged(digits: int) -> None:
    # The oldest format holds a scenario without moves.
    parts = parts_of(packed([Scenario("Berg")]))
    known, absurd = f'"{MARK}": 1'.encode(), f'"{MARK}": {"9" * digits}'.encode()
    assert known in parts[MANIFEST]
    pack = zipped({**parts, MANIFEST: parts[MANIFEST].replace(known, absurd)})
    with pytest.raises(PackDamagedError):
        unpacked(pack, "p")
