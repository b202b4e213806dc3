"""What ships is read once a process: nothing can change it, and its files stay as they are.

What is read from any other folder is read each time. What a model compiles into and the members
of a choice are made once as well: they are values that hang on nothing else. The tables of a new
library are worked out from the migrations once a process, and laid out as they came in every
library after the first.
"""

import threading
from collections.abc import Callable, Hashable, Sequence
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import sqlalchemy as sa

from db.file import integrity
from desktop.domain.clock import Month
from desktop.domain.historical_record import Past
from desktop.domain.model.model import Model
from desktop.domain.observation import Observation
from desktop.domain.wording import LanguageCode
from desktop.engine.compile import compiler
from desktop.language.language import Language
from desktop.modelfiles.resources import RESOURCES

KEPT = 24
"""Models kept: the vantages that tests come back to."""


COMPILED, MEMBERS = 64, 16
"""Parts of compiled models, and ensembles, that are kept."""

Given = ParamSpec("Given")
Made = TypeVar("Made")


def made_once(
    make: Callable[Given, Made], asked: Callable[..., Hashable], most: int
) -> Callable[Given, Made]:
    """Return a `make` that remembers what it made last, by what `asked` makes of its arguments.

    The arguments are kept too, so that none is taken for another that has its address later.
    """
    kept: dict[Hashable, tuple[object, Made]] = {}
    lock = threading.Lock()

    @wraps(make)
    def found(*given: Given.args, **further: Given.kwargs) -> Made:
        key = asked(*given, **further)
        with lock:
            known = kept.pop(key, None)
            if known is not None:
                kept[key] = known
                return known[1]
        made = make(*given, **further)
        with lock:
            kept[key] = given, made
            while len(kept) > most:
                del kept[next(iter(kept))]
        return made

    return found


def compiled_once() -> None:
    """Have the compiler remember equations, graphs, stages and members."""
    place: Any = compiler
    place.read_equations = made_once(place.read_equations, id, COMPILED)
    # Equations of one model share their auxiliaries, folded or not.
    graphs = made_once(
        place.build_graph,
        lambda of, wanted, _: (id(of.auxiliaries), bool(of.certain), tuple(wanted)),
        COMPILED,
    )
    place.build_graph = graphs
    place.Stages = made_once(place.Stages, lambda graph, _, pushed: (id(graph), pushed), COMPILED)
    place.draw = made_once(
        place.draw, lambda of, choice, under, **_: (id(of), choice, under), MEMBERS
    )


def models_read_once(read_model: Callable[..., Model]) -> Callable[..., Model]:
    """Return a `read_model` that remembers what it read of the shipped files."""
    remembered = lru_cache(KEPT)(read_model)

    @wraps(read_model)
    def read(
        folder: Path = RESOURCES,
        vantage: Month | None = None,
        horizon: Month | None = None,
        *,
        calibrated: bool = True,
        observations: Sequence[Observation] = (),
    ) -> Model:
        reader = remembered if folder == RESOURCES else read_model
        return reader(
            folder, vantage, horizon, calibrated=calibrated, observations=tuple(observations)
        )

    return read


def records_read_once(read_record: Callable[..., Past]) -> Callable[..., Past]:
    """Return a `read_record` that remembers what it read of the shipped files."""
    remembered = lru_cache(1)(read_record)

    @wraps(read_record)
    def read(folder: Path = RESOURCES) -> Past:
        return remembered(folder) if folder == RESOURCES else read_record(folder)

    return read


def languages_read_once(load: Callable[..., Language]) -> Callable[..., Language]:
    """Return a `load_language` that remembers what it read of the shipped catalogues."""
    remembered = lru_cache(2)(load)

    @wraps(load)
    def read(code: LanguageCode, resources_dir: Path) -> Language:
        reader = remembered if resources_dir == RESOURCES else load
        return reader(code, resources_dir)

    return read


def tables_found_once(migrate: Callable[[sa.Connection, int], None]) -> Callable[..., None]:
    """Return a `migrate` that remembers what it made of an empty file."""
    remembered: dict[int, list[str]] = {}

    @wraps(migrate)
    def lay_out(connection: sa.Connection, format_number: int) -> None:
        def made() -> list[str]:
            # What bears SQLite's own name, it makes itself.
            listed = "SELECT sql FROM sqlite_master WHERE name NOT LIKE 'sqlite%' ORDER BY rowid"
            return list(connection.exec_driver_sql(listed).scalars())

        bare = connection.dialect.name == "sqlite" and not made()
        if not bare or format_number not in remembered:
            migrate(connection, format_number)
            if bare:
                reached = integrity.revision_id(format_number)
                filled = f"INSERT INTO {integrity.VERSION_TABLE} VALUES ('{reached}')"
                remembered[format_number] = [*made(), filled]
        else:
            for statement in remembered[format_number]:
                connection.exec_driver_sql(statement)

    return lay_out
