"""The commands about libraries of scenarios, their backups, and packs."""

from pathlib import Path

from desktop.arguments.errors import OptionNeedsError
from desktop.cli.call import Call, model_of, open_store, show, tell_of_other_model
from desktop.reports import listing
from desktop.reports.output import check_free, whole_file
from desktop.reports.streams import complain


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
    """Write a scenario, all in a folder, or else the exercise of a name, into a pack."""
    from db import ExerciseNotFoundError, ScenarioNotFoundError, packed, packed_exercises
    from desktop.reports.pack_file import check_pack_file, write_pack

    line = call.line
    out, name = Path(str(line.further)), str(line.argument)
    check_pack_file(out)
    with open_store(line) as store:
        try:
            pack = packed(store.scenarios.named_or_in_folder(name))
        except ScenarioNotFoundError as no_scenario:
            try:
                pack = packed_exercises([store.exercises.load(store.exercises.find(name))])
            except ExerciseNotFoundError:
                raise no_scenario from None
    write_pack(pack, out)
    return 0


def unpack_scenarios(call: Call) -> int:
    """Bring the scenarios, or the exercises, of a pack into a library."""
    from db import Library, default_location, locate
    from desktop.document.exercise.imports import exercises_of_pack
    from desktop.document.imports import import_scenarios, scenarios_of_pack

    line, model = call.line, model_of(call)
    path = Path(str(line.argument))
    # Read before a library is made: a pack that is refused makes none.
    exercises = exercises_of_pack(path, model, call.language.code)
    scenarios = () if exercises else scenarios_of_pack(path, model)
    asked = line.value("--store")
    where = asked or default_location()
    made = asked is None and not Path(where).exists()
    with Library.open(where, create=asked is None or locate(where).server is not None) as store:
        taken = store.exercises.create_all(exercises)
        found = import_scenarios(store, scenarios, model)
        kept = {summary.id: summary for summary in store.scenarios.listed()}
    if made:
        complain(call.language.text("notice.library_made", path=where))
    for name, now in found.renamed:
        complain(call.language.text("notice.renamed_on_import", name=name, now=now))
    for scenario in found.of_other_models:
        tell_of_other_model(call, scenario, model)
    if taken:
        return show(call, listing.kept_exercises(taken, call.language))
    return show(call, listing.scenarios([kept[each] for each in found.ids], call.language))
