"""The headless commands, and the door to the desk.

Each command imports what it needs when it runs: listing the levers loads neither Qt nor pandas.
Errors are one sentence on standard error; see docs/command-line.md for the promises.
"""

import contextlib
import errno
import io
import itertools
import locale
import operator
import os
import re
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.arguments.commands import PROGRAM
from desktop.arguments.errors import (
    BadSizeError,
    NotInThisVersionError,
    OptionNeedsError,
    UnknownCommandError,
    UnknownOriginError,
)
from desktop.arguments.explain import explanation
from desktop.arguments.parse import CommandLine, parse
from desktop.arguments.run import members, one_member, policy, seed, with_draws
from desktop.domain.assumptions import Assumptions
from desktop.domain.clock import Month
from desktop.domain.errors import MissingResourceError, VecinosError
from desktop.domain.observation import LibraryDataState
from desktop.domain.policy import STATUS_QUO
from desktop.domain.scenario import Scenario
from desktop.domain.wording import LanguageCode, Wording
from desktop.engine.ensemble.assumptions import check_assumptions
from desktop.language.language import LANGUAGES, Language, load_language
from desktop.modelfiles.resources import RESOURCES
from desktop.reports import listing
from desktop.reports.cells import visible
from desktop.reports.interrupt import (
    INTERRUPTED,
    interruptible,
    leave_at_once,
    was_interrupted,
)
from desktop.reports.output import (
    MODEL_SUFFIXES,
    PICTURE_SUFFIXES,
    TABLE_SUFFIXES,
    UnwritableStandardOutputError,
    check_free,
    check_suffix,
    whole_file,
    why_unwritable,
)

if TYPE_CHECKING:
    from db import Library
    from desktop.domain.model.model import Model

_NOTHING_CHOSEN = LibraryDataState()
VIEWS = ("desk", "hindcast", "experiments")
THEMES = ("light", "dark")
SCALES = ("1", "1.5", "2", "2.5")
DEFAULT_SIZE = "1440x900"
LEAST_SIZE = (960, 560)
MOST_SIZE = (7680, 4320)

_SIZE = re.compile(r"([0-9]{1,5})x([0-9]{1,5})")

# The only words outside the catalogue: they say that it cannot be read.
_NO_CATALOGUE = Wording(
    en="The catalogue of English messages is missing, damaged or out of date: {path}; install "
    "Vecinos again or, in a source folder, run “make setup”.",
    es="Falta el catálogo de mensajes en español, está dañado o no está al día: {path}; vuelva a "
    "instalar Vecinos o, en una carpeta de código fuente, ejecute «make setup».",
)


class CommandFailedError(VecinosError):
    """Fields: kind: the name of an exception that nobody foresaw; it is the cause of this one."""

    code = "command_failed"


class TooLittleMemoryError(VecinosError):
    """No fields. The system gave no more memory; nothing was written."""

    code = "too_little_memory"


class _ReaderGoneError(Exception):
    """Mark that whoever read standard output has had enough; nothing to complain of."""


@dataclass(frozen=True, slots=True)
class _Call:
    """Hold what every command is given."""

    line: CommandLine
    language: Language
    resources: Path


def main(argv: Sequence[str] | None = None, resources: Path = RESOURCES) -> int:
    """Run one command and return its exit code: 0 done, 1 failed, 2 wrong arguments.

    `resources` is the folder of the program's own files. There is no option for it: the tests
    call this function with a damaged copy.
    """
    try:
        with interruptible():
            code = _answer(sys.argv[1:] if argv is None else list(argv), resources)
            return INTERRUPTED if was_interrupted() else code
    except KeyboardInterrupt:
        return INTERRUPTED


