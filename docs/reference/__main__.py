"""Make the model's reference: `python -m docs.reference [FOLDER]`.

The site goes to FOLDER/en and FOLDER/es, the book to FOLDER/model-en.pdf and model-es.pdf.
"""

import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from docs.reference.site import references, write_sites

OUT = Path("out") / "reference"


def main(arguments: Sequence[str] = ()) -> int:
    """Write pages and books, and say where they are."""
    # What it says of fonts and of styles for screens is no news.
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    from docs.reference.book import write_book

    folder = Path(arguments[0]) if arguments else OUT
    made = references()
    write_sites(made, folder)
    sys.stdout.write(f"{folder}/en/index.html  {folder}/es/index.html\n")
    for code, reference in made.items():
        target = folder / f"model-{code}.pdf"
        pages = write_book(reference, target)
        size = target.stat().st_size / 1_000_000
        sys.stdout.write(f"{target}  {pages} pages, {size:.1f} MB\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
