"""Lists of what the model and the store hold: columns for people, JSON for programs."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.domain.assumptions import Override, Position, Side
from desktop.domain.errors import VecinosError
from desktop.domain.wording import Wording
from desktop.language.language import Language
from desktop.reports.cells import visible, width

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from db import Backup, Checkup, ForgottenIn, PlaySummary, ScenarioSummary
    from db import ExerciseSummary as KeptExercise
    from desktop.domain.exercise.exercise import Exercise
    from desktop.domain.model.model import Model
    from desktop.modelfiles.exercises.msel import MselChanges


@dataclass(frozen=True)
class Listing:
    """Hold records, and the columns in which people see them."""

    records: "Sequence[DataclassInstance | ScenarioSummary]"
    headings: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]

    def as_json(self) -> str:
        """Return every field of every record, texts in both languages, as a JSON list.

        What could speak to a terminal is escaped, as JSON allows.
        """
        plain = [_plain(record) for record in self.records]
        text = json.dumps(plain, ensure_ascii=False, indent=2, default=_instant)
        return "".join(map(_escaped, text)) + "\n"

    def as_columns(self) -> str:
        """Return the rows under their headings, each column as wide as its widest text."""
        lines = [[visible(cell) for cell in line] for line in (self.headings, *self.rows)]
        widths = [max(map(width, column)) for column in zip(*lines, strict=True)]
        return "".join(
            "  ".join(
                cell + " " * (widest - width(cell))
                for cell, widest in zip(line, widths, strict=True)
            ).rstrip()
            + "\n"
            for line in lines
        )


@dataclass(frozen=True, slots=True)
class Assumable:
    """Hold one thing that can be assumed: a set, a conflict or a value of one's own."""

    kind: str
    """`set`, `conflict` or `value`."""
    id: str
    name: Wording
    text: Wording | None
    """None for a conflict: each of its sides has its own."""
    overrides: tuple[Override, ...] = ()
    """What a set gives to parameters beyond the sides of the conflicts."""
    articles: Position | None = None
    studies: Position | None = None
    low: float | None = None
    """Limits of a value, in the model's unit."""
    high: float | None = None
    unit: str | None = None


def levers(model: "Model", language: Language) -> Listing:
    """List the policy levers with their range and status quo."""
    records = tuple(model.levers.values())
    headings = (
        language.text("listing.lever"),
        language.text("listing.least"),
        language.text("listing.most"),
        language.text("listing.status_quo"),
        language.text("listing.unit"),
        language.text("listing.name"),
    )
    rows = [
        (
            lever.id,
            language.number(lever.low, lever.decimals),
            language.number(lever.high, lever.decimals),
            language.number(lever.default, lever.decimals),
            lever.unit,
            language.wording(lever.name),
        )
        for lever in records
    ]
    return Listing(records, headings, rows)


def indicators(model: "Model", language: Language) -> Listing:
    """List the curves."""
    records = tuple(model.indicators.values())
    headings = (
        language.text("listing.indicator"),
        language.text("listing.unit"),
        language.text("listing.name"),
        language.text("listing.unit_in_words"),
    )
    rows = [
        (one.id, one.unit, language.wording(one.name), language.wording(one.unit_name))
        for one in records
    ]
    return Listing(records, headings, rows)


def events(model: "Model", language: Language) -> Listing:
    """List the shocks with the range of their yearly chance, in percent."""
    records = tuple(model.events.values())
    headings = (
        language.text("listing.event"),
        language.text("listing.least_chance"),
        language.text("listing.most_chance"),
        language.text("listing.name"),
    )
    rows = [
        (
            event.id,
            *(language.number(100 * chance, 1) for chance in event.yearly_chance),
            language.wording(event.name),
        )
        for event in records
    ]
    return Listing(records, headings, rows)


def sources(model: "Model", language: Language) -> Listing:
    """List the publications and datasets the numbers come from."""
    records = tuple(model.sources.values())
    headings = (language.text("listing.source"), language.text("listing.publication"))
    return Listing(records, headings, [(source.id, source.text) for source in records])