def _answer(words: list[str], resources: Path) -> int:
    """Run one command, say what went wrong, and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # Windows' code pages cannot write every path and name.
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower() != "utf-8":
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    code = _language_wanted(words)
    debug = "--debug" in words
    try:
        language = load_language(code, resources)
    except MissingResourceError as error:
        _complain(_NO_CATALOGUE.text(code).format(**error.fields), error if debug else None)
        return error.exit_code
    try:
        return _run(words, language, resources)
    except _ReaderGoneError:
        return 0
    except Exception as failure:
        if was_interrupted():
            # Libraries make something else of an interruption, above all while they are loaded.
            return INTERRUPTED
        told = _told(failure)
        _complain(language.error(told), failure if debug else None)
        return told.exit_code


def _told(failure: Exception) -> VecinosError:
    if isinstance(failure, VecinosError):
        return failure
    if isinstance(failure, MemoryError):
        return TooLittleMemoryError()
    return CommandFailedError(kind=type(failure).__name__)


def _run(words: Sequence[str], language: Language, resources: Path) -> int:
    line = parse(words)
    line.choice("--lang", LANGUAGES)
    if "--safe-mode" in line.switches:
        raise NotInThisVersionError(feature="--safe-mode")
    if "--help" in line.switches:
        _print(explanation(line.command, language))
        return 0
    if "--version" in line.switches:
        _print(f"{PROGRAM} {_version()}\n")
        return 0
    return _ACTIONS[line.command.name](_Call(line, language, resources))


def _open_desktop(call: _Call) -> int:
    location = call.line.argument
    if location is not None and not _names_a_library(location):
        from db import redacted

        raise UnknownCommandError(name=redacted(location))
    leave_at_once()
    from desktop.app import run

    language = call.language.code if call.line.value("--lang") else None
    return run(location, language=language, resources=call.resources)


def _project(call: _Call) -> int:
    line = call.line
    out = _path(line.value("--out"), TABLE_SUFFIXES)
    count, start = members(line), seed(line)
    model, scenario = _model_and_scenario(call)
    ensemble = with_draws(scenario.ensemble, count, start)
    asked = scenario.request

    from desktop.document.causes import runs_in_words
    from desktop.engine.compile.compiler import compile_model
    from desktop.engine.results.bands import bands
    from desktop.engine.run.project import project

    compiled = compile_model(model)
    with runs_in_words(model):
        draws = compiled.draws(ensemble, asked.assumptions)
        baseline = bands(project(compiled, STATUS_QUO, draws))
        curves = bands(project(compiled, asked.policy, draws))

    from desktop.reports.table import projection_table, table_bytes, write_table

    units = {indicator.id: indicator.unit for indicator in model.indicators.values()}
    table = projection_table(curves, baseline, units, tuple(model.indicators))
    if out is None:
        _print(table_bytes(table))
    else:
        write_table(table, out)
    return 0


def _snapshot(call: _Call) -> int:
    line = call.line
    out = _path(line.argument, PICTURE_SUFFIXES)
    assert out is not None
    if line.value("--view") == "room":
        raise NotInThisVersionError(feature="--view room")
    view = line.choice("--view", VIEWS)
    theme = line.choice("--theme", THEMES)
    scale = float(line.choice("--scale", SCALES))
    size = _size(line.value("--size") or DEFAULT_SIZE)
    leave_at_once()
    model, scenario = _model_and_scenario(call)

    from desktop.app import snapshot
    from desktop.document.causes import runs_in_words

    with whole_file(out) as temporary, runs_in_words(model):
        snapshot(
            temporary,
            scenario=scenario,
            theme=theme,
            language=call.language.code,
            size=size,
            scale=scale,
            view=view,
            resources=call.resources,
            model=model,
        )
    return 0


def _export_model(call: _Call) -> int:
    line = call.line
    out = _path(line.argument, MODEL_SUFFIXES)
    assert out is not None
    model, scenario = _model_and_scenario(call)
    ensemble, member = one_member(line, scenario.ensemble)

    from desktop.document.causes import runs_in_words
    from desktop.engine.compile.compiler import compile_model
    from desktop.engine.run.project import run_member
    from desktop.reports.model_export import export_model

    with runs_in_words(model):
        asked, compiled = scenario.request, compile_model(model)
        draws = compiled.draws(ensemble, asked.assumptions)
        run = run_member(compiled, asked.policy, draws, member)
    export_model(model, run, out)
    return 0


def _hindcast(call: _Call) -> int:
    from desktop.calibration.hindcast import ORIGINS, hindcast
    from desktop.calibration.report import as_json, report
    from desktop.modelfiles.read import read_record

    origins = _origins(call.line, ORIGINS)
    past = read_record(call.resources)
    found = report([hindcast(origin, call.resources, past=past) for origin in origins])
    if "--json" in call.line.switches:
        _print(as_json(found))
        return 0
    from desktop.reports.skill_table import skill_table

    _print(skill_table(found, call.language))
    return 0


def _calibrate(call: _Call) -> int:
    from desktop.calibration.hindcast import ORIGINS
    from desktop.calibration.run import LAST_ORIGIN, calibrate_here
    from desktop.calibration.stored import Match
    from desktop.reports.progress import ProgressLine

    origins = _origins(call.line, (*ORIGINS, LAST_ORIGIN))
    into = call.line.value("--into")
    line = ProgressLine(sys.stderr, call.language, len(origins))
    try:
        found = calibrate_here(
            call.resources,
            origins,
            lambda origin, step, steps: line.show(str(origin.year), step, steps),
            resume="--resume" in call.line.switches,
            into=None if into is None else Path(into),
        )
    except KeyboardInterrupt:
        line.end()
        _complain(call.language.text("calibrate.stopped"))
        raise
    line.end()
    for origin, match in found.items():
        _print(call.language.text(f"calibrate.{match}", origin=origin.year) + "\n")
    return 1 if Match.OTHER in found.values() and into is None else 0


def _origins(line: CommandLine, known: tuple[Month, ...]) -> tuple[Month, ...]:
    text = line.value("--origin")
    if text is None:
        return known
    chosen = tuple(origin for origin in known if str(origin.year) == text)
    if not chosen:
        raise UnknownOriginError(text=text, choices=", ".join(str(each.year) for each in known))
    return chosen


def _self_test(call: _Call) -> int:
    leave_at_once()
    from desktop.selftest import run

    return run(call.language, source="--source" in call.line.switches)


def _model_part(call: _Call) -> int:
    lists = {
        "levers": listing.levers,
        "indicators": listing.indicators,
        "events": listing.events,
        "sources": listing.sources,
        "assumptions": listing.assumptions,
    }
    return _show(call, lists[call.line.command.name](_model(call), call.language))


def _scenarios(call: _Call) -> int:
    with _store(call.line) as store:
        kept = store.scenarios.listed()
    return _show(call, listing.scenarios(kept, call.language))


def _backups(call: _Call) -> int:
    from db import NoBackupsOfServerError, backups, default_location, locate, read_header, restore

    line = call.line
    place = locate(line.value("--store") or default_location())
    number = line.whole("--restore")
    if number is not None and line.argument is None:
        raise OptionNeedsError(option="--restore", needed=call.language.text("metavar.out_library"))
    if number is None and line.argument is not None:
        raise OptionNeedsError(option=line.argument, needed="--restore")
    if place.file is None:
        raise NoBackupsOfServerError(path=place.shown)
    found = backups(place.file)
    if not found and not place.file.is_file():
        # Neither a library nor anything left of one: the path is a slip.
        read_header(place.file)
    if number is None:
        return _show(call, listing.backups(found, call.language))
    out = Path(str(line.argument))
    check_free(out)
    with whole_file(out) as temporary:
        restored = restore(place.file, number, temporary)
    return _show(call, listing.backups((restored,), call.language))


def _check_store(call: _Call) -> int:
    from db import StoreDamagedError, check_store

    found = check_store(str(call.line.argument))
    _show(call, listing.checkup(found, call.language))
    if found.damaged:
        raise StoreDamagedError(path=found.path, count=len(found.damaged))
    return 0


def _pack(call: _Call) -> int:
    from desktop.reports.pack_file import check_pack_file, write_pack

    line = call.line
    out = Path(str(line.further))
    check_pack_file(out)
    with _store(line) as store:
        write_pack(store.scenarios.named_or_in_folder(str(line.argument)), out)
    return 0


def _unpack(call: _Call) -> int:
    from db import Library, default_location, locate
    from desktop.document.imports import import_scenarios, scenarios_of_pack

    line, model = call.line, _model(call)
    # Read before a library is made: a pack that is refused makes none.
    scenarios = scenarios_of_pack(Path(str(line.argument)), model)
    asked = line.value("--store")
    where = asked or default_location()
    with Library.open(where, create=asked is None or locate(where).server is not None) as store:
        found = import_scenarios(store, scenarios, model)
        kept = {summary.id: summary for summary in store.scenarios.listed()}
    for name, now in found.renamed:
        _complain(call.language.text("notice.renamed_on_import", name=name, now=now))
    for scenario in found.of_other_models:
        _tell_of_other_model(call, scenario, model)
    return _show(call, listing.scenarios([kept[each] for each in found.ids], call.language))


_ACTIONS: Mapping[str, Callable[[_Call], int]] = {
    "": _open_desktop,
    "project": _project,
    "levers": _model_part,
    "indicators": _model_part,
    "events": _model_part,
    "sources": _model_part,
    "assumptions": _model_part,
    "scenarios": _scenarios,
    "backups": _backups,
    "check-store": _check_store,
    "pack": _pack,
    "unpack": _unpack,
    "snapshot": _snapshot,
    "export-model": _export_model,
    "hindcast": _hindcast,
    "calibrate": _calibrate,
    "self-test": _self_test,
}


def _show(call: _Call, found: listing.Listing) -> int:
    _print(found.as_json() if "--json" in call.line.switches else found.as_columns())
    return 0


def _model(call: _Call, stand: LibraryDataState = _NOTHING_CHOSEN) -> "Model":
    """Return the model; it starts where a library says, if that says anything."""
    from desktop.modelfiles.read import read_model

    model = read_model(call.resources)
    vantage = stand.vantage(model.clock)
    if vantage is None:
        return model
    return read_model(call.resources, vantage, observations=stand.observations)


def _model_and_scenario(call: _Call) -> "tuple[Model, Scenario]":
    """Return the model, and the scenario named, or the status quo, with what else is asked for."""
    line = call.line
    name, assumed = line.value("--scenario"), line.value("--assumptions")
    if name is None and line.value("--store") is not None:
        raise OptionNeedsError(option="--store", needed="--scenario")
    assumptions = None if assumed is None else Assumptions.parse(assumed, mark=",")
    scenario = Scenario(name=call.language.text("scenarios.untitled"))
    if name is None:
        model = _model(call)
    else:
        with _store(line) as store:
            scenario = store.scenarios.load(store.scenarios.find(name))
            kept, chosen = store.observations.listed(), store.observations.vantage()
        added = tuple(one.observation for one in kept if one.observation is not None)
        model = _model(call, LibraryDataState(added, chosen))
        from desktop.document.imports import check_fits

        check_fits(scenario, model)
        _tell_of_other_model(call, scenario, model)
    if assumptions is not None:
        check_assumptions(model, assumptions)
        scenario = replace(scenario, assumptions=assumptions.text)
    asked = policy(line, scenario.combined, model.levers, model.events, model.clock)
    return model, replace(scenario, policy=asked, packages=())


def _tell_of_other_model(call: _Call, scenario: Scenario, model: "Model") -> None:
    from desktop.document.imports import is_of_other_model

    if is_of_other_model(scenario, model):
        name, made, now = scenario.name, scenario.model_version, model.version
        _complain(call.language.text("notice.other_model", scenario=name, made=made, now=now))


def _store(line: CommandLine) -> "Library":
    """Open the library that --store names, or this person's own, to read only; make none."""
    from db import Library, default_location

    return Library.open(line.value("--store") or default_location(), create=False, read_only=True)


