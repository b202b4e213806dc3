"""What lies beside a scenario: undo steps, versions, outcomes, places; and lists of all that."""

import itertools
import random
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import (
    BadFolderError,
    BadTagError,
    UndoDamagedError,
    VersionDamagedError,
    VersionNotFoundError,
)
from db.file.integrity import read_header
from db.file.location import locate
from db.file.opening import open_library
from db.library import Library
from db.scenarios import undo_log as trails
from db.scenarios.serialization import content, scenario_of
from db.scenarios.summary import Cause, Order, ScenarioQuery
from desktop.domain.clock import Month
from desktop.domain.lever import Setting
from desktop.domain.outcome import Outcome
from desktop.domain.policy import Policy
from desktop.domain.scenario import Package, Scenario, TargetLine
from desktop.domain.undo_log import MOST_STEPS, UndoLog, UndoStep
from tests.db.samples import NO_CURVES, sample, scenarios, snapshot
from tests.examples import examples

LEGACY = Path(__file__).parent / "legacy"
START = datetime(2026, 1, 1, 9, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.vecinos"


@pytest.fixture
def store(location: str | Path, clock: Clock) -> Iterator[Library]:
    with Library(open_library(locate(location), create=True, read_only=False), clock) as store:
        yield store


def full(name: str = "Todo") -> Scenario:
    package = Package("Carnegie", Policy({"coop_framework": Setting(3.0, Month(2025, 3), 12)}))
    return replace(
        sample(name),
        folder="Talleres/Ciudad de México",
        tags=("Borrador", "taller 3"),
        packages=(package, Package("Berg", Policy({"dea_access": Setting(60.0)}))),
        targets=(TargetLine("remittances", 70.0, Month(2030, 12)), TargetLine("remittances", 1.5)),
    )


def walk(first: Scenario, values: list[float]) -> tuple[Scenario, UndoLog]:
    steps = []
    now = first
    for value in values:
        policy = now.policy.with_setting("legal_pathways", Setting(value))
        after = replace(now, policy=policy, notes=f"{now.notes[:40]} {value}")
        steps.append(UndoStep("command.set_lever", "legal_pathways", now, after))
        now = after
    return now, UndoLog(tuple(steps))


def test_that_a_new_scenario_is_kept_with_its_undo_history_or_not_at_all(
    store: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, trail = walk(sample("new"), [1.0, 2.0])
    kept = store.scenarios.create(now, trail)
    assert (store.scenarios.load(kept), store.scenarios.undo_log(kept)) == (now, trail)
    later, longer = walk(now, [3.0])
    store.scenarios.save(kept, later, UndoLog((*trail.done, *longer.done)))
    assert len(store.scenarios.undo_log(kept).done) == 3

    def fails(step: UndoStep) -> trails.KeptStep:
        raise OSError(step.label)

    monkeypatch.setattr(trails, "packed", fails)
    with pytest.raises(OSError, match=r".*"):
        store.scenarios.create(replace(now, name="never"), trail)
    assert [summary.name for summary in store.scenarios.listed()] == ["new"]


def test_that_packages_folder_tags_and_targets_come_back(
    store: Library, location: str | Path
) -> None:
    kept = store.scenarios.create(full())
    store.close()
    with Library.open(location) as again:
        assert again.scenarios.load(kept) == full()
        assert again.scenarios.folders() == ("Talleres/Ciudad de México",)
        assert again.scenarios.tags() == (("Borrador", 1), ("taller 3", 1))


def test_that_the_later_package_wins_and_own_settings_win_over_both() -> None:
    first = Package("a", Policy({"x": Setting(1.0), "y": Setting(1.0), "z": Setting(1.0)}))
    second = Package("b", Policy({"y": Setting(2.0), "z": Setting(2.0)}))
    scenario = Scenario("s", Policy({"z": Setting(3.0)}), packages=(first, second))
    assert [one.value for one in scenario.combined.settings.values()] == [1.0, 2.0, 3.0]


@examples(100)
@given(scenario=scenarios)
def test_that_plain_data_gives_back_any_scenario(scenario: Scenario) -> None:
    assert scenario_of(content(scenario)) == scenario


@examples(100)
@given(chain=st.lists(scenarios, min_size=1, max_size=5), undone=st.integers(0, 4))
def test_that_kept_steps_lead_through_any_scenarios(chain: list[Scenario], undone: int) -> None:
    pairs = [UndoStep("l", None, a, b) for a, b in itertools.pairwise(chain)]
    at = max(0, len(pairs) - undone)
    trail = UndoLog(tuple(pairs[:at]), tuple(reversed(pairs[at:])))
    kept = [[trails.packed(step) for step in steps] for steps in (trail.done, trail.undone)]
    assert trails.unpacked(chain[at], *kept) == trail


def test_that_the_undo_history_survives_a_restart_with_what_was_undone(
    store: Library, location: str | Path
) -> None:
    now, trail = walk(sample(), [1.0, 2.0, 3.0])
    kept = store.scenarios.create(sample())
    store.scenarios.save(kept, now, trail)
    undone = UndoLog(trail.done[:1], (trail.done[2], trail.done[1]))
    store.scenarios.save(kept, trail.done[0].after, undone)
    store.close()
    with Library.open(location) as again:
        assert again.scenarios.load(kept) == trail.done[0].after
        assert again.scenarios.undo_log(kept) == undone
        again.scenarios.save(kept, sample(), UndoLog())
        assert again.scenarios.undo_log(kept) == UndoLog()


def test_that_saving_one_more_step_writes_that_step_only(store: Library, path: Path) -> None:
    now, trail = walk(sample(), [float(each) for each in range(MOST_STEPS)])
    kept = store.scenarios.create(sample())
    store.scenarios.save(kept, now, trail)
    more, last = walk(now, [9999.0])
    store.scenarios.save(kept, more, UndoLog((*trail.done[1:], *last.done)))
    with sqlite3.connect(path) as connection:
        found = connection.execute("SELECT min(number), max(number), count(*) FROM scenario_step")
        assert found.fetchone() == (2, MOST_STEPS + 1, MOST_STEPS)
        (size,) = connection.execute("SELECT max(length(change)) FROM scenario_step").fetchone()
        assert size < 300
    connection.close()
    assert store.scenarios.undo_log(kept).done[-1] == last.done[0]
    assert store.scenarios.undo_log(kept).done[0] == trail.done[1]


@pytest.mark.slow
@pytest.mark.parametrize("steps", [40, pytest.param(120, marks=pytest.mark.long)])
def test_that_the_store_agrees_with_a_history_kept_in_memory(
    store: Library, location: str | Path, steps: int
) -> None:
    chosen = random.Random(3)
    now, done, undone = sample(), [], []  # type: ignore[var-annotated]  # steps, by the first
    kept = store.scenarios.create(now)
    for _ in range(steps):
        act = chosen.random()
        if act < 0.5:
            now, one = walk(now, [chosen.uniform(0, 100)])
            done, undone = [*done, *one.done][-20:], []
        elif act < 0.75 and done:
            undone.append(done.pop())
            now = undone[-1].before
        elif act < 0.9 and undone:
            done.append(undone.pop())
            now = done[-1].after
        elif act > 0.97:
            store.scenarios.rename(kept, "other")
            now = replace(now, name="other")
        store.scenarios.save(kept, now, UndoLog(tuple(done), tuple(undone)))
        if act > 0.9:
            with Library.open(location, read_only=True) as again:
                assert again.scenarios.load(kept) == now
                found = again.scenarios.undo_log(kept)
            assert len(found.done) == len(done)
            assert [step.after.policy for step in found.undone] == [s.after.policy for s in undone]


def test_that_a_damaged_undo_history_is_told_and_the_scenario_still_opens(
    store: Library, path: Path
) -> None:
    now, trail = walk(sample(), [1.0, 2.0])
    kept = store.scenarios.create(sample())
    store.scenarios.save(kept, now, trail)
    for change in ("{}x", "[]", '{"settings": {"legal_pathways": [[{"value": 7.0}], []]}}'):
        with sqlite3.connect(path) as connection:
            connection.execute("UPDATE scenario_step SET change = ? WHERE number = 2", (change,))
        connection.close()
        with pytest.raises(UndoDamagedError):
            store.scenarios.undo_log(kept)
        assert store.scenarios.load(kept) == now


def test_that_a_version_is_made_at_most_once_in_ten_minutes_of_editing(
    store: Library, clock: Clock
) -> None:
    kept = store.scenarios.create(sample())
    for minute in range(25):
        clock.now = START + timedelta(minutes=minute)
        store.scenarios.save(kept, sample(value=float(minute)))
    made = [version.made_at for version in store.versions.listed(kept)]
    assert made == [START + timedelta(minutes=minute) for minute in (20, 10, 0)]
    assert {version.cause for version in store.versions.listed(kept)} == {Cause.EDITED}


def test_that_two_savings_in_one_instant_make_one_version(store: Library) -> None:
    kept = store.scenarios.create(sample())
    for value in (1.0, 2.0):
        store.scenarios.save(kept, sample(value=value))
    assert [version.made_at for version in store.versions.listed(kept)] == [START]


def test_that_a_kept_version_gives_back_its_state_and_is_not_made_twice(
    store: Library, clock: Clock
) -> None:
    kept = store.scenarios.create(full())
    first = store.versions.keep(kept)
    assert store.versions.keep(kept, "Antes del taller") == first
    clock.now += timedelta(minutes=1)
    store.scenarios.save(kept, sample("Otro"))
    second = store.versions.keep(kept, cause=Cause.LEFT)
    assert [(v.id, v.name, v.cause) for v in store.versions.listed(kept)] == [
        (second, "", Cause.LEFT),
        (first, "Antes del taller", Cause.KEPT),
    ]
    assert store.versions.load(first) == full()
    assert store.versions.load(second) == sample("Otro")
    with pytest.raises(VersionNotFoundError):
        store.versions.load(99)


def test_that_versions_nobody_named_thin_to_one_a_day_after_thirty_days(
    store: Library, clock: Clock
) -> None:
    kept = store.scenarios.create(sample())
    for hour in range(0, 48, 6):
        clock.now = START + timedelta(hours=hour)
        store.scenarios.save(kept, sample(value=float(hour)))
    named = store.versions.listed(kept)[-1].id
    store.versions.rename(named, "first")
    clock.now = START + timedelta(days=40)
    store.scenarios.save(kept, sample(value=999.0))
    made = [version.made_at - START for version in store.versions.listed(kept)]
    assert made == [
        timedelta(days=40),
        timedelta(hours=42),
        timedelta(hours=36),
        timedelta(hours=12),
        timedelta(0),
    ]


@pytest.mark.slow
def test_that_a_version_of_one_changed_lever_takes_four_kibibytes_at_most(
    store: Library, path: Path, clock: Clock
) -> None:
    chosen = random.Random(1)
    letters = "abcdefghilmnoprstuv"
    words = ["".join(chosen.choices(letters, k=chosen.randint(2, 10))) for _ in range(900)]
    large = Scenario(
        "Grande",
        Policy(
            {
                f"lever_number_{n}": Setting(chosen.uniform(0, 100), Month(2025, 2), 6)
                for n in range(20)
            }
        ),
        notes=" ".join(chosen.choices(words, k=500)),
        model_digest="0123456789abcdef",
    )
    kept = store.scenarios.create(large)
    before = path.stat().st_size
    for hour in range(100):
        clock.now = START + timedelta(hours=hour)
        policy = large.policy.with_setting("lever_number_3", Setting(float(hour)))
        store.scenarios.save(kept, replace(large, policy=policy))
    assert len(store.versions.listed(kept)) == 100
    assert (path.stat().st_size - before) / 100 <= 4096


def test_that_an_altered_version_is_refused(store: Library, path: Path) -> None:
    kept = store.scenarios.create(sample())
    version = store.versions.keep(kept)
    other = store.scenarios.create(sample("other"))
    store.versions.keep(other)
    with sqlite3.connect(path) as connection:
        connection.execute(
            "UPDATE scenario_version SET content = "
            "(SELECT content FROM scenario_version WHERE scenario_id = ?) WHERE id = ?",
            (other, version),
        )
    connection.close()
    with pytest.raises(VersionDamagedError):
        store.versions.load(version)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE scenario_version SET content = x'00ff'")
    connection.close()
    with pytest.raises(VersionDamagedError):
        store.versions.load(version)


def test_that_lists_are_searched_filtered_and_ordered_by_outcome(store: Library) -> None:
    one = store.scenarios.create(full("Vías legales"))
    two = store.scenarios.create(
        replace(sample("Aranceles"), folder="Talleres", notes="Añejo 100% acción")
    )
    three = store.scenarios.create(
        replace(sample("Zeta"), folder="Talleres 2", notes="", tags=("BORRADOR",))
    )
    for number, (kept, level) in enumerate([(one, 5.0), (two, 1.0)]):
        found = (Outcome("remittances", 2030, 0.0, 1.0, level, 8.0, 9.0 + number),)
        store.runs.keep(kept, store.scenarios.load(kept), found, NO_CURVES)
        assert store.runs.outcomes_of((kept,), "remittances") == {kept: found}

    def ids(**asked: object) -> list[int]:
        return [each.id for each in store.scenarios.listed(ScenarioQuery(**asked))]  # type: ignore[arg-type]  # fields by name

    assert ids() == [three, two, one]
    assert ids(text="VIAS") == [one]
    assert ids(text="anejo accion") == [two]
    assert ids(text="accion vias") == []
    assert ids(text="100%") == [two]
    assert ids(folder="talleres", order=Order.NAME) == [two, one]
    assert ids(tags=("borrador",), order=Order.CREATED, reverse=True) == [one, three]
    assert ids(tags=("borrador", "TALLER 3")) == [one]
    by_outcome = {"indicator": "remittances", "order": Order.OUTCOME}
    assert ids(**by_outcome) == [two, one, three]
    assert ids(**by_outcome, reverse=True) == [one, two, three]
    assert ids(**by_outcome, most=2.0) == [two]
    assert ids(limit=1) == [three]
    summary = store.scenarios.listed(ScenarioQuery(text="vias", indicator="remittances"))[0]
    assert (summary.outcome, summary.tags) == (5.0, ("Borrador", "taller 3"))
    assert summary.levers == len(full().combined.settings)


def test_that_a_folder_or_tag_that_is_none_is_refused(store: Library) -> None:
    for folder in ("/", "a//b", "a/", "a\nb", "x" * 241):
        with pytest.raises(BadFolderError):
            store.scenarios.create(replace(sample(), folder=folder))
    for tag in ("", " ", "a\tb", "x" * 41):
        with pytest.raises(BadTagError):
            store.scenarios.create(replace(sample(), tags=(tag,)))


def test_that_a_library_of_the_first_format_is_upgraded_with_all_it_holds(path: Path) -> None:
    shutil.copyfile(LEGACY / "format-1.vecinos", path)
    assert read_header(path).format == 1
    with Library.open(path) as store:
        assert store.kept == path.with_name("a.format-1.vecinos")
        first, second = sorted(store.scenarios.listed(), key=lambda each: each.id)
        assert store.scenarios.load(first.id) == sample()
        assert (first.levers, first.events, store.scenarios.last_opened()) == (2, 2, first.id)
        assert (second.name, second.levers, second.events) == ("Statu quo 2024", 0, 0)
        assert [each.name for each in store.scenarios.trash()] == ["Papelera"]
        assert [each.id for each in store.scenarios.listed(ScenarioQuery(text="nandu"))] == [
            first.id
        ]
        assert store.scenarios.create(sample("nuevo")) == 4
        store.scenarios.save(first.id, full("Fronteras"), UndoLog())
        assert store.scenarios.load(first.id) == full("Fronteras")
    assert (LEGACY / "format-1.vecinos").read_bytes()[:6] == b"SQLite"
    assert set(snapshot(path.parent)) == {"a.vecinos", "a.format-1.vecinos"}


def test_that_pages_by_outcome_end_with_what_has_none(store: Library) -> None:
    ids = list(store.scenarios.create_all(Scenario(f"s{number}") for number in range(12)))
    for place, kept in enumerate(ids[::2]):
        outcome = Outcome("remittances", 2030, 0.0, 0.0, 50.0 - place, 90.0, 99.0)
        store.runs.keep(kept, store.scenarios.load(kept), (outcome,), NO_CURVES)

    def asked(first: int, limit: int | None, *, reverse: bool) -> list[int]:
        query = ScenarioQuery(
            indicator="remittances",
            order=Order.OUTCOME,
            first=first,
            limit=limit,
            reverse=reverse,
        )
        return [one.id for one in store.scenarios.listed(query)]

    with_, without = list(reversed(ids[::2])), list(ids[1::2])
    for order, reverse in ((with_ + without, False), (with_[::-1] + without, True)):
        assert asked(0, None, reverse=reverse) == order
        for size in (1, 4, 5, 6, 7, 20):
            for first in range(0, 15, size):
                assert asked(first, size, reverse=reverse) == order[first : first + size]
