"""Put documents in their places, in every format that is asked for."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from desktop.reports.output import UnwritableOutputError, why_unwritable, write_together
from desktop.reports.paper.docx_writer import docx
from desktop.reports.paper.html_writer import html
from desktop.reports.paper.pdf_writer import pdf
from desktop.reports.paper.sheet import NORMAL, Sizes
from desktop.reports.paper.tree import PaperDocument

WRITERS: Mapping[str, Callable[[PaperDocument, Sizes], bytes]] = {
    ".pdf": pdf,
    ".docx": docx,
    ".html": html,
}


def write_documents(
    documents: Mapping[str, PaperDocument],
    folder: Path,
    *,
    suffixes: Sequence[str] = tuple(WRITERS),
    sizes: Sizes = NORMAL,
) -> tuple[Path, ...]:
    """Write documents into a folder, made if need be, all of them or none; return the files.

    The keys are the files' names without a suffix. What stands there by such a name is replaced,
    everything else stays. Raise UnwritableOutputError.
    """
    contents = {
        folder / f"{name}{suffix}": WRITERS[suffix](document, sizes)
        for name, document in documents.items()
        for suffix in suffixes
    }
    try:
        folder.mkdir(exist_ok=True)
    except OSError as failure:
        raise UnwritableOutputError(path=folder, reason=why_unwritable(failure)) from failure
    write_together(contents)
    return tuple(contents)
