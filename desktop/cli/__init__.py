"""The headless commands, and the door to the desk.

Each command imports what it needs when it runs: listing the levers loads neither Qt nor pandas.
Errors are one sentence on standard error; see docs/command-line.md for the promises.
"""

import gc
import io
import itertools
import locale
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from desktop.arguments.commands import GOALS, PROGRAM
from desktop.arguments.errors import NotInThisVersionError, UnknownCommandError
from desktop.arguments.explain import explanation
from desktop.arguments.parse import parse
from desktop.cli import brief, exercises, explore, forgetting, library, paper, play, report, runs
from desktop.cli.call import Call
from desktop.domain.errors import MissingResourceError, VecinosError
from desktop.domain.wording import LanguageCode, Wording
from desktop.language.language import BOTH, LANGUAGES, Language, load_language
from desktop.modelfiles.resources import RESOURCES
from desktop.reports.interrupt import (
    INTERRUPTED,
    interruptible,
    leave_at_once,
    was_interrupted,
)
from desktop.reports.streams import ReaderGoneError, complain, write_out

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
        complain(_NO_CATALOGUE.text(code).format(**error.fields), error if debug else None)
        return error.exit_code
    try:
        return _run(words, language, resources)
    except ReaderGoneError:
        return 0
    except Exception as failure:
        if was_interrupted():
            # Libraries make something else of an interruption, above all while they are loaded.
            return INTERRUPTED
        told = _told(failure)
        complain(language.error(told), failure if debug else None)
        return told.exit_code


def _told(failure: Exception) -> VecinosError:
    if isinstance(failure, VecinosError):
        return failure
    if isinstance(failure, MemoryError):
        return TooLittleMemoryError()
    return CommandFailedError(kind=type(failure).__name__)


def _run(words: Sequence[str], language: Language, resources: Path) -> int:
    line = parse(words)
    side_by_side = line.command.name in _SIDE_BY_SIDE
    line.choice("--lang", (*LANGUAGES, BOTH) if side_by_side else LANGUAGES)
    if "--safe-mode" in line.switches:
        raise NotInThisVersionError(feature="--safe-mode")
    if "--help" in line.switches:
        write_out(explanation(line.command, language))
        return 0
    if "--version" in line.switches:
        from desktop.reports.about import executor, version

        write_out(f"{PROGRAM} {version()}\n{executor(language)}\n")
        _tell_of_numpy(language)
        return 0
    code = _ACTIONS[line.command.name](Call(line, language, resources))
    if line.command.name in _RUN_THE_MODEL or GOALS.name in line.switches:
        _tell_of_numpy(language)
    return code


def _tell_of_numpy(language: Language) -> None:
    """Say so, on standard error, if NumPy runs the model because the compiled engine cannot."""
    from desktop.engine.machine.executor import why_numpy

    reason = why_numpy()
    if reason is not None:
        complain(language.error(reason))


def _open_desktop(call: Call) -> int:
    location = call.line.argument
    if location is not None and not _names_a_library(location):
        from db import redacted

        raise UnknownCommandError(name=redacted(location))
    leave_at_once()
    # What is loaded stays: to search it for what nobody holds takes a sixth of the start. The
    # window has a collector of its own.
    gc.disable()
    from desktop.app.start import run

    language = call.language.code if call.line.value("--lang") else None
    return run(location, language=language, resources=call.resources)


def _self_test(call: Call) -> int:
    leave_at_once()
    from desktop.selftest import run

    return run(call.language, source="--source" in call.line.switches)


_ACTIONS: Mapping[str, Callable[[Call], int]] = {
    "": _open_desktop,
    "project": runs.project_scenario,
    "levers": runs.list_model_part,
    "indicators": runs.list_model_part,
    "events": runs.list_model_part,
    "sources": runs.list_model_part,
    "assumptions": runs.list_model_part,
    "scenarios": library.list_scenarios,
    "backups": library.list_backups,
    "check-store": library.check_library,
    "pack": library.pack_scenarios,
    "unpack": library.unpack_scenarios,
    "forget": forgetting.forget,
    "snapshot": runs.write_snapshot,
    "export-model": runs.write_model,
    "hindcast": runs.report_hindcast,
    "calibrate": runs.run_calibration,
    "explore": explore.explore_model,
    "exercise list": exercises.list_exercises,
    "exercise validate": exercises.validate_exercise,
    "exercise import-msel": exercises.import_msel,
    "exercise export-msel": exercises.export_msel,
    "exercise play": play.play_exercise,
    "paper": paper.write_paper,
    "brief": brief.write_brief,
    "report": report.write_report,
    "self-test": _self_test,
}
_SIDE_BY_SIDE = {"brief", "paper", "report", "snapshot"}
"""Commands that may say things in both languages."""
_RUN_THE_MODEL = {
    *(
        "",
        "brief",
        "paper",
        "report",
        "project",
        "snapshot",
        "export-model",
        "hindcast",
        "calibrate",
        "explore",
    ),
    "exercise play",
}


def _names_a_library(text: str) -> bool:
    """Say whether a word that is no command may name a library, there already or to be made."""
    return "://" in text or bool(Path(text).suffix) or Path(text).exists()


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
