"""The commands that run the model, and those that list what is in it."""

import operator
import re
import sys
from dataclasses import replace
from pathlib import Path

from desktop.arguments.errors import BadSizeError, OptionNeedsError, UnknownOriginError
from desktop.arguments.parse import CommandLine
from desktop.arguments.run import members, one_member, seed, with_draws
from desktop.cli.call import Call, model_and_scenario, model_of, output_path, show
from desktop.domain.clock import Clock, Month
from desktop.domain.errors import MonthOutOfRangeError
from desktop.language.language import BOTH
from desktop.reports import listing
from desktop.reports.interrupt import leave_at_once
from desktop.reports.output import MODEL_SUFFIXES, PICTURE_SUFFIXES, TABLE_SUFFIXES, whole_file
from desktop.reports.streams import complain, say, write_out

ROOM = "room"
VIEWS = ("desk", ROOM, "hindcast", "experiments")
THEMES = ("light", "dark")
SCALES = ("1", "1.5", "2", "2.5")
DEFAULT_SIZE = "1440x900"
LEAST_SIZE, LEAST_ROOM = (960, 560), (640, 480)
MOST_SIZE = (7680, 4320)

_SIZE = re.compile(r"([0-9]{1,5})x([0-9]{1,5})")


def list_model_part(call: Call) -> int:
    """List levers, indicators, events, sources or assumption sets, whichever the command names."""
    lists = {
        "levers": listing.levers,
        "indicators": listing.indicators,
        "events": listing.events,
        "sources": listing.sources,
        "assumptions": listing.assumptions,
    }
    return show(call, lists[call.line.command.name](model_of(call), call.language))


def project_scenario(call: Call) -> int:
    """Project a scenario and write its table."""
    line = call.line
    out = output_path(line.value("--out"), TABLE_SUFFIXES)
    count, start = members(line), seed(line)
    model, scenario = model_and_scenario(call)
    asked = replace(scenario.request, ensemble=with_draws(scenario.ensemble, count, start))

    from desktop.engine.compile.compiler import compile_model
    from desktop.reports.table import table_bytes, table_of, write_table

    table = table_of(compile_model(model), asked)
    if out is None:
        write_out(table_bytes(table))
    else:
        write_table(table, out)
    return 0


def write_snapshot(call: Call) -> int:
    """Paint the desk, a page of it, or what a room sees, into a picture."""
    line = call.line
    out = output_path(line.argument, PICTURE_SUFFIXES)
    assert out is not None
    view = line.choice("--view", VIEWS)
    until, both = line.value("--until"), line.value("--lang") == BOTH
    for option, given in (("--until", until is not None), (f"--lang {BOTH}", both)):
        if given and view != ROOM:
            raise OptionNeedsError(option=option, needed=f"--view {ROOM}")
    theme = line.choice("--theme", THEMES)
    scale = float(line.choice("--scale", SCALES))
    size = _size(line.value("--size") or DEFAULT_SIZE, LEAST_ROOM if view == ROOM else LEAST_SIZE)
    leave_at_once()
    model, scenario = model_and_scenario(call)
    seen = None if until is None else _seen_until(until, model.clock)

    from desktop.app.offscreen import snapshot
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
            until=seen,
            both=both,
            resources=call.resources,
            model=model,
        )
    return 0


def _seen_until(text: str, clock: Clock) -> Month:
    """Return the last month that a room sees; raise an ArgumentError unless charts show it."""
    from desktop.charts.axes import FIRST_SHOWN

    month = Month.parse(text)
    if not FIRST_SHOWN <= month <= clock.horizon:
        raise MonthOutOfRangeError(month=month, first=FIRST_SHOWN, last=clock.horizon)
    return month


def write_model(call: Call) -> int:
    """Write the model in XMILE, and one run of it as CSV."""
    line = call.line
    out = output_path(line.argument, MODEL_SUFFIXES)
    assert out is not None
    model, scenario = model_and_scenario(call)
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


def report_hindcast(call: Call) -> int:
    """Report how projections from past origins fared."""
    from desktop.calibration.hindcast import ORIGINS, hindcast
    from desktop.calibration.report import as_json, report
    from desktop.calibration.told import ASKED, Told
    from desktop.calibration.track_record import read_track_record
    from desktop.calibration.widths import widths
    from desktop.modelfiles.read import read_record

    origins = _origins(call.line, ORIGINS)
    told = Told(call.line.choice("--told", ASKED))
    bands = read_track_record(call.resources).bands
    past = read_record(call.resources)
    made = [hindcast(origin, call.resources, told=told, past=past) for origin in origins]
    found = report(made, bands, widths(call.resources) if told is Told.NOTHING else ())
    if "--json" in call.line.switches:
        write_out(as_json(found))
        return 0
    from desktop.reports.skill_table import skill_table

    write_out(skill_table(found, model_of(call).indicators, call.language))
    return 0


def run_calibration(call: Call) -> int:
    """Make calibrated ensembles, and say whether they are those that are kept."""
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
        complain(call.language.text("calibrate.stopped"))
        raise
    line.end()
    for origin, match in found.items():
        say(call.language.text(f"calibrate.{match}", origin=origin.year))
    return 1 if Match.OTHER in found.values() and into is None else 0


def _origins(line: CommandLine, known: tuple[Month, ...]) -> tuple[Month, ...]:
    text = line.value("--origin")
    if text is None:
        return known
    chosen = tuple(origin for origin in known if str(origin.year) == text)
    if not chosen:
        raise UnknownOriginError(text=text, choices=", ".join(str(each.year) for each in known))
    return chosen


def _size(text: str, smallest: tuple[int, int]) -> tuple[int, int]:
    found = _SIZE.fullmatch(text)
    size = (int(found[1]), int(found[2])) if found else (0, 0)
    if not all(map(operator.le, smallest, size)) or not all(map(operator.le, size, MOST_SIZE)):
        least, most = ("{}x{}".format(*limit) for limit in (smallest, MOST_SIZE))
        raise BadSizeError(text=text, least=least, most=most)
    return size