def _names_a_library(text: str) -> bool:
    """Say whether a word that is no command may name a library, there already or to be made."""
    return "://" in text or bool(Path(text).suffix) or Path(text).exists()


def _path(text: str | None, suffixes: tuple[str, ...]) -> Path | None:
    if text is None:
        return None
    path = Path(text)
    check_suffix(path, suffixes)
    return path


def _size(text: str) -> tuple[int, int]:
    found = _SIZE.fullmatch(text)
    size = (int(found[1]), int(found[2])) if found else (0, 0)
    if not all(map(operator.le, LEAST_SIZE, size)) or not all(map(operator.le, size, MOST_SIZE)):
        least, most = ("{}x{}".format(*limit) for limit in (LEAST_SIZE, MOST_SIZE))
        raise BadSizeError(text=text, least=least, most=most)
    return size


def _version() -> str:
    from importlib.metadata import version

    return version(PROGRAM)


def _language_wanted(words: Sequence[str]) -> LanguageCode:
    """Return the language that --lang names, or else the one of this person's system.

    Looked up before anything is checked: a wrong argument is answered in it.
    """
    for word, following in itertools.pairwise((*words, "")):
        name, _, value = word.partition("=")
        for code in LANGUAGES:
            if name == "--lang" and code in (value, following):
                return code
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    system = next(filter(None, names), None) or locale.getlocale()[0] or ""
    # Windows says `Spanish_Mexico` where others say `es_MX`.
    return "es" if system.lower().startswith(("es", "spanish")) else "en"


def _print(content: str | bytes) -> None:
    """Write to standard output: UTF-8 and bare line feeds, whatever the system prefers."""
    stream = sys.stdout
    if stream is None:
        raise UnwritableStandardOutputError(reason="reason.closed")
    try:
        stream.flush()
        stream.buffer.write(content.encode() if isinstance(content, str) else content)
        stream.buffer.flush()
    except OSError as failure:
        # What is left in the buffer would fail once more when Python ends, and say so.
        with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 — no path, a device
            os.dup2(nowhere.fileno(), stream.fileno())
        # What is EPIPE elsewhere is EINVAL on Windows.
        if failure.errno in (errno.EPIPE, errno.EINVAL):
            raise _ReaderGoneError from failure
        raise UnwritableStandardOutputError(reason=why_unwritable(failure)) from failure


def _complain(sentence: str, cause: BaseException | None = None) -> None:
    # What was typed is quoted: it may not break the sentence, nor speak to the terminal.
    with contextlib.suppress(OSError):
        if cause is not None:
            traceback.print_exception(cause, file=sys.stderr)
        print(visible(sentence), file=sys.stderr)
