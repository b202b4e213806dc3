"""Look through a whole library, scenario by scenario, without changing it."""

import itertools
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from db.errors import LibraryNotFoundError, NewerLibraryError
from db.file import integrity, upgrade
from db.file.connection import file_engine, reported
from db.file.location import locate
from db.library import Library


class Part(StrEnum):
    """Name what can be damaged on its own in a library whose pages are sound."""

    SCENARIO = "scenario"
    UNDO = "undo"
    VERSION = "version"
    OBSERVATION = "observation"
    EXERCISE = "exercise"
    PLAY = "play"
    PIN = "pin"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Damage:
    """Name one thing that is not as it was kept."""

    part: Part
    id: int
    """Of the scenario, the version, the added figure, the exercise or the play.

    A report has that of its play.
    """
    name: str
    """Of the scenario, exercise or play; empty for an added figure."""


@dataclass(frozen=True, slots=True)
class Checkup:
    """Say what a library holds and what of it is damaged."""

    path: str
    format: int
    program_format: int
    bytes: int | None
    """None for a database on a server."""
    scenarios: int
    in_trash: int
    versions: int
    exercises: int
    """In the trash or not."""
    plays: int
    """In the trash or not."""
    reports: int
    """Of plays in the trash or not."""
    damaged: tuple[Damage, ...]
    looked_into: bool
    """False for an older format: pages, keys and format are sound, contents were not read."""


def check_store(location: str | Path) -> Checkup:
    """Check pages, keys and format, then read all that it holds.

    Raises the LibraryError that says what is wrong with the file as a whole. An older library
    is not upgraded; of it only pages, keys and format are checked.
    """
    place = locate(location)
    if place.file is not None:
        if not place.file.exists():
            raise LibraryNotFoundError(path=place.shown)
        found = integrity.read_header(place.file).format
        if found > upgrade.FORMAT:
            raise NewerLibraryError(
                path=place.shown, library_format=found, program_format=upgrade.FORMAT
            )
        if found < upgrade.FORMAT:
            return _older(place.file, found)
    with Library.open(location, create=False, read_only=True) as store:
        lists = (store.scenarios.listed(), store.scenarios.trash())
        names = {summary.id: summary.name for each in lists for summary in each}
        found_in: dict[int, list[Damage]] = {one: [] for one in names}
        for one, (sound, undo_sound) in store.scenarios.soundness(tuple(names)).items():
            if not sound:
                found_in[one].append(Damage(Part.SCENARIO, one, names[one]))
            elif not undo_sound:
                found_in[one].append(Damage(Part.UNDO, one, names[one]))
        versions = 0
        for one, version_id, sound in store.versions.soundness(tuple(names)):
            versions += 1
            if not sound:
                found_in[one].append(Damage(Part.VERSION, version_id, names[one]))
        # Each scenario's own, in the order of the lists.
        damaged = list(itertools.chain.from_iterable(found_in.values()))
        added = store.observations.listed()
        damaged += [Damage(Part.OBSERVATION, one.id, "") for one in added if not one.observation]
        exercises = len(store.exercises.listed()) + len(store.exercises.listed(in_trash=True))
        damaged += [Damage(Part.EXERCISE, *one) for one in store.exercises.damaged()]
        plays = len(store.plays.listed()) + len(store.plays.listed(in_trash=True))
        damaged += [Damage(Part.PLAY, *one) for one in store.plays.damaged()]
        damaged += [Damage(Part.PIN, 0, letter) for letter in store.pins.damaged()]
        damaged += [Damage(Part.REPORT, *one) for one in store.reports.damaged()]
        return Checkup(
            path=store.shown,
            format=upgrade.FORMAT,
            program_format=upgrade.FORMAT,
            bytes=None if place.file is None else place.file.stat().st_size,
            scenarios=len(lists[0]),
            in_trash=len(lists[1]),
            versions=versions,
            exercises=exercises,
            plays=plays,
            reports=store.reports.count(),
            damaged=tuple(damaged),
            looked_into=True,
        )


def _older(path: Path, found: int) -> Checkup:
    place = locate(path)
    engine = file_engine(path, "ro")
    with reported(place), Session(engine) as session:
        integrity.check(session.connection(), place.shown, found)
        deleted = sa.column("deleted_at").is_not(None)
        table = sa.table("scenario", sa.column("deleted_at"))
        rows = session.scalar(sa.select(sa.func.count()).select_from(table)) or 0
        gone = session.scalar(sa.select(sa.func.count()).select_from(table).where(deleted)) or 0
    engine.dispose()
    return Checkup(
        path=place.shown,
        format=found,
        program_format=upgrade.FORMAT,
        bytes=path.stat().st_size,
        scenarios=rows - gone,
        in_trash=gone,
        versions=0,
        exercises=0,
        plays=0,
        reports=0,
        damaged=(),
        looked_into=False,
    )