def assumptions(model: "Model", language: Language) -> Listing:
    """List the sets, the conflicts and what can be held at a value of one's own."""
    catalogue, parameters = model.assumptions, model.parameters
    records = (
        *(
            Assumable("set", one.id, one.name, one.text, tuple(one.overrides.values()))
            for one in catalogue.sets.values()
        ),
        *(
            Assumable("conflict", one.id, one.name, None, (), one.articles, one.studies)
            for one in catalogue.conflicts.values()
        ),
        *(
            Assumable(
                "value",
                one.parameter,
                parameters[one.parameter].evidence.name,
                one.text,
                low=one.low,
                high=one.high,
                unit=parameters[one.parameter].unit,
            )
            for one in catalogue.movables.values()
        ),
    )
    headings = (
        language.text("listing.assumptions"),
        language.text("listing.choices"),
        language.text("listing.name"),
    )
    rows = [(one.id, _choices(one), language.wording(one.name)) for one in records]
    return Listing(records, headings, rows)


def _choices(one: Assumable) -> str:
    """Return what may be typed after the id and an equals sign; nothing after a set."""
    if one.kind == "conflict":
        return "|".join(Side)
    return f"{one.low:g}..{one.high:g} {one.unit}" if one.kind == "value" else ""


def scenarios(kept: "Sequence[ScenarioSummary]", language: Language) -> Listing:
    """List the scenarios of a store; instants are in UTC."""
    headings = (
        language.text("listing.scenario"),
        language.text("listing.levers_set"),
        language.text("listing.events_placed"),
        language.text("listing.model"),
        language.text("listing.changed"),
    )
    rows = [
        (
            one.name,
            language.number(one.levers),
            language.number(one.events),
            one.model_version,
            one.changed_at.strftime("%Y-%m-%d %H:%M"),
        )
        for one in kept
    ]
    return Listing(kept, headings, rows)


def backups(found: "Sequence[Backup]", language: Language) -> Listing:
    """List the backups of a library; instants are in UTC."""
    headings = (
        language.text("listing.number"),
        language.text("listing.made"),
        language.text("listing.bytes"),
        language.text("listing.format"),
        language.text("listing.file"),
    )
    rows = [
        (
            language.number(one.number),
            one.made_at.strftime("%Y-%m-%d %H:%M"),
            language.number(one.bytes),
            "–" if one.format is None else language.number(one.format),
            str(one.path),
        )
        for one in found
    ]
    return Listing(found, headings, rows)


def forgotten(found: "Sequence[ForgottenIn]", language: Language) -> Listing:
    """List what was forgotten in which file; for people alone."""
    headings = (
        language.text("forget.how_many"),
        language.text("forget.what"),
        language.text("listing.file"),
    )
    rows = []
    for one in found:
        rows += [
            (language.number(count), language.text(f"forget.{what}"), str(one.path))
            for what, count in one.counts.items()
        ]
        if not one.counts:
            untouched = language.text("forget.as_it_was")
            nothing = language.text("forget.nothing")
            rows.append(("–", untouched if one.failure else nothing, str(one.path)))
    return Listing((), headings, rows)


def checkup(found: "Checkup", language: Language) -> Listing:
    """List what a library holds and what of it is damaged, as one record."""
    rows = [
        (language.text("listing.file"), found.path),
        (language.text("listing.format"), language.number(found.format)),
        (language.text("checkup.scenarios"), language.number(found.scenarios)),
        (language.text("checkup.in_trash"), language.number(found.in_trash)),
        (language.text("checkup.versions"), language.number(found.versions)),
        (language.text("checkup.exercises"), language.number(found.exercises)),
        (language.text("checkup.plays"), language.number(found.plays)),
        (language.text("checkup.reports"), language.number(found.reports)),
        (language.text("checkup.damaged"), language.number(len(found.damaged))),
        *((language.text(f"checkup.{one.part}"), f"{one.id}  {one.name}") for one in found.damaged),
    ]
    if not found.looked_into:
        rows.append((language.text("checkup.older"), ""))
    return Listing((found,), (language.text("checkup.what"), language.text("checkup.found")), rows)


