"""How fast a large library lists, searches, filters, opens and saves, and what a version takes.

10,000 scenarios of realistic content: 20 levers set, three time profiles, notes of 500 words,
outcomes of 20 indicators in two years; 100,000 versions; 500 undo steps on those that are opened.
The rows are made by the store itself once and then multiplied by SQL.
"""

import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from db.library import Library
from db.packs.pack import MOST_SCENARIOS, packed, unpacked
from db.scenarios.summary import Order, ScenarioQuery
from desktop.domain.band_snapshot import BandSnapshot
from desktop.domain.clock import Month
from desktop.domain.lever import Setting
from desktop.domain.outcome import SUMMARY_YEARS, Outcome
from desktop.domain.policy import PlannedEvent, Policy
from desktop.domain.scenario import Scenario
from desktop.domain.undo_log import MOST_STEPS, UndoLog, UndoStep
from tests.bench.timing import Line, line

SCENARIOS = 10_000
VERSIONS = 10
"""Of each scenario."""
OPENED = 40
PAGE = 200
"""Scenarios that the window asks for at once."""
BUDGET = 50.0
SAVE_BUDGET = 500.0
PACK_BUDGET = 5000.0
VERSION_BUDGET = 4096.0
TIMES = 40


def vocabulary(chosen: random.Random) -> list[str]:
    letters = "aábcdeéfghiíjlmnñoópqrstuúvz"
    return ["".join(chosen.choices(letters, k=chosen.randint(2, 11))) for _ in range(4000)]


def scenario(number: int, words: list[str], chosen: random.Random) -> Scenario:
    # A few words make up most of a text.
    weights = [1 / (place + 10) for place in range(len(words))]
    profiles = (None, Month(2025, 2), Month(2027, 6))
    settings = {
        f"lever_number_{place}": Setting(
            round(chosen.uniform(0, 100), 1), profiles[place % 3], 6 * (place % 3)
        )
        for place in range(20)
    }
    return Scenario(
        f"{chosen.choice(words)} {chosen.choice(words)} {number}",
        Policy(settings, (PlannedEvent("hurricane", Month(2027, 9)),)),
        notes=" ".join(chosen.choices(words, weights, k=500)),
        charts=tuple(f"indicator_number_{place}" for place in range(9)),
        model_version="2026.1",
        model_digest="0123456789abcdef",
        folder=f"Taller {number % 40}/Equipo {number % 7}",
        tags=(f"etiqueta {number % 30}", "borrador"),
    )


def outcomes(chosen: random.Random) -> list[Outcome]:
    return [
        Outcome(f"indicator_number_{place}", year, *sorted(chosen.uniform(0, 100) for _ in "12345"))
        for place in range(20)
        for year in SUMMARY_YEARS
    ]


def bands(chosen: random.Random) -> BandSnapshot:
    """Return the bands of nine charts, a value a year: lines that drift, in widening bands."""
    months = tuple(Month(year, 12) for year in range(2023, 2037))
    curves = {}
    for place in range(9):
        median, years = chosen.uniform(20, 1000), []
        for year in range(len(months)):
            median *= chosen.uniform(0.93, 1.09)
            wide = 0.06 * median * year**0.5
            years.append([median + wide * part for part in (-2.1, -0.8, 0.0, 0.9, 2.4)])
        curves[f"indicator_number_{place}"] = tuple(zip(*years, strict=True))
    return BandSnapshot("2026.1", "0123456789abcdef" * 3, months, curves)


def trail(first: Scenario, chosen: random.Random) -> tuple[Scenario, UndoLog]:
    steps, now = [], first
    for _ in range(MOST_STEPS):
        lever = f"lever_number_{chosen.randrange(20)}"
        policy = now.policy.with_setting(lever, Setting(round(chosen.uniform(0, 100), 1)))
        after = replace(now, policy=policy)
        steps.append(UndoStep("command.set_lever", lever, now, after))
        now = after
    return now, UndoLog(tuple(steps))


def fill(path: Path) -> list[int]:
    """Make the library and return the ids of the scenarios to open."""
    chosen = random.Random(7)
    words = vocabulary(chosen)
    with Library.open(path) as store:
        made = [scenario(number, words, chosen) for number in range(SCENARIOS)]
        ids = list(store.scenarios.create_all(made))
        picked = chosen.sample(range(SCENARIOS), OPENED)
        for place in picked:
            store.scenarios.save(ids[place], *trail(made[place], chosen))
        store.versions.keep(ids[0])
        store.runs.keep(ids[0], store.scenarios.load(ids[0]), (), bands(chosen))
    with sqlite3.connect(path) as connection:
        rows = [
            (one, o.indicator, o.year, o.p05, o.p25, o.p50, o.p75, o.p95)
            for one in ids
            for o in outcomes(chosen)
        ]
        connection.executemany("INSERT INTO scenario_outcome VALUES (?,?,?,?,?,?,?,?)", rows)
        connection.execute(
            "INSERT INTO scenario_version (scenario_id, made_at, name, cause, digest,"
            " model_version, content, run_digest, bands)"
            " SELECT s.id, datetime(v.made_at, '-' || n.value || ' hours') || '.000000', '',"
            " v.cause, v.digest, v.model_version, v.content, v.run_digest, v.bands"
            " FROM scenario s, (SELECT value FROM json_each('[1,2,3,4,5,6,7,8,9,10]')) n,"
            " (SELECT * FROM scenario_version ORDER BY id DESC LIMIT 1) v"
        )
    connection.close()
    return [ids[place] for place in picked]


