"""The catalogue against itself and against the source; the texts of the model."""

import ast
import dataclasses
import importlib
import io
import pkgutil
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import cast

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po

import db
import desktop
from desktop.domain.errors import VecinosError
from desktop.domain.wording import LanguageCode, Wording
from desktop.language.language import LANGUAGES, fields_of
from desktop.modelfiles.read import read_model
from desktop.modelfiles.resources import RESOURCES
from tests.language.families import (
    CHOSEN_ELSEWHERE,
    FAMILIES,
    FAMILIES_OF_ERRORS,
    IN_OLDER_LIBRARIES,
    SAME_IN_BOTH,
    SAME_MODEL_TEXTS,
)

ROOT = Path(__file__).parents[2]
SPEAKING = ("text", "plural")
"""Methods that turn a message id into words."""

QUIET = ("db/", "desktop/domain/", "desktop/modelfiles/")
"""Parts that never word anything; what they call `text` is another thing."""
FAULTS = {"fault": 1, "_fault": 2, "error": 0}
"""Functions that raise with a reason -> which of their arguments the reason is."""

_ID = re.compile(r"[a-z][a-z0-9_]*(\.[a-zA-Z0-9_]+)+")
_FILE_NAME = re.compile(r".*\.(vecinos|toml|json|csv|log|png|svg|ttf|qss|lock)")
_BREAKS = re.compile(r"[0-9}] %|EE\. UU|{month} {year}")
"""Plain blanks at which a line could end in the midst of what is read as one."""


@cache
def source_text(code: LanguageCode) -> str:
    """Return the text of a catalogue."""
    path = RESOURCES / "i18n" / code / "LC_MESSAGES" / "vecinos.po"
    return path.read_text(encoding="utf-8")


@cache
def messages(code: LanguageCode) -> Mapping[str, tuple[str, ...]]:
    """Return the forms of every message: one, or singular and plural."""
    catalogue = read_po(io.StringIO(source_text(code)), locale=code, abort_invalid=True)
    return {key(message): forms(message) for message in catalogue if message.id}


def key(message: Message) -> str:
    """Return a message's id."""
    return message.id[0] if isinstance(message.id, tuple | list) else str(message.id)


def forms(message: Message) -> tuple[str, ...]:
    """Return a message's words, one text for each plural form."""
    if isinstance(message.string, tuple | list):
        return tuple(message.string)
    return (str(message.string),)


