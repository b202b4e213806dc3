"""`vecinos exercise play`: an exercise is played from a script, without a window."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.arguments.commands import SCRIPT
from desktop.cli.call import Call, model_of
from desktop.cli.exercises import exercise_place
from desktop.language.language import LANGUAGES, load_language
from desktop.reports.streams import complain, write_out

if TYPE_CHECKING:
    from db import Library
    from desktop.document.play.scripted import RefusedLineError
    from desktop.document.play.state import Setup
    from desktop.domain.play.entries import PlayHeader, Recorded
    from desktop.domain.wording import LanguageCode
    from desktop.reports.play_listing import RefusedLine


class _KeptPlay:
    """Keep the entries of a play in a library; it has the play from the first one on."""

    def __init__(self, store: "Library", name: str, header: "PlayHeader") -> None:
        self._store, self.name, self._header = store, name, header
        self.id: int | None = None
        self.entries = 0

    def keep(self, recorded: "Recorded") -> None:
        """Keep one more entry; on the disk when this returns."""
        if self.id is None:
            self.id = self._store.plays.begin(self.name, self._header)
            # One whose name was taken has a number behind it.
            self.name = next(one.name for one in self._store.plays.listed() if one.id == self.id)
        self._store.plays.append(self.id, recorded)
        self.entries += 1


def play_exercise(call: Call) -> int:
    """Play a script and keep it in a library; stop at the first line that is refused."""
    from db import Library
    from desktop.document.play.script import read_script
    from desktop.document.play.scripted import RefusedLineError, ScriptedPlay
    from desktop.document.play.state import Setup
    from desktop.domain.errors import VecinosError
    from desktop.domain.play.entries import PlayHeader
    from desktop.modelfiles.exercises.read import read_exercise_file
    from desktop.modelfiles.tables import file_bytes
    from desktop.reports.entry_words import EntryWords
    from desktop.reports.play_listing import play_listing, play_report

    place = exercise_place(call, str(call.line.argument))
    model = model_of(call)
    setup = Setup(read_exercise_file(place, model), model)
    file = Path(str(call.line.value(SCRIPT.name)))
    script = read_script(file)
    text = file_bytes(place).decode("utf-8")
    header = PlayHeader(text, model.version, model.digest, script.rehearsal)
    name = script.name or EntryWords(setup, call.language).either(setup.exercise.name)
    refusal: RefusedLineError | None = None
    with Library.open(str(call.line.value("--store"))) as store:
        kept = _KeptPlay(store, name, header)
        play = ScriptedPlay(setup, datetime.now(UTC), kept.keep)
        try:
            play.play(file.name, script.lines)
        except RefusedLineError as refused:
            refusal = refused
        except VecinosError:
            _tell_what_is_kept(call, kept)
            raise
    state = play.record.state
    told = None if refusal is None else _told(call, refusal, setup)
    report = play_report(setup, state, header, kept.name, kept.id, told)
    listing = play_listing(report, setup, state, call.language)
    write_out(listing.as_json() if "--json" in call.line.switches else listing.as_columns())
    if refusal is None or told is None:
        return 0
    debug = "--debug" in call.line.switches
    complain(call.language.wording(told.text), refusal if debug else None)
    _tell_what_is_kept(call, kept)
    return refusal.exit_code


def _tell_what_is_kept(call: Call, kept: _KeptPlay) -> None:
    """Say, on standard error, what of a play that stopped the library has."""
    if kept.id is None:
        complain(call.language.text("notice.play_not_kept"))
    else:
        complain(call.language.plural("notice.play_kept", kept.entries, name=kept.name))


def _told(call: Call, refusal: "RefusedLineError", setup: "Setup") -> "RefusedLine":
    """Return why a line was refused, in both languages."""
    from desktop.domain.wording import Wording
    from desktop.reports.play_listing import RefusedLine
    from desktop.reports.play_words import play_error_text

    def sentence(code: "LanguageCode") -> str:
        language = load_language(code, call.resources)
        why = play_error_text(refusal.refusal, setup, language).removesuffix(".")
        return language.text("error.script_refused", path=refusal.file, line=refusal.line, why=why)

    texts = Wording(*(sentence(code) for code in LANGUAGES))
    return RefusedLine(refusal.line, refusal.refusal.code, texts)
