"""The commands about libraries of scenarios, their backups, and packs."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.arguments.errors import OptionNeedsError
from desktop.cli.call import Call, model_of, open_store, show, tell_of_other_model
from desktop.reports import listing
from desktop.reports.output import check_free, whole_file
from desktop.reports.streams import complain

if TYPE_CHECKING:
    from db import Library


def list_scenarios(call: Call) -> int:
    """List the scenarios of a library."""
    with open_store(call.line) as store:
        kept = store.scenarios.listed()
    return show(call, listing.scenarios(kept, call.language))


def list_backups(call: Call) -> int:
    """List the backups of a library, or write one of them to a file."""
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
        return show(call, listing.backups(found, call.language))
    out = Path(str(line.argument))
    check_free(out)
    with whole_file(out) as temporary:
        restored = restore(place.file, number, temporary)
    return show(call, listing.backups((restored,), call.language))


def check_library(call: Call) -> int:
    """List what is sound in a library and what is damaged."""
    from db import StoreDamagedError, check_store

    found = check_store(str(call.line.argument))
    show(call, listing.checkup(found, call.language))
    if found.damaged:
        raise StoreDamagedError(path=found.path, count=len(found.damaged))
    return 0


def pack_scenarios(call: Call) -> int:
    """Write a scenario, a folder of them, or else the exercise or play of a name, into a pack."""
    from desktop.reports.pack_file import check_pack_file, write_pack

    line = call.line
    out, name = Path(str(line.further)), str(line.argument)
    check_pack_file(out)
    with open_store(line) as store:
        pack = _pack_of(store, name)
    write_pack(pack, out)
    return 0


def _pack_of(store: "Library", name: str) -> bytes:
    """Return the pack of the first of these that has the name; raise ScenarioNotFoundError."""
    from db import (
        ExerciseNotFoundError,
        PlayNotFoundError,
        ScenarioNotFoundError,
        packed,
        packed_exercises,
        packed_play,
    )

    try:
        return packed(store.scenarios.named_or_in_folder(name))
    except ScenarioNotFoundError as error:
        no_scenario = error
    with suppress(ExerciseNotFoundError):
        return packed_exercises([store.exercises.load(store.exercises.find(name))])
    with suppress(PlayNotFoundError):
        return packed_play(store.plays.copy(store.plays.find(name)))
    raise no_scenario


def unpack_scenarios(call: Call) -> int:
    """Bring the scenarios, the exercises, or the play of a pack into a library."""
    from db import Library, default_location, locate, read_play_pack
    from desktop.document.exercise.imports import exercises_of_pack
    from desktop.document.imports import import_scenarios, scenarios_of_pack

    line, model = call.line, model_of(call)
    path = Path(str(line.argument))
    # Read before a library is made: a pack that is refused makes none.
    play = read_play_pack(path)
    exercises = () if play else exercises_of_pack(path, model, call.language.code)
    scenarios = () if play or exercises else scenarios_of_pack(path, model)
    asked = line.value("--store")
    where = asked or default_location()
    made = asked is None and not Path(where).exists()
    with Library.open(where, create=asked is None or locate(where).server is not None) as store:
        taken_play = store.plays.take_in(play) if play else None
        taken = store.exercises.create_all(exercises)
        found = import_scenarios(store, scenarios, model)
        kept = {summary.id: summary for summary in store.scenarios.listed()}
    if made:
        complain(call.language.text("notice.library_made", path=where))
    for name, now in found.renamed:
        complain(call.language.text("notice.renamed_on_import", name=name, now=now))
    for scenario in found.of_other_models:
        tell_of_other_model(call, scenario, model)
    if taken_play is not None:
        if not taken_play.added:
            complain(call.language.text("notice.play_known", name=taken_play.play.name))
        return show(call, listing.kept((taken_play.play,), call.language))
    if taken:
        return show(call, listing.kept(taken, call.language))
    return show(call, listing.scenarios([kept[each] for each in found.ids], call.language))
