"""Put documents in their places, in every format that is asked for."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
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
    documents: Mapping[Path, PaperDocument], folder: Path, *, sizes: Sizes = NORMAL
) -> tuple[Path, ...]:
    """Write documents under a folder, all of them or none; return the files.

    The keys are the files' paths in the folder without a suffix. Folders are made where they are
    missing, but not the one around `folder`. What stands there by such a name is replaced,
    everything else stays. Raise UnwritableOutputError.
    """
    contents = {
        folder / path.with_name(f"{path.name}{suffix}"): writer(document, sizes)
        for path, document in documents.items()
        for suffix, writer in WRITERS.items()
    }
    with ExitStack() as undo:
        for each in dict.fromkeys((folder, *(path.parent for path in contents))):
            if _made(each):
                undo.callback(_remove, each)
        write_together(contents)
        undo.pop_all()
    return tuple(contents)


def check_folder(folder: Path) -> None:
    """Raise UnwritableOutputError where a folder is neither there nor can be made."""
    if _made(folder):
        _remove(folder)


def _made(folder: Path) -> bool:
    """Make a folder, and say whether it was missing."""
    try:
        folder.mkdir()
    except FileExistsError:
        if folder.is_dir():
            return False
        raise UnwritableOutputError(path=folder, reason="reason.exists") from None
    except OSError as failure:
        raise UnwritableOutputError(path=folder, reason=why_unwritable(failure)) from failure
    return True


def _remove(folder: Path) -> None:
    # What somebody has put into it meanwhile stays.
    with suppress(OSError):
        folder.rmdir()
