"""Undo steps as small texts: each keeps what it changed, not the scenario before and after it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from db.scenarios.serialization import (
    ContentError,
    Plain,
    content,
    contents,
    plain_of,
    record_of,
    scenario_of,
    text,
    text_digest,
)
from desktop.domain.lever import Setting
from desktop.domain.scenario import Scenario
from desktop.domain.undo_log import UndoLog, UndoStep

_KEYED = "settings"
_LONG = "notes"
_LISTED = {"name", "folder", "tags"}


@dataclass(frozen=True, slots=True)
class KeptStep:
    """Hold one step as it is kept."""

    label: str
    subject: str | None
    change: str


def packed(step: UndoStep) -> KeptStep:
    """Return a step as it is kept."""
    return KeptStep(
        step.label, step.subject, text(_change(content(step.before), content(step.after)))
    )


def step_digest(scenario_id: int, number: int, kept: KeptStep) -> str:
    """Return 32 hexadecimal digits that change with any cell of the row of a step."""
    return text_digest(text([scenario_id, number, kept.label, kept.subject, kept.change]))


def log_digest(done: int, numbers: Sequence[int]) -> str:
    """Return 32 hexadecimal digits of which steps there are and which of them are done."""
    return text_digest(text([done, *numbers[:1], *numbers[-1:], len(numbers)]))


def unpacked(now: Scenario, done: list[KeptStep], undone: list[KeptStep]) -> UndoLog:
    """Return the history that leads to a scenario; raise ContentError if the steps do not fit.

    `done` and `undone` have the newest last, as in an UndoLog.
    """
    backward, at = [], now
    for kept in reversed(done):
        before = _moved(at, _read(kept), forward=False)
        backward.append(UndoStep(kept.label, kept.subject, before, at))
        at = before
    forward, at = [], now
    for kept in reversed(undone):
        after = _moved(at, _read(kept), forward=True)
        forward.append(UndoStep(kept.label, kept.subject, at, after))
        at = after
    return UndoLog(tuple(reversed(backward)), tuple(reversed(forward)))


def with_notes(
    notes: str, done: Sequence[KeptStep], undone: Sequence[KeptStep], rewrite: Callable[[str], str]
) -> tuple[list[KeptStep], list[KeptStep]]:
    """Return done and undone steps with the notes of every state rewritten.

    `notes` are those of now, before they are rewritten; `done` and `undone` have the newest last.
    A step that then changes nothing is left out. Raises ContentError where a step does not fit.
    """
    backward, at = [], notes
    for kept in reversed(done):
        before, left = _renoted(kept, at, rewrite, forward=False)
        backward.append(left)
        at = before
    forward, at = [], notes
    for kept in reversed(undone):
        at, left = _renoted(kept, at, rewrite, forward=True)
        forward.append(left)
    return (
        [one for one in reversed(backward) if one is not None],
        [one for one in reversed(forward) if one is not None],
    )


def _renoted(
    kept: KeptStep, notes: str, rewrite: Callable[[str], str], *, forward: bool
) -> tuple[str, KeptStep | None]:
    """Return the notes on the other side of a step, and the step with its notes rewritten."""
    with contents():
        change = _read(kept)
        if _LONG not in change:
            return notes, kept
        plain: Plain = {_LONG: notes}
        _put_stretch(plain, change.pop(_LONG), forward=forward)
        there = plain.get(_LONG, "")
        before, after = (notes, there) if forward else (there, notes)
        left = rewrite(before), rewrite(after)
        if left[0] != left[1]:
            change[_LONG] = _stretch(*left)
        return there, replace(kept, change=text(change)) if change else None


def _read(kept: KeptStep) -> Plain:
    found = plain_of(kept.change)
    if not isinstance(found, dict):
        raise ContentError("step")
    return found


def _change(before: Plain, after: Plain) -> Plain:
    """Return, for each part that differs, what stood there and what stands there now.

    An absent value is an empty list, a present one a list of one; of the notes only the
    stretch that differs is kept, with its place.
    """
    found: Plain = {}
    for key in {*before, *after}:
        if before.get(key) == after.get(key):
            continue
        if key == _KEYED:
            old, new = before[key], after[key]
            found[key] = {
                each: [_some(old, each), _some(new, each)]
                for each in {*old, *new}
                if old.get(each) != new.get(each)
            }
        elif key == _LONG:
            found[key] = _stretch(before.get(key, ""), after.get(key, ""))
        else:
            found[key] = [_some(before, key), _some(after, key)]
    return found


def _some(found: Plain, key: str) -> list[Any]:
    return [found[key]] if key in found else []


def _stretch(old: str, new: str) -> list[Any]:
    shorter = min(len(old), len(new))
    start = next((i for i in range(shorter) if old[i] != new[i]), shorter)
    rest = shorter - start
    end = next((i for i in range(rest) if old[-1 - i] != new[-1 - i]), rest)
    return [start, old[start : len(old) - end], new[start : len(new) - end]]


def _moved(scenario: Scenario, change: Plain, *, forward: bool) -> Scenario:
    try:
        if _KEYED in change:
            scenario = _with_settings(scenario, change.pop(_KEYED), forward=forward)
        if not change:
            return scenario
        plain = content(scenario)
        for key, ends in change.items():
            if key == _LONG:
                _put_stretch(plain, ends, forward=forward)
            else:
                _put(plain, key, ends, forward=forward)
    except (AttributeError, IndexError, TypeError, ValueError) as error:
        raise ContentError("step") from error
    return scenario_of(plain)


def _with_settings(scenario: Scenario, ends: Plain, *, forward: bool) -> Scenario:
    # Nearly every step: no need to take the whole scenario apart for it.
    settings = dict(scenario.policy.settings)
    for lever, (old, new) in ends.items():
        present, wanted = (old, new) if forward else (new, old)
        held = settings.pop(lever, None)
        if present != ([] if held is None else [content(held)]):
            raise ContentError(f"step.{lever}")
        if wanted:
            settings[lever] = record_of(Setting, wanted[0])
    return replace(scenario, policy=replace(scenario.policy, settings=settings))


def _put(plain: Plain, key: str, ends: list[Any], *, forward: bool) -> None:
    present, wanted = ends if forward else reversed(ends)
    # A scenario can be renamed and moved in a list, without its history knowing of it.
    if key not in _LISTED and present != _some(plain, key):
        raise ContentError(f"step.{key}")
    plain.pop(key, None)
    if wanted:
        plain[key] = wanted[0]


def _put_stretch(plain: Plain, ends: list[Any], *, forward: bool) -> None:
    start, old, new = ends
    present, wanted = (old, new) if forward else (new, old)
    notes = plain.pop(_LONG, "")
    if notes[start : start + len(present)] != present:
        raise ContentError("step.notes")
    notes = notes[:start] + wanted + notes[start + len(present) :]
    if notes:
        plain[_LONG] = notes