@cache
def modules() -> Mapping[str, tuple[ast.Call | ast.Constant | ast.JoinedStr, ...]]:
    """Return what is called and written in every module that may speak, by its path in the tree."""
    paths = sorted([*(ROOT / "desktop").rglob("*.py"), *(ROOT / "db").rglob("*.py")])
    return {
        path.relative_to(ROOT).as_posix(): tuple(
            node
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call | ast.Constant | ast.JoinedStr)
        )
        for path in paths
    }


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Yield every call that words a message."""
    for path, module in modules().items():
        if path.startswith(QUIET):
            continue
        for node in module:
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in SPEAKING
                and node.args
            ):
                yield path, node


def pattern(node: ast.JoinedStr) -> str:
    """Return an f-string with `{}` for each of its fields."""
    return "".join(
        part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else "{}"
        for part in node.values
    )


@cache
def literals() -> set[str]:
    """Return every string that is written in the source."""
    return {
        node.value
        for module in modules().values()
        for node in module
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def family_ids() -> set[str]:
    """Return the messages of the reviewed families."""
    return {message for ids in FAMILIES.values() for message in ids}


@cache
def areas() -> set[str]:
    """Return the first parts of all message ids."""
    return {message.partition(".")[0] for message in messages("en")}


def error_classes(of: type[VecinosError] = VecinosError) -> set[type[VecinosError]]:
    """Return every error of the program that people can be told about."""
    if of is VecinosError:
        for package in (desktop, db):
            for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
                if module.name != "desktop.__main__" and ".migrations" not in module.name:
                    importlib.import_module(module.name)
    found = {below for direct in of.__subclasses__() for below in error_classes(direct)}
    ours = of.__module__.partition(".")[0] in {"desktop", "db"}
    return found | ({of} if ours and "code" in vars(of) else set())


def reasons() -> Iterator[tuple[str, str, set[str]]]:
    """Yield the place, the message and the further fields of every reason that is raised."""
    for path, module in modules().items():
        if not path.startswith(("desktop/modelfiles/", "desktop/engine/")):
            continue
        for node in module:
            if not isinstance(node, ast.Call):
                continue
            function = node.func
            name = function.attr if isinstance(function, ast.Attribute) else ""
            name = function.id if isinstance(function, ast.Name) else name
            if name not in FAULTS or len(node.args) <= FAULTS[name]:
                continue
            reason = node.args[FAULTS[name]]
            if isinstance(reason, ast.Constant):
                given = {str(word.arg) for word in node.keywords}
                yield f"{path}:{node.lineno}", f"reason.{reason.value!s}", given


@pytest.mark.parametrize("code", LANGUAGES)
def test_that_no_message_stands_twice(code: LanguageCode) -> None:
    ids = re.findall(r'^msgid "(.+)"$', source_text(code), re.MULTILINE)
    assert sorted(ids) == sorted(set(ids))


def test_that_every_message_exists_in_both_languages() -> None:
    assert messages("en").keys() == messages("es").keys()


def test_that_every_message_has_as_many_forms_in_both_languages() -> None:
    for message, english in messages("en").items():
        assert len(english) == len(messages("es")[message]), message


@pytest.mark.parametrize("code", LANGUAGES)
def test_that_every_form_of_every_message_is_written_out(code: LanguageCode) -> None:
    for message, texts in messages(code).items():
        for text in texts:
            assert text.strip(), message
            assert text == text.strip(), message
            assert "  " not in text, message
            assert "\n" not in text, message
    assert "fuzzy" not in source_text(code)


def test_that_fields_match_between_the_languages() -> None:
    for message, english in messages("en").items():
        spanish = messages("es")[message]
        for singular_or_plural in zip(english, spanish, strict=True):
            here, there = (fields_of(text) - {"n"} for text in singular_or_plural)
            assert here == there, message


@pytest.mark.parametrize("code", LANGUAGES)
def test_that_fields_are_plain_names(code: LanguageCode) -> None:
    for message, texts in messages(code).items():
        for text in texts:
            assert all(name.isidentifier() for name in fields_of(text)), message
            assert not re.search(r"\{\w+[!:]", text), message


@pytest.mark.parametrize("code", LANGUAGES)
def test_that_the_forms_of_a_plural_name_the_same_fields_but_for_the_count(
    code: LanguageCode,
) -> None:
    for message, texts in messages(code).items():
        assert len({fields_of(text) - {"n"} for text in texts}) == 1, message


def test_that_pairs_which_are_the_same_in_both_languages_were_reviewed() -> None:
    same = {
        message for message, texts in messages("en").items() if texts == messages("es")[message]
    }
    assert same == SAME_IN_BOTH


def test_that_spanish_opens_its_questions_and_uses_mexican_names() -> None:
    for message, texts in messages("es").items():
        for text in texts:
            assert text.count("?") == text.count("¿"), message
            assert text.count("!") == text.count("¡"), message
            assert not re.search(r"EE\.?UU|USMCA|TLCAN|\bvosotros\b|\btú\b", text), message


def test_that_reasons_are_clauses_and_errors_are_one_sentence() -> None:
    for code in LANGUAGES:
        for message, (text, *_) in messages(code).items():
            if message.startswith("reason."):
                assert not text.endswith("."), message
            if message.startswith("error."):
                assert text.endswith("."), message


@pytest.mark.long
def test_that_every_message_babel_extracts_exists() -> None:
    for path in modules():
        if path.startswith(QUIET):
            continue
        keywords = dict.fromkeys(SPEAKING)
        with (ROOT / path).open("rb") as stream:
            for line, message, _, _ in extract("python", stream, keywords=keywords):
                assert message in messages("en"), f"{path}:{line}"


def test_that_every_string_shaped_like_a_message_id_exists() -> None:
    for path, module in modules().items():
        parts = {part for node in module if isinstance(node, ast.JoinedStr) for part in node.values}
        for node in module:
            if (
                isinstance(node, ast.Constant)
                and node not in parts
                and isinstance(node.value, str)
                and _ID.fullmatch(node.value)
                and not _FILE_NAME.fullmatch(node.value)
                and node.value.partition(".")[0] in areas()
            ):
                assert node.value in messages("en"), f"{path}:{node.lineno} {node.value}"


def test_that_no_message_id_is_put_together_outside_the_reviewed_families() -> None:
    found = set()
    for path, module in modules().items():
        for node in module:
            if isinstance(node, ast.JoinedStr):
                text = pattern(node)
                area, dot, _ = text.partition(".")
                if dot and area in areas() and re.fullmatch(r"[a-z0-9_.{}]+", text):
                    known = text in FAMILIES or text in FAMILIES_OF_ERRORS
                    assert known, f"{path}:{node.lineno} {text}"
                    found.add(text)
    assert found == FAMILIES.keys() | FAMILIES_OF_ERRORS


def test_that_only_literals_and_reviewed_variables_reach_the_translator() -> None:
    found = set()
    for path, call in calls():
        argument = call.args[0]
        if isinstance(argument, ast.Constant | ast.JoinedStr):
            continue
        place = (path, ast.unparse(argument))
        assert place in CHOSEN_ELSEWHERE, f"{path}:{call.lineno} {place[1]}"
        found.add(place)
    assert found == CHOSEN_ELSEWHERE.keys()


def test_that_every_call_gives_the_fields_its_message_names() -> None:
    for path, call in calls():
        argument = call.args[0]
        if not isinstance(argument, ast.Constant) or any(
            word.arg is None for word in call.keywords
        ):
            continue
        assert isinstance(call.func, ast.Attribute)
        assert isinstance(argument.value, str)
        texts = messages("en")[argument.value]
        given = {cast("str", word.arg) for word in call.keywords}
        named = fields_of(texts[0]) - ({"n"} if call.func.attr == "plural" else set())
        assert given == named, f"{path}:{call.lineno} {argument.value}"
        assert len(texts) == (2 if call.func.attr == "plural" else 1), f"{path}:{call.lineno}"


def test_that_every_family_is_complete() -> None:
    assert family_ids() <= messages("en").keys()


def test_that_every_error_has_its_sentence_and_carries_what_it_names() -> None:
    for error in error_classes():
        text = messages("en")[f"error.{error.code}"][0]
        declared = set(re.findall(r"[a-z_]+", (error.__doc__ or "").partition("Fields:")[2]))
        assert fields_of(text) <= declared, error


def test_that_no_two_errors_share_a_sentence() -> None:
    codes = [error.code for error in error_classes()]
    assert sorted(codes) == sorted(set(codes))


def test_that_every_reason_raised_is_worded_and_given_what_it_names() -> None:
    found = list(reasons())
    assert len(found) > 50
    for place, message, given in found:
        assert message in messages("en"), f"{place} {message}"
        assert fields_of(messages("en")[message][0]) <= given, f"{place} {message}"


def test_that_every_message_is_used() -> None:
    used = (
        (literals() & messages("en").keys())
        | family_ids()
        | IN_OLDER_LIBRARIES
        | {f"error.{error.code}" for error in error_classes()}
        | {f"reason.{word}" for word in literals()}
    )
    assert messages("en").keys() - used == set()


def wordings(thing: object, place: str) -> Iterator[tuple[str, Wording]]:
    """Yield every text inside a record, with the path that leads there."""
    if isinstance(thing, Wording):
        yield place, thing
    elif dataclasses.is_dataclass(thing):
        for field in dataclasses.fields(thing):
            yield from wordings(getattr(thing, field.name), f"{place}.{field.name}")
    elif isinstance(thing, Mapping):
        for name, value in thing.items():
            yield from wordings(value, f"{place}.{name}")
    elif isinstance(thing, tuple):
        for number, value in enumerate(thing):
            yield from wordings(value, f"{place}.{number}")


def test_that_every_text_of_the_model_is_written_in_both_languages() -> None:
    texts = dict(wordings(read_model(), "model"))
    assert len(texts) > 100
    same = set()
    for place, wording in texts.items():
        assert wording.en.strip(), place
        assert wording.es.strip(), place
        assert fields_of(wording.en) == fields_of(wording.es), place
        if wording.en == wording.es:
            same.add(wording.en)
    assert same == SAME_MODEL_TEXTS


def test_that_no_line_ends_before_a_percent_sign_or_inside_an_abbreviation_or_a_month() -> None:
    texts = [form for code in LANGUAGES for forms in messages(code).values() for form in forms]
    for _, wording in wordings(read_model(), "model"):
        texts += [wording.en, wording.es]
    assert [text for text in texts if _BREAKS.search(text)] == []
