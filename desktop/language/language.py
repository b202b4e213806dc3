"""Word messages, numbers and months in one language.

A `Language` is handed to each window and each report; nothing reads a global, so two windows can
speak two languages at once. Messages are dotted ids in `resources/i18n`, never English text. A
wrong id or a wrong field is a mistake of the program and raises at once: it is never shown.
"""

import math
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from string import Formatter
from typing import NoReturn

from desktop.domain.clock import Month
from desktop.domain.errors import ArgumentError, MissingResourceError, VecinosError
from desktop.domain.wording import LanguageCode, Wording

LANGUAGES: tuple[LanguageCode, ...] = ("en", "es")
BOTH = "both"
"""On the command line, for English and Spanish side by side."""
DOMAIN = "vecinos"
MINUS = "\u2212"

_WRITTEN_TOGETHER = 2.0
"""Seconds. Whoever unpacks an archive writes neighbouring files in any order."""

_TOO_LONG_TO_READ = 1e12
_TEMPLATES = 4096
"""Texts of which the fields are kept in mind: both catalogues, with room to spare."""
_DAMAGE = (ValueError, LookupError, OverflowError, RecursionError, SyntaxError, struct.error)
"""What `gettext` raises for a file that it did not expect."""


class UnknownMessageError(LookupError):
    """Mark a message id that the catalogue does not have."""


class FieldsMismatchError(ValueError):
    """Mark a message worded with other fields than it names."""


class _NoMessage(NullTranslations):
    def gettext(self, message: str) -> NoReturn:
        raise UnknownMessageError(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> NoReturn:
        raise UnknownMessageError(msgid1)


@lru_cache(_TEMPLATES)
def fields_of(template: str) -> frozenset[str]:
    """Return the names of the fields in braces."""
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name is not None)


def _fill(message: str, template: str, given: Mapping[str, object]) -> str:
    named = fields_of(template)
    if named != given.keys():
        raise FieldsMismatchError(f"{message} names {sorted(named)}, was given {sorted(given)}")
    return template.format(**given)


@dataclass(frozen=True, slots=True)
class Language:
    """Word messages in one language; made by `load_language`."""

    code: LanguageCode
    _catalogue: NullTranslations = field(repr=False, compare=False)

    def text(self, message: str, **fields: object) -> str:
        """Return a message with its fields filled in.

        Raise UnknownMessageError for an id that is not in the catalogue, FieldsMismatchError
        unless the fields are exactly those the message names. A field is shown as `str` shows
        it: word numbers and months first.
        """
        return _fill(message, self._template(message), fields)

    def plural(self, message: str, n: int, **fields: object) -> str:
        """Return the form of a message that goes with `n` things.

        The forms may name `{n}`, which is worded as a number; the other fields are as in `text`.
        """
        template = self._catalogue.ngettext(message, message, n)
        if "n" in fields_of(template):
            fields["n"] = self.number(n)
        return _fill(message, template, fields)

    def number(self, value: float, decimals: int = 0, *, signed: bool = False) -> str:
        """Return `1,234.5`, as the United States and Mexico both write it.

        The minus is U+2212. With `signed` a plus is written too; what rounds to zero has no
        sign. Raise ValueError for a number that is not finite.
        """
        if not math.isfinite(value):
            raise ValueError(value)
        digits = f"{abs(value):,.{decimals}f}"
        if not digits.strip("0.,"):
            return digits
        if value < 0:
            return MINUS + digits
        return "+" + digits if signed else digits

    def exactly(self, value: float, most: int = 9) -> str:
        """Return a finite number as it is: with the decimals it has, up to `most` of them."""
        _, _, decimals = f"{abs(value):.{most}f}".rstrip("0").partition(".")
        return self.number(value, len(decimals))

    def date(self, month: Month) -> str:
        """Return `Dec 2030` or `dic 2030`."""
        name = self._template(f"month.{month.month}")
        return self.text("date.month_year", month=name, year=month.year)

    def either(self, choices: Sequence[str]) -> str:
        """Return `a, b or c`."""
        *others, last = choices
        if not others:
            return last
        return self.text("list.or", others=", ".join(others), last=last)

    def together(self, parts: Sequence[str]) -> str:
        """Return `a, b and c`."""
        *others, last = parts
        if not others:
            return last
        return self.text("list.and", others=", ".join(others), last=last)

    def wording(self, wording: Wording) -> str:
        """Return a text of the model or of an exercise in this language."""
        return wording.text(self.code)

    def error(self, error: VecinosError) -> str:
        """Return the one sentence that tells a person about a failure.

        The message is `error.<code>`. A field named `reason` is itself a message, `reason.<id>`,
        that may name the error's other fields. A field that is a tuple is worded as a choice.
        An error may carry more than its sentence names.
        """
        months_as_typed = isinstance(error, ArgumentError)
        given = {name: self._shown(value, months_as_typed) for name, value in error.fields.items()}
        if "reason" in given:
            given["reason"] = self._fill_from(str(given["reason"]), given)
        return self._fill_from(f"error.{error.code}", given)

    def _fill_from(self, message: str, given: Mapping[str, object]) -> str:
        template = self._template(message)
        named = fields_of(template)
        return _fill(message, template, {key: given[key] for key in given if key in named})

    def _template(self, message: str) -> str:
        # The empty id is the header of the catalogue.
        if not message:
            raise UnknownMessageError(message)
        return self._catalogue.gettext(message)

    def _shown(self, value: object, months_as_typed: bool) -> object:
        if isinstance(value, Month):
            return str(value) if months_as_typed else self.date(value)
        if isinstance(value, Wording):
            return self.wording(value)
        if isinstance(value, tuple):
            return self.either(value)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return value
        if not math.isfinite(value):
            return str(value)
        if abs(value) >= _TOO_LONG_TO_READ:
            return f"{value:.6g}"
        return self.exactly(value)


def load_language(code: LanguageCode, resources_dir: Path) -> Language:
    """Load the compiled catalogue of one language.

    Raise MissingResourceError when it is absent, damaged or older than the text it was compiled
    from; there is no other language to fall back on. `make setup` compiles it.
    """
    folder = resources_dir / "i18n" / code / "LC_MESSAGES"
    compiled, source = folder / f"{DOMAIN}.mo", folder / f"{DOMAIN}.po"
    try:
        made = compiled.stat().st_mtime
        if source.exists() and made < source.stat().st_mtime - _WRITTEN_TOGETHER:
            raise MissingResourceError(path=compiled)
        with compiled.open("rb") as stream:
            catalogue = GNUTranslations(stream)
    except (OSError, *_DAMAGE) as damage:
        raise MissingResourceError(path=compiled) from damage
    catalogue.add_fallback(_NoMessage())
    return Language(code, catalogue)
