"""What sets two scenarios apart, as a list that can be put into words or into a table.

Nothing is left out: two scenarios without any difference are equal.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum

from desktop.domain.clock import Month
from desktop.domain.ensemble import EnsembleChoice
from desktop.domain.inquiry import KeptAnswer
from desktop.domain.lever import Setting
from desktop.domain.model.model import Model
from desktop.domain.policy import PlannedEvent, Policy
from desktop.domain.prediction import Prediction
from desktop.domain.scenario import LeverName, Package, Scenario, TargetLine
from desktop.domain.wording import Wording

_WORDS = re.compile(r"\s+|\S+")


class Part(StrEnum):
    """Name the part of a scenario that differs, in the order in which differences are told."""

    NAME = "name"
    LEVER = "lever"
    EVENT = "event"
    PACKAGE = "package"
    ASSEMBLY = "assembly"
    """Every lever and event is the same, but it comes from elsewhere, or in another order."""
    ASSUMPTIONS = "assumptions"
    MEMBERS = "members"
    NOTES = "notes"
    TARGET = "target"
    PREDICTION = "prediction"
    ANSWERS = "answers"
    CHARTS = "charts"
    FOLDER = "folder"
    TAGS = "tags"
    MODEL = "model"


class Kind(StrEnum):
    """Say what happened to it on the way from the first scenario to the second."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Passage:
    """Hold the stretch of the notes that differs, whole words around it included."""

    text: str
    words: int
    """Words in it."""


Value = (
    str
    | PlannedEvent
    | Setting
    | TargetLine
    | Prediction
    | EnsembleChoice
    | Passage
    | tuple[str, ...]
    | tuple[LeverName, ...]
    | tuple[KeptAnswer, ...]
    | Policy
    | bool
    | None
)


_OTHERWISE = {
    "policy",
    "packages",
    "ensemble",
    "notes",
    "targets",
    "predictions",
    "answers",
    "model_version",
    "model_digest",
}
WHOLE = tuple(each.name for each in fields(Scenario) if each.name not in _OTHERWISE)
"""Fields of a scenario that are told by what they hold, each as a part of its own name."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Tell one difference; `before` is the first scenario's, `after` the second's."""

    part: str
    """A Part, or a field told whole that came later; those are told last."""
    kind: Kind
    subject: str = ""
    """Id of the lever, event or indicator, name of the package; empty for the whole scenario."""
    name: Wording | None = None
    """The subject's name in both languages; None where the model does not know it."""
    before: Value = None
    """None where there is nothing: of a lever, the status quo."""
    after: Value = None


def differences(before: Scenario, after: Scenario, model: Model) -> tuple[Difference, ...]:
    """Return everything that differs; empty for equal scenarios only."""
    found = [
        *_levers(before.combined, after.combined, model),
        *_events(before.combined.events, after.combined.events, model),
        *_packages(before.packages, after.packages),
    ]
    if not found and (before.policy, before.packages) != (after.policy, after.packages):
        found.append(Difference(Part.ASSEMBLY, Kind.CHANGED))
    found += [
        *_whole(Part.MEMBERS, before.ensemble, after.ensemble),
        *_notes(before.notes, after.notes),
        *_targets(before.targets, after.targets, model),
        *_predictions(before.predictions, after.predictions, model),
        *_answers(before.answers, after.answers),
        *_made_with(before, after),
    ]
    for name in WHOLE:
        found += _whole(name, getattr(before, name), getattr(after, name))
    order: dict[str, int] = {part: place for place, part in enumerate(Part)}
    return tuple(sorted(found, key=lambda one: order.get(one.part, len(order))))


def _made_with(before: Scenario, after: Scenario) -> Iterator[Difference]:
    ends = [(one.model_version, one.model_digest) for one in (before, after)]
    if ends[0] != ends[1]:
        # Two states of a model that go by one version differ in their digests only.
        told = [digest[:8] if ends[0][0] == ends[1][0] else version for version, digest in ends]
        yield Difference(Part.MODEL, Kind.CHANGED, before=told[0], after=told[1])


def _whole(part: str, before: Value, after: Value) -> Iterator[Difference]:
    if before != after:
        kind = Kind.CHANGED if before and after else Kind.ADDED if after else Kind.REMOVED
        yield Difference(part, kind, before=before, after=after)


def _levers(before: Policy, after: Policy, model: Model) -> Iterator[Difference]:
    old, new = before.settings, after.settings
    known = [lever for lever in model.levers if lever in old or lever in new]
    for lever in [*known, *sorted({*old, *new} - set(known))]:
        was, now = old.get(lever), new.get(lever)
        if was != now:
            kind = Kind.ADDED if was is None else Kind.REMOVED if now is None else Kind.CHANGED
            name = model.levers[lever].name if lever in model.levers else None
            yield Difference(Part.LEVER, kind, lever, name, was, now)


