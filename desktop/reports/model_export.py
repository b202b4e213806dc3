"""One run in two files: the model in XMILE, and what this engine makes of it."""

from pathlib import Path

import numpy as np

from desktop.domain.model.model import Model
from desktop.engine.results.projection import MemberRun
from desktop.reports.output import MODEL_SUFFIXES, check_suffix, write_together
from desktop.reports.xmile.file import xmile

RUN_SUFFIX = ".csv"


def export_model(model: Model, run: MemberRun, path: Path) -> None:
    """Write FILE.xmile and, beside it, FILE.csv with every variable at every step, both or none.

    Raise UnknownFormatError or UnwritableOutputError.
    """
    check_suffix(path, MODEL_SUFFIXES)
    write_together({path: xmile(model, run).encode(), path.with_suffix(RUN_SUFFIX): run_table(run)})


def run_table(run: MemberRun) -> bytes:
    """Return a run as CSV: `time`, months since the vantage, and a column for each variable.

    Numbers have all their digits, so that another program's can be held against them.
    """
    # Adding zero turns a negative zero into a plain one.
    columns = np.column_stack([*run.values.values()]) + 0.0
    lines = [",".join(("time", *run.values))]
    lines += [",".join((str(month), *map(repr, row))) for month, row in enumerate(columns.tolist())]
    return ("\n".join(lines) + "\n").encode()
