"""A cell that no program would write is told in words or read right, and costs no other."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
import sqlalchemy as sa

from db.cells import unfit
from db.errors import DamagedLibraryError
from db.file.integrity_report import check_store
from db.file.rows import Base
from db.library import Library
from tests.db.hostile_cells import Hostile, every, make, sampled, spoil, try_cells

pytestmark = pytest.mark.slow


def _unflushed(connection: Any, _: object) -> None:
    connection.execute("PRAGMA synchronous = OFF")


ONE_OF_EACH_KIND = [
    Hostile("scenario_version", "content", "a word"),
    Hostile("scenario_version", "bands", "deep lists, packed"),
    Hostile("scenario_bands", "content", "bands of depth"),
    Hostile("scenario_bands", "content", "bands to infinity"),
    Hostile("scenario_version", "bands", "bands of no calendar"),
    Hostile("observation", "month", "bytes"),
]
"""Text for what is packed, depth in both places of bands, what no chart shows, bytes for a text."""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Make a library with something in every table; nothing is flushed, for nothing is cut here."""
    path = tmp_path_factory.mktemp("template") / "a.vecinos-library"
    sa.event.listen(sa.Engine, "connect", _unflushed)
    with mock.patch("os.fsync"):
        make(path)
        yield path
    sa.event.remove(sa.Engine, "connect", _unflushed)


def try_all(
    template: Path, tmp_path: Path, cells: list[Hostile], seed: int, request: pytest.FixtureRequest
) -> None:
    account = try_cells(template, tmp_path / "spoilt", cells, seed)
    request.node.user_properties.append(("faults", account.line()))
    assert account.tried > len(cells) / 2
    assert account.short == [], "\n".join((account.line(), *account.short))


def test_that_a_hostile_cell_is_told_in_words_or_read_right(
    template: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    try_all(template, tmp_path, [*ONE_OF_EACH_KIND, *sampled(template, 2, seed=7)], 7, request)


@pytest.mark.long
@pytest.mark.parametrize("table", sorted(Base.metadata.tables))
def test_that_every_hostile_cell_is_told_in_words_or_read_right(
    template: Path, tmp_path: Path, table: str, request: pytest.FixtureRequest
) -> None:
    cells = [cell for cell in every(template) if cell.table == table]
    seed = random.SystemRandom().randrange(2**32)
    random.Random(seed).shuffle(cells)
    try_all(template, tmp_path, cells, seed, request)


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("scenario", "edition", "NUL"),
        ("scenario", "tag_list", "bytes"),
        ("scenario", "assumptions", "bytes"),
        ("scenario", "opened_at", "the last of all instants"),
        ("scenario", "created_at", "an instant that is none"),
        ("scenario", "changed_at", "an instant of another form"),
        ("scenario_chart", "position", "a word"),
        ("scenario_package", "position", "least integer"),
        ("scenario_outcome", "p50", "infinity"),
        ("scenario_version", "made_at", "largest integer"),
        ("observation", "deleted_at", "minus one"),
        ("library_choice", "value", "bytes"),
    ],
)
def test_that_a_cell_that_does_not_fit_its_column_is_damage(
    template: Path, tmp_path: Path, table: str, column: str, value: str
) -> None:
    path = tmp_path / template.name
    path.write_bytes(template.read_bytes())
    assert spoil(path, Hostile(table, column, value))
    before = path.read_bytes()
    for refused in (lambda: Library.open(path), lambda: check_store(path)):
        with pytest.raises(DamagedLibraryError):
            refused()
    assert path.read_bytes() == before


@pytest.mark.mutant
def test_that_cells_nobody_looks_at_are_noticed(template: Path, tmp_path: Path) -> None:
    unseen = "SELECT 1 WHERE 0"
    assert unfit() != unseen
    with mock.patch("db.cells.unfit", return_value=unseen):
        account = try_cells(template, tmp_path / "s", [Hostile("scenario", "edition", "NUL")], 0)
    assert account.short
