import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import platformdirs
import pytest
from hypothesis import given

from db.errors import (
    ChangedElsewhereError,
    LibraryNotFoundError,
    LocationError,
    NameCharacterError,
    NameEmptyError,
    NameTakenError,
    NameTooLongError,
    NotCreatedError,
    NotesTooLongError,
    NotStorableError,
    ReadOnlyLibraryError,
    ReplacedLibraryError,
    ScenarioDamagedError,
    ScenarioNotFoundError,
    VanishedLibraryError,
)
from db.file.connection import file_engine
from db.file.location import default_location, locate
from db.file.opening import LibraryHandle
from db.library import Library
from db.scenarios import mapping
from db.scenarios.serialization import digest
from desktop.domain.clock import Month
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.errors import VecinosError
from desktop.domain.lever import Setting
from desktop.domain.policy import PlannedEvent, Policy
from desktop.domain.scenario import NAME_LIMIT, NOTES_LIMIT, Package, Scenario, TargetLine
from tests.db import servers
from tests.db.samples import sample, scenarios, snapshot
from tests.examples import examples


@pytest.fixture
def path(tmp_path: Path) -> Path:
    # Windows allows no question mark.
    return tmp_path / f"mis 100% escenarios ñ #{'?' if os.name == 'posix' else ''}.vecinos"


@pytest.fixture
def store(location: str | Path) -> Iterator[Library]:
    with Library.open(location) as store:
        yield store


def test_that_a_kept_scenario_comes_back_as_it_was(store: Library, location: str | Path) -> None:
    kept = store.scenarios.create(sample())
    store.close()
    with Library.open(location) as again:
        assert again.scenarios.load(kept) == sample()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with ExitStack() as stack:
        place: str | Path = tmp_path_factory.getbasetemp() / "any.vecinos"
        if servers.is_there():
            place = stack.enter_context(servers.fresh_library())
        yield stack.enter_context(Library.open(place))


@examples(60)
@given(first=scenarios, second=scenarios)
def test_that_any_scenario_survives_being_kept_and_saved_over(
    shared: Library, first: Scenario, second: Scenario
) -> None:
    for summary in shared.scenarios.listed():
        shared.scenarios.delete(summary.id)
    kept = shared.scenarios.create(first)
    assert shared.scenarios.load(kept) == first
    shared.scenarios.save(kept, second)
    assert shared.scenarios.load(kept) == second


def test_that_the_file_at_rest_is_alone_and_in_delete_mode(store: Library, path: Path) -> None:
    store.scenarios.create(sample())
    assert list(snapshot(path.parent)) == [path.name]
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    connection.close()


EXTRA = 3
"""Of PRAGMA synchronous: the removal of the journal is flushed too."""


def test_that_connections_flush_fully_and_mind_foreign_keys(path: Path) -> None:
    Library.open(path).close()
    with file_engine(path, "rw").connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == EXTRA
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_that_a_plain_copy_taken_after_a_save_holds_everything(
    store: Library, path: Path, tmp_path: Path
) -> None:
    kept = store.scenarios.create(sample())
    store.scenarios.save(kept, sample(value=1234.5))
    copy = tmp_path / "copy.vecinos"
    shutil.copyfile(path, copy)
    with Library.open(copy) as copied:
        assert copied.scenarios.load(kept) == sample(value=1234.5)


def test_that_saving_what_is_already_kept_writes_nothing(store: Library, path: Path) -> None:
    kept = store.scenarios.create(sample())
    before = snapshot(path.parent)
    store.scenarios.save(kept, sample())
    assert snapshot(path.parent) == before


def test_that_a_summary_tells_what_a_list_shows(store: Library) -> None:
    before = datetime.now(UTC)
    kept = store.scenarios.create(sample())
    (summary,) = store.scenarios.listed()
    assert (summary.id, summary.name) == (kept, sample().name)
    assert (summary.levers, summary.events) == (2, 2)
    assert summary.model_digest == sample().model_digest
    assert before <= summary.created_at <= summary.changed_at <= datetime.now(UTC)
    assert summary.created_at.tzinfo == UTC
    assert summary.opened_at is None
    assert summary.deleted_at is None