def timed(name: str, act: Callable[[], object], budget: float = BUDGET, times: int = TIMES) -> Line:
    found = []
    for _ in range(times + 3):
        began = time.perf_counter()
        act()
        found.append((time.perf_counter() - began) * 1000)
    return line(name, found, budget, warm_up=3)


def main() -> int:
    """Print one line a measurement."""
    with tempfile.TemporaryDirectory(prefix="vecinos-bench-") as folder:
        path = Path(folder) / "large.vecinos-library"
        opened = fill(path)
        with Library.open(path) as store:
            for found in measure(store, path, opened):
                sys.stdout.write(found.json() + "\n")
                sys.stdout.flush()
    return 0


def measure(store: Library, path: Path, opened: list[int]) -> list[Line]:
    chosen = random.Random(2)
    words = vocabulary(random.Random(7))

    def listed(**asked: object) -> Callable[[], object]:
        return lambda: store.scenarios.listed(ScenarioQuery(**asked))  # type: ignore[arg-type]  # by name

    def word() -> str:
        return chosen.choice(words)[:6]

    def searched() -> object:
        return store.scenarios.listed(ScenarioQuery(text=word(), limit=PAGE))

    def searched_in_vain() -> object:
        return store.scenarios.listed(ScenarioQuery(text=f"{word()}qqq", limit=PAGE))

    def two_words() -> object:
        text = f"{chosen.choice(words[:400])} {chosen.choice(words[:400])}"
        return store.scenarios.listed(ScenarioQuery(text=text, limit=PAGE))

    def open_one() -> object:
        one = chosen.choice(opened)
        return store.scenarios.load(one), store.scenarios.undo_log(one)

    def any_page(**asked: object) -> Callable[[], object]:
        return lambda: store.scenarios.listed(
            ScenarioQuery(first=chosen.randrange(0, SCENARIOS, PAGE), limit=PAGE, **asked)  # type: ignore[arg-type]  # by name
        )

    by_outcome = {"indicator": "indicator_number_4", "year": 2030}
    found = [
        timed("store: list, first 200 of 10,000", listed(limit=PAGE)),
        timed("store: list, any page of 200", any_page()),
        timed("store: order by name, any page of 200", any_page(order=Order.NAME)),
        timed(
            "store: order by outcome, any page of 200", any_page(**by_outcome, order=Order.OUTCOME)
        ),
        timed(
            "store: count what a word finds",
            lambda: store.scenarios.count(ScenarioQuery(text=word())),
        ),
        timed("store: list all 10,000 at once, which no window does", listed()),
        timed(
            "store: filter by outcome and tag",
            listed(**by_outcome, least=80.0, tags=("etiqueta 3",)),
        ),
        timed("store: filter by folder", listed(folder="Taller 3")),
        timed("store: search for a word in notes, first 200", searched),
        timed("store: search for a word that is nowhere", searched_in_vain),
        timed("store: search for two words, first 200", two_words),
        timed(
            "store: folders and tags", lambda: (store.scenarios.folders(), store.scenarios.tags())
        ),
        timed("store: open with 500 undo steps", open_one),
        timed("store: list ten versions", lambda: store.versions.listed(chosen.choice(opened))),
    ]
    one = opened[0]
    now, held = store.scenarios.load(one), store.scenarios.undo_log(one)

    def save() -> None:
        nonlocal now, held
        policy = now.policy.with_setting("lever_number_1", Setting(chosen.uniform(0, 100)))
        after = replace(now, policy=policy)
        held = UndoLog(
            (*held.done[1:], UndoStep("command.set_lever", "lever_number_1", now, after))
        )
        store.scenarios.save(one, after, held)
        now = after

    found.append(timed("store: save one lever with its undo step", save, SAVE_BUDGET))
    pack = packed(scenario(number, words, chosen) for number in range(MOST_SCENARIOS))
    found.append(
        timed(
            "store: bring in a pack of 1,000",
            lambda: store.scenarios.create_all(unpacked(pack, "pack")),
            PACK_BUDGET,
            times=3,
        )
    )
    with sqlite3.connect(path) as connection:
        lengths = connection.execute(
            "SELECT length(content) + length(bands) + 180 FROM scenario_version"
            " WHERE bands IS NOT NULL LIMIT 100"
        )
        sizes = [float(size) for (size,) in lengths]
    connection.close()
    found.append(
        replace(
            line("store: a version of one changed lever", sizes, VERSION_BUDGET, warm_up=0),
            unit="bytes",
        )
    )
    return found


if __name__ == "__main__":
    sys.exit(main())
