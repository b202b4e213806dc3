"""The table of an exploration, written block by block, and the blocks that are kept until then."""

import importlib
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import platformdirs

from desktop.analysis.exploration import Design, FloatArray, columns
from desktop.domain.errors import VecinosError
from desktop.domain.exploration import Exploration
from desktop.reports.output import whole_file
from desktop.reports.table import Table, append_csv, frame

CSV, PARQUET = ".csv", ".parquet"
LONG_TABLE_SUFFIXES = (CSV, PARQUET)


class ParquetNeedsError(VecinosError):
    """Fields: none. The library that writes Parquet is not there."""

    code = "parquet_needs"


def check_writable(path: Path) -> None:
    """Raise ParquetNeedsError where a table of this suffix cannot be written here."""
    if path.suffix.lower() == PARQUET and find_spec("pyarrow") is None:
        raise ParquetNeedsError


def kept_folder() -> Path:
    """Return where explorations keep the blocks that have come."""
    return platformdirs.user_cache_path("Vecinos", appauthor=False) / "exploration"


@dataclass(frozen=True, slots=True)
class KeptBlocks:
    """Keep the blocks of one exploration, each a file of plain numbers, until all have come."""

    folder: Path

    def forget(self) -> None:
        """Keep nothing of it any more."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def keep(self, first: int, block: FloatArray) -> None:
        """Keep a block by its first point, whole or not at all."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with whole_file(self._path(first)) as temporary:
            np.save(temporary, block, allow_pickle=False)

    def read(self, first: int, rows: int, width: int) -> FloatArray | None:
        """Return a block of so many rows and columns; None where it is not there, or damaged."""
        with suppress(OSError, ValueError, EOFError):
            found = np.load(self._path(first), allow_pickle=False)
            if found.shape == (rows, width) and found.dtype == np.float64:
                block: FloatArray = found
                return block
        return None

    def _path(self, first: int) -> Path:
        return self.folder / f"{first:07d}.npy"


def rows_of(asked: Exploration, points: Design, first: int, block: FloatArray) -> Table:
    """Return a block as rows: a run each, what it is and what it comes to."""
    members, last = asked.members, first + len(block) // asked.members
    each = slice(first, last)

    def told(values: object) -> object:
        return np.repeat(np.asarray(values), members)

    arrays = [
        told(np.arange(first, last)),
        np.tile(np.arange(members), last - first),
        told(np.asarray(asked.seeds)[points.seeds[each]]),
        told(np.asarray(asked.assumptions)[points.assumptions[each]]),
        *(told(column) for column in points.levers[each].T),
        *(told(column) for column in points.parameters[each].T),
        *block.T,
    ]
    return frame(columns(asked), arrays)


def write_exploration(path: Path, tables: Iterator[Table]) -> None:
    """Write tables one below the other, as CSV or Parquet, whole or not at all.

    Raise ParquetNeedsError or UnwritableOutputError.
    """
    check_writable(path)
    with whole_file(path) as temporary:
        if path.suffix.lower() == CSV:
            with temporary.open("wb") as stream:
                for place, table in enumerate(tables):
                    append_csv(table, stream, first=place == 0)
            return
        _write_parquet(temporary, tables)


def _write_parquet(path: Path, tables: Iterator[Table]) -> None:
    # Large, and only there where somebody wants it.
    arrow, parquet = (importlib.import_module(name) for name in ("pyarrow", "pyarrow.parquet"))
    writer = None
    try:
        for table in tables:
            found = arrow.Table.from_pandas(table, preserve_index=False)
            writer = writer or parquet.ParquetWriter(path, found.schema)
            writer.write_table(found)
    finally:
        if writer is not None:
            writer.close()