def test_that_the_list_begins_with_what_was_changed_last(store: Library) -> None:
    first, second = store.scenarios.create(sample("a")), store.scenarios.create(sample("b"))
    assert [summary.id for summary in store.scenarios.listed()] == [second, first]
    store.scenarios.save(first, sample("a", value=1.0))
    assert [summary.id for summary in store.scenarios.listed()] == [first, second]


def test_that_renaming_changes_the_name_alone(store: Library) -> None:
    kept = store.scenarios.create(sample())
    store.scenarios.rename(kept, "Otro nombre")
    assert store.scenarios.load(kept) == replace(sample(), name="Otro nombre")


def test_that_a_save_follows_a_rename_by_the_same_store(store: Library) -> None:
    kept = store.scenarios.create(sample())
    store.scenarios.rename(kept, "b")
    store.scenarios.save(kept, sample("b", value=5.0))
    assert store.scenarios.load(kept) == sample("b", value=5.0)


def test_that_a_duplicate_lives_a_life_of_its_own(store: Library) -> None:
    kept = store.scenarios.create(sample("a"))
    twin = store.scenarios.duplicate(kept, "b")
    store.scenarios.save(twin, sample("b", value=1.0))
    assert store.scenarios.load(kept) == sample("a")
    assert store.scenarios.load(twin) == sample("b", value=1.0)


def test_that_a_deleted_scenario_waits_in_the_trash(store: Library) -> None:
    kept = store.scenarios.create(sample())
    store.scenarios.delete(kept)
    assert store.scenarios.listed() == ()
    assert [summary.id for summary in store.scenarios.trash()] == [kept]
    for refused in (
        lambda: store.scenarios.load(kept),
        lambda: store.scenarios.save(kept, sample()),
        lambda: store.scenarios.rename(kept, "b"),
        lambda: store.scenarios.duplicate(kept, "b"),
        lambda: store.scenarios.delete(kept),
        lambda: store.scenarios.set_last_opened(kept),
        lambda: store.scenarios.find(sample().name),
    ):
        with pytest.raises(ScenarioNotFoundError):
            refused()
    store.scenarios.undelete(kept)
    assert store.scenarios.trash() == ()
    assert store.scenarios.load(kept) == sample()


def test_that_only_what_lies_in_the_trash_can_be_taken_out(store: Library) -> None:
    kept = store.scenarios.create(sample())
    with pytest.raises(ScenarioNotFoundError):
        store.scenarios.undelete(kept)
    with pytest.raises(ScenarioNotFoundError):
        store.scenarios.undelete(99)


def test_that_the_id_of_a_purged_scenario_is_not_given_again(store: Library, path: Path) -> None:
    kept = store.scenarios.create(sample())
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("DELETE FROM scenario")
    connection.commit()
    connection.close()
    assert store.scenarios.create(sample()) != kept


@pytest.mark.parametrize(
    "same", ["Año Nuevo", "AÑO NUEVO", "  año   nuevo ", "An\u0303o Nuevo", "año\u00a0nuevo"]
)
def test_that_names_that_look_alike_are_one_name(store: Library, same: str) -> None:
    kept = store.scenarios.create(sample("Año Nuevo"))
    other = store.scenarios.create(sample("b"))
    assert store.scenarios.find(same) == kept
    for refused in (
        lambda: store.scenarios.create(sample(same)),
        lambda: store.scenarios.rename(other, same),
        lambda: store.scenarios.duplicate(other, same),
        lambda: store.scenarios.save(other, sample(same)),
    ):
        with pytest.raises(NameTakenError) as caught:
            refused()
        assert caught.value.fields == {"name": same}
    assert store.scenarios.load(other) == sample("b")


def test_that_a_scenario_may_change_the_case_of_its_own_name(store: Library) -> None:
    kept = store.scenarios.create(sample("plan b"))
    store.scenarios.rename(kept, "Plan B")
    assert store.scenarios.load(kept).name == "Plan B"


def test_that_a_name_given_away_meanwhile_keeps_a_scenario_in_the_trash(store: Library) -> None:
    kept = store.scenarios.create(sample("a"))
    store.scenarios.delete(kept)
    store.scenarios.create(sample("a"))
    with pytest.raises(NameTakenError):
        store.scenarios.undelete(kept)
    assert [summary.id for summary in store.scenarios.trash()] == [kept]


