"""The shipped catalogues, compiled afresh for a test."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from desktop.domain.wording import LanguageCode
from desktop.language.language import DOMAIN, Language, load_language
from desktop.modelfiles.resources import RESOURCES


def compiled_language(code: LanguageCode, folder: Path) -> Language:
    """Compile one catalogue into a folder and load it."""
    inside = Path("i18n") / code / "LC_MESSAGES"
    (folder / inside).mkdir(parents=True, exist_ok=True)
    with (
        (RESOURCES / inside / f"{DOMAIN}.po").open("rb") as source,
        (folder / inside / f"{DOMAIN}.mo").open("wb") as compiled,
    ):
        write_mo(compiled, read_po(source))
    return load_language(code, folder)