@dataclass(frozen=True, slots=True)
class ExerciseSummary:
    """Hold what the list of exercises says of one."""

    id: str
    file: Path
    name: Wording
    summary: Wording
    type: str
    languages: tuple[str, ...]
    minutes: int
    teams: int
    rounds: int
    injects: int


def exercises(found: "Sequence[tuple[Path, Exercise]]", language: Language) -> Listing:
    """List exercises with their files."""
    records = tuple(
        ExerciseSummary(
            one.id,
            path,
            one.name,
            one.summary,
            one.type,
            one.languages,
            one.minutes,
            len(one.teams),
            len(one.rounds),
            len(one.injects),
        )
        for path, one in found
    )
    headings = (
        language.text("listing.exercise"),
        language.text("listing.minutes"),
        language.text("listing.teams"),
        language.text("listing.rounds"),
        language.text("listing.injects"),
        language.text("listing.name"),
    )
    rows = [
        (
            one.id,
            *(language.number(n) for n in (one.minutes, one.teams, one.rounds, one.injects)),
            language.wording(one.name),
        )
        for one in records
    ]
    return Listing(records, headings, rows)


def kept(found: "Sequence[KeptExercise | PlaySummary]", language: Language) -> Listing:
    """List exercises or plays of a library, by their ids in it."""
    rows = [(language.number(one.id), one.name) for one in found]
    return Listing(
        tuple(found), (language.text("listing.number"), language.text("listing.name")), rows
    )


@dataclass(frozen=True, slots=True)
class Finding:
    """Hold one thing that is wrong with a file, or weak in it."""

    kind: str
    """`error` or `warning`."""
    file: str
    table: str
    key: str
    reason: str
    """The id behind `reason.`, which stays the same in every version."""
    text: Wording
    """The whole sentence."""


def findings(kind: str, found: Sequence[VecinosError], sentences: Iterable[Wording]) -> Listing:
    """List what was found in a file; for JSON alone."""
    records = tuple(
        Finding(
            kind=kind,
            file=str(one.fields["file"]),
            table=str(one.fields["table"]),
            key=str(one.fields["key"]),
            reason=str(one.fields["reason"]).removeprefix("reason."),
            text=sentence,
        )
        for one, sentence in zip(found, sentences, strict=True)
    )
    return Listing(records, (), ())


@dataclass(frozen=True, slots=True)
class SheetFinding:
    """Hold one thing that is wrong with a sheet of injects."""

    file: str
    row: int
    """As a spreadsheet counts them."""
    column: str
    """Its heading, as it is written."""
    reason: str
    """The id behind `reason.`, which stays the same in every version."""
    text: Wording
    """The whole sentence."""


def msel_faults(found: Sequence[VecinosError], sentences: Iterable[Wording]) -> Listing:
    """List what was found in a sheet of injects; for JSON alone."""
    records = tuple(
        SheetFinding(
            file=str(one.fields["file"]),
            row=int(str(one.fields["row"])),
            column=str(one.fields["column"]),
            reason=str(one.fields["reason"]).removeprefix("reason."),
            text=sentence,
        )
        for one, sentence in zip(found, sentences, strict=True)
    )
    return Listing(records, (), ())


@dataclass(frozen=True, slots=True)
class InjectChange:
    """Say what a sheet did with one inject."""

    inject: str
    change: str
    """`added`, `changed` or `removed`."""


def msel_changes(changes: "MselChanges") -> Listing:
    """List what a sheet did with the injects of an exercise; for JSON alone."""
    found = {"added": changes.added, "changed": changes.changed, "removed": changes.removed}
    records = tuple(InjectChange(name, kind) for kind, names in found.items() for name in names)
    return Listing(records, (), ())


def _escaped(sign: str) -> str:
    if sign == "\n" or visible(sign) == sign:
        return sign
    units = sign.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def _plain(record: "DataclassInstance | ScenarioSummary") -> dict[str, Any]:
    return record._asdict() if isinstance(record, tuple) else asdict(record)


def _instant(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, Path):
        return str(value)
    raise TypeError(type(value).__name__)