@pytest.mark.parametrize(
    ("scenario", "error"),
    [
        (Scenario(""), NameEmptyError),
        (Scenario(" \u00a0 "), NameEmptyError),
        (Scenario("x" * (NAME_LIMIT + 1)), NameTooLongError),
        (Scenario("two\nlines"), NameCharacterError),
        (Scenario("bell\a"), NameCharacterError),
        (Scenario("nul\0"), NameCharacterError),
        (Scenario("half \ud83c"), NameCharacterError),
        (Scenario("a", notes="x" * (NOTES_LIMIT + 1)), NotesTooLongError),
        (Scenario("a", notes="nul\0"), NotStorableError),
        (Scenario("a", notes="half \ud83c"), NotStorableError),
        (Scenario("a", charts=("\udc00",)), NotStorableError),
        (Scenario("a", Policy({"l": Setting(float("nan"))})), NotStorableError),
        (Scenario("a", Policy({"l": Setting(float("inf"))})), NotStorableError),
        (Scenario("a", Policy({"l": Setting(1.0, ramp=2**40)})), NotStorableError),
        (Scenario("a", Policy({}, (PlannedEvent("e", Month(12345, 1)),))), NotStorableError),
        (Scenario("a", ensemble=EnsembleChoice(seed=2**64)), NotStorableError),
    ],
)
def test_that_what_no_library_could_hold_is_refused_before_anything_is_written(
    store: Library, path: Path, scenario: Scenario, error: type[VecinosError]
) -> None:
    kept = store.scenarios.create(sample())
    before = snapshot(path.parent)
    with pytest.raises(error):
        store.scenarios.create(scenario)
    with pytest.raises(error):
        store.scenarios.save(kept, scenario)
    assert snapshot(path.parent) == before


@pytest.mark.parametrize(
    ("scenario", "part"),
    [
        (Scenario("a", Policy({"l": Setting(1.0, ramp=2**40)})), "settings"),
        (Scenario("a", Policy({"l": Setting(1.0, Month(12345, 1))})), "months"),
        (Scenario("a", packages=(Package("p", Policy({"\0": Setting(1.0)})),)), "settings"),
        (Scenario("a", ensemble=EnsembleChoice(members=2**31)), "ensemble"),
        (Scenario("a", targets=(TargetLine("\0", 1.0),)), "targets"),
    ],
)
def test_that_what_cannot_be_kept_is_told_by_the_part_it_is_in(
    scenario: Scenario, part: str
) -> None:
    with pytest.raises(NotStorableError) as caught:
        mapping.check(scenario)
    assert caught.value.fields == {"part": part}


def test_that_names_and_notes_at_their_limits_are_kept(store: Library) -> None:
    longest = Scenario("🌵" * NAME_LIMIT, notes="ñ" * NOTES_LIMIT)
    assert store.scenarios.load(store.scenarios.create(longest)) == longest


def test_that_the_scenario_opened_last_is_remembered(store: Library, location: str | Path) -> None:
    first, second = store.scenarios.create(sample("a")), store.scenarios.create(sample("b"))
    assert store.scenarios.last_opened() is None
    store.scenarios.set_last_opened(second)
    store.scenarios.set_last_opened(first)
    store.close()
    with Library.open(location) as again:
        assert again.scenarios.last_opened() == first
        again.scenarios.delete(first)
        assert again.scenarios.last_opened() == second


def test_that_a_clock_set_back_does_not_confuse_the_last_opened(path: Path) -> None:
    Library.open(path).close()
    years = iter((2030, 2030, 2030, 2030, 2030, 2020))
    location = locate(path)
    handle = LibraryHandle(location, file_engine(path, "rw"), None, None, None)
    store = Library(handle, now=lambda: datetime(next(years), 1, 1, tzinfo=UTC))
    first, second = store.scenarios.create(sample("a")), store.scenarios.create(sample("b"))
    store.scenarios.set_last_opened(first)
    store.scenarios.set_last_opened(second)
    assert store.scenarios.last_opened() == second


