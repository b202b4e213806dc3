"""Compare the model with the accepted figures, or with another version: `python -m tests.golden`.

Exits 1 where anything moved, except beside another version, which is asked for to see what did.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from desktop.modelfiles.read import read_model
from tests.golden import bits
from tests.golden.comparison import LISTED, Comparison, compare
from tests.golden.versions import ROOT, VersionError, accept, accepted, here, other

WHOLE = ROOT / "out" / "golden.csv"


def main(arguments: Sequence[str] | None = None) -> int:
    """Tell what moved."""
    parser = argparse.ArgumentParser(prog="python -m tests.golden", description=__doc__)
    parser.add_argument("other", nargs="?", help="a folder, a file of figures, or a git ref")
    parser.add_argument("--accept", action="store_true", help="accept the figures as they are now")
    parser.add_argument("--most", type=int, default=LISTED, help="figures listed one by one")
    chosen = parser.parse_args(arguments)
    try:
        return _accept() if chosen.accept else _compare(chosen.other, chosen.most)
    except VersionError as fault:
        sys.stderr.write(f"{fault}\n")
        return 2


def _accept() -> int:
    found = here()
    accept(found)
    bits.ACCEPTED.write_bytes(bits.text(bits.digests(read_model())).encode())
    sys.stdout.write(f"{len(found):,} lines of figures accepted; git diff shows what moved.\n")
    return 0


def _compare(name: str | None, most: int) -> int:
    if name is None:
        found = compare(accepted(), here(), "accepted", "now")
    else:
        found = compare(other(name), here(), name, "here")
    _tell(found, most)
    if name is not None or found.same:
        return 0
    sys.stdout.write("If this is meant: make golden-accept, and let its diff be reviewed.\n")
    return 1


def _tell(found: Comparison, most: int) -> None:
    for line in found.lines(most):
        sys.stdout.write(f"{line}\n")
    if len(found.moves) > most:
        WHOLE.parent.mkdir(exist_ok=True)
        with Path(WHOLE).open("w", encoding="utf-8", newline="") as file:
            found.write(file)
        sys.stdout.write(f"All of them: {WHOLE.relative_to(ROOT)}\n")


if __name__ == "__main__":
    raise SystemExit(main())