def _events(
    before: Sequence[PlannedEvent], after: Sequence[PlannedEvent], model: Model
) -> Iterator[Difference]:
    gone, come = Counter(before), Counter(after)
    gone, come = gone - come, come - gone
    left = sorted(gone.elements(), key=_when)
    for planned in sorted(come.elements(), key=_when):
        name = model.events[planned.event].name if planned.event in model.events else None
        moved = next((one for one in left if one.place == planned.place), None)
        moved = moved or next((one for one in left if one.event == planned.event), None)
        if moved is None:
            yield Difference(Part.EVENT, Kind.ADDED, planned.event, name, None, planned)
        else:
            left.remove(moved)
            yield Difference(Part.EVENT, Kind.CHANGED, planned.event, name, moved, planned)
    for planned in left:
        name = model.events[planned.event].name if planned.event in model.events else None
        yield Difference(Part.EVENT, Kind.REMOVED, planned.event, name, planned, None)


def _when(planned: PlannedEvent) -> tuple[Month, str]:
    return planned.month, planned.event


def _packages(before: Sequence[Package], after: Sequence[Package]) -> Iterator[Difference]:
    left = list(before)
    matched: list[tuple[Package, Package]] = []
    for package in after:
        was = next((one for one in left if one == package), None)
        was = was or next((one for one in left if one.name == package.name), None)
        if was is None:
            yield Difference(Part.PACKAGE, Kind.ADDED, package.name, after=package.policy)
            continue
        left.remove(was)
        matched.append((was, package))
        if was.policy != package.policy:
            ends = (was.policy, package.policy)
            yield Difference(
                Part.PACKAGE, Kind.CHANGED, package.name, before=ends[0], after=ends[1]
            )
        if was.on != package.on:
            yield Difference(
                Part.PACKAGE, Kind.CHANGED, package.name, before=was.on, after=package.on
            )
    for package in left:
        yield Difference(Part.PACKAGE, Kind.REMOVED, package.name, before=package.policy)
    places = [list(before).index(was) for was, _ in matched]
    if places != sorted(places):
        yield Difference(
            Part.PACKAGE,
            Kind.CHANGED,
            before=tuple(package.name for package in before),
            after=tuple(package.name for package in after),
        )


def _notes(before: str, after: str) -> Iterator[Difference]:
    if before == after:
        return
    was, now = _stretches(before, after)
    kind = Kind.CHANGED if before and after else Kind.ADDED if after else Kind.REMOVED
    yield Difference(Part.NOTES, kind, before=_passage(was), after=_passage(now))


def _passage(text: str) -> Passage | None:
    return Passage(text.strip(), len(text.split())) if text else None


def _stretches(before: str, after: str) -> tuple[str, str]:
    """Return what is left of two texts without the words they begin and end with alike."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    shorter = min(len(old), len(new))
    start = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    rest = shorter - start
    end = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
    return "".join(old[start : len(old) - end]), "".join(new[start : len(new) - end])


def _targets(
    before: Sequence[TargetLine], after: Sequence[TargetLine], model: Model
) -> Iterator[Difference]:
    left = list(before)
    new = []
    for target in after:
        if target in left:
            left.remove(target)
        else:
            new.append(target)
    if not left and not new and tuple(before) != tuple(after):
        ends = [tuple(target.indicator for target in one) for one in (before, after)]
        yield Difference(Part.TARGET, Kind.CHANGED, before=ends[0], after=ends[1])
    for target in new:
        was = next((one for one in left if one.indicator == target.indicator), None)
        kind = Kind.ADDED if was is None else Kind.CHANGED
        if was is not None:
            left.remove(was)
        yield _target(kind, target.indicator, was, target, model)
    for target in left:
        yield _target(Kind.REMOVED, target.indicator, target, None, model)


def _predictions(
    before: Sequence[Prediction], after: Sequence[Prediction], model: Model
) -> Iterator[Difference]:
    gone, come = Counter(before) - Counter(after), Counter(after) - Counter(before)
    for kind, several in ((Kind.ADDED, come), (Kind.REMOVED, gone)):
        for one in several.elements():
            known = model.indicators.get(one.indicator)
            name = None if known is None else known.name
            ends = (None, one) if kind is Kind.ADDED else (one, None)
            yield Difference(Part.PREDICTION, kind, one.indicator, name, *ends)
    if not gone and not come and tuple(before) != tuple(after):
        asked = [tuple(each.indicator for each in one) for one in (before, after)]
        yield Difference(Part.PREDICTION, Kind.CHANGED, before=asked[0], after=asked[1])


def _answers(before: Sequence[KeptAnswer], after: Sequence[KeptAnswer]) -> Iterator[Difference]:
    gone, come = Counter(before) - Counter(after), Counter(after) - Counter(before)
    for one in come.elements():
        yield Difference(Part.ANSWERS, Kind.ADDED, after=(one,))
    for one in gone.elements():
        yield Difference(Part.ANSWERS, Kind.REMOVED, before=(one,))
    if not gone and not come and tuple(before) != tuple(after):
        yield Difference(Part.ANSWERS, Kind.CHANGED, before=tuple(before), after=tuple(after))


def _target(
    kind: Kind, indicator: str, was: TargetLine | None, now: TargetLine | None, model: Model
) -> Difference:
    name = model.indicators[indicator].name if indicator in model.indicators else None
    return Difference(Part.TARGET, kind, indicator, name, was, now)