def test_that_opening_a_scenario_is_no_change_of_it(store: Library) -> None:
    kept = store.scenarios.create(sample())
    (before,) = store.scenarios.listed()
    store.scenarios.set_last_opened(kept)
    (after,) = store.scenarios.listed()
    assert after.opened_at is not None
    assert after._replace(opened_at=None) == before


def test_that_two_people_on_one_server_never_overwrite_each_other_silently(
    location: str | Path,
) -> None:
    if not isinstance(location, str):
        return
    with Library.open(location) as one, Library.open(location) as other:
        assert not one.read_only
        assert not other.read_only
        kept = one.scenarios.create(sample())
        assert other.scenarios.load(kept) == sample()
        one.scenarios.save(kept, sample(value=1.0))
        with pytest.raises(ChangedElsewhereError):
            other.scenarios.save(kept, sample(value=2.0))
        assert other.scenarios.load(kept) == sample(value=1.0)
        other.scenarios.save(kept, sample(value=2.0))
        with pytest.raises(ChangedElsewhereError):
            one.scenarios.save(kept, sample(value=3.0))
        one.scenarios.create(Scenario("mine"))
        with pytest.raises(NameTakenError):
            other.scenarios.create(Scenario("MINE"))


def test_that_two_writers_never_overwrite_each_other_silently(path: Path) -> None:
    Library.open(path).close()
    # As on a server, where no lock keeps the second writer out.
    one, two = (
        Library(LibraryHandle(locate(path), file_engine(path, "rw"), None, None, None))
        for _ in range(2)
    )
    kept = one.scenarios.create(sample())
    two.scenarios.load(kept)
    one.scenarios.save(kept, sample(value=1.0))
    with pytest.raises(ChangedElsewhereError):
        two.scenarios.save(kept, sample(value=2.0))
    assert one.scenarios.load(kept) == sample(value=1.0)
    two.scenarios.load(kept)
    two.scenarios.save(kept, sample(value=2.0))
    with pytest.raises(ChangedElsewhereError):
        one.scenarios.save(kept, sample(value=3.0))


def test_that_a_value_altered_behind_the_program_is_not_passed_off_as_the_scenario(
    store: Library, path: Path
) -> None:
    kept = store.scenarios.create(sample())
    connection = sqlite3.connect(path)
    connection.execute("UPDATE scenario_setting SET value = value + 1")
    connection.commit()
    connection.close()
    with pytest.raises(ScenarioDamagedError):
        store.scenarios.load(kept)
    store.scenarios.save(kept, sample())
    assert store.scenarios.load(kept) == sample()


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE scenario SET changed_at = 'yesterday'",
        "UPDATE scenario SET noise = 7",
        "UPDATE scenario_setting SET start = 'soon'",
        "UPDATE scenario_text SET notes = CAST(x'ff' AS TEXT)",
    ],
)
def test_that_a_value_that_is_none_is_told_as_damage(
    store: Library, path: Path, damage: str
) -> None:
    kept = store.scenarios.create(sample())
    connection = sqlite3.connect(path)
    connection.execute(damage)
    connection.commit()
    connection.close()
    with pytest.raises(VecinosError) as caught:
        store.scenarios.load(kept)
    assert caught.value.code in {"scenario_damaged", "library_damaged"}


def test_that_equal_scenarios_have_one_digest() -> None:
    zero, minus_zero = (Scenario("a", Policy({"l": Setting(value)})) for value in (0.0, -0.0))
    assert digest(zero) == digest(minus_zero)
    assert digest(Scenario("a", Policy({"l": Setting(1)}))) == digest(
        Scenario("a", Policy({"l": Setting(1.0)}))
    )
    assert digest(sample()) != digest(replace(sample(), notes=""))


def test_that_a_file_that_vanished_is_told_and_not_made_anew(store: Library, path: Path) -> None:
    kept = store.scenarios.create(sample())
    path.unlink()
    for refused in (
        lambda: store.scenarios.save(kept, sample(value=1.0)),
        lambda: store.scenarios.load(kept),
    ):
        with pytest.raises(VanishedLibraryError) as caught:
            refused()
        assert caught.value.fields == {"path": str(path)}
    assert not path.exists()


@pytest.mark.posix("a folder that goes although a file in it is open")
def test_that_a_folder_that_vanished_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    with Library.open(folder / "a.vecinos") as store:
        shutil.rmtree(folder)
        with pytest.raises(VanishedLibraryError):
            store.scenarios.create(sample())


def test_that_a_library_put_in_the_place_of_the_open_one_is_not_written_to(
    store: Library, path: Path, tmp_path: Path
) -> None:
    kept = store.scenarios.create(sample("a"))
    other = tmp_path / "other.vecinos"
    with Library.open(other) as another:
        another.scenarios.create(sample("b"))
    other.replace(path)
    before = path.read_bytes()
    with pytest.raises(ReplacedLibraryError):
        store.scenarios.save(kept, sample("a", value=1.0))
    assert path.read_bytes() == before


def test_that_an_older_copy_put_in_its_place_is_not_overwritten(
    store: Library, path: Path, tmp_path: Path
) -> None:
    kept = store.scenarios.create(sample())
    older = tmp_path / "older.vecinos"
    shutil.copyfile(path, older)
    store.scenarios.save(kept, sample(value=1.0))
    older.replace(path)
    with pytest.raises(ChangedElsewhereError):
        store.scenarios.save(kept, sample(value=2.0))


def test_that_a_store_opened_for_reading_refuses_every_change(
    store: Library, location: str | Path
) -> None:
    kept = store.scenarios.create(sample())
    with Library.open(location, read_only=True) as reader:
        assert reader.read_only
        assert reader.scenarios.load(kept) == sample()
        for refused in (
            lambda: reader.scenarios.create(sample("b")),
            lambda: reader.scenarios.save(kept, sample(value=1.0)),
            lambda: reader.scenarios.rename(kept, "b"),
            lambda: reader.scenarios.duplicate(kept, "b"),
            lambda: reader.scenarios.delete(kept),
            lambda: reader.scenarios.undelete(kept),
            lambda: reader.scenarios.set_last_opened(kept),
        ):
            with pytest.raises(ReadOnlyLibraryError):
                refused()


def test_that_a_missing_library_is_only_made_where_that_is_wanted(tmp_path: Path) -> None:
    with pytest.raises(LibraryNotFoundError):
        Library.open(tmp_path / "a.vecinos", create=False)
    with pytest.raises(LibraryNotFoundError):
        Library.open(tmp_path / "a.vecinos", read_only=True)
    with pytest.raises(NotCreatedError):
        Library.open(tmp_path / "missing" / "a.vecinos")
    assert list(tmp_path.iterdir()) == []


def test_that_the_default_library_makes_its_own_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "José Ñ" / "datos" / "Vecinos"
    monkeypatch.setattr(platformdirs, "user_data_path", lambda *_, **__: folder)
    assert default_location() == folder / "scenarios.vecinos-library"
    with Library.open(default_location()) as store:
        assert not store.read_only
    assert (folder / "scenarios.vecinos-library").is_file()


def test_that_a_default_folder_that_cannot_be_made_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "home").write_text("a file where a folder should be")
    monkeypatch.setattr(platformdirs, "user_data_path", lambda *_, **__: tmp_path / "home" / "v")
    with pytest.raises(NotCreatedError) as caught:
        Library.open(default_location())
    assert caught.value.fields["folder"] == str(tmp_path / "home" / "v")


@pytest.mark.posix("symbolic links that anybody may make")
def test_that_an_sqlite_address_and_a_link_name_the_same_library(
    store: Library, path: Path, tmp_path: Path
) -> None:
    link = tmp_path / "link.vecinos"
    link.symlink_to(path)
    assert locate(link).file == path
    assert locate(f"sqlite:///{tmp_path}/b.vecinos").file == tmp_path / "b.vecinos"
    with Library.open(link) as other:
        assert other.read_only


@pytest.mark.parametrize("location", ["sqlite://", "nosuch://host/base", "://", "a://b:c/d"])
def test_that_an_address_of_nothing_is_refused(location: str) -> None:
    with pytest.raises(LocationError):
        Library.open(location)


def test_that_the_shown_address_of_a_server_hides_the_password() -> None:
    assert "secret" not in locate("postgresql+psycopg://me:secret@host/base").shown
