"""What the palette offers, and in which order it is listed for what was typed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.lever import Family
from desktop.language.name_search import Fit, NameQuery, Searchable, ranked

MOST_IN_GROUP = 6
MOST_IN_ONE_GROUP = 12
MOST_RECENT = 8
_ELSEWHERE = Fit.INSIDE, 9
"""Where what was found by other words than its name comes: after what holds a word inside."""


class Kind(StrEnum):
    """Name a group; the order is the one in which equals are listed."""

    RECENT = "recent"
    LEVER = "lever"
    CHART = "chart"
    SCENARIO = "scenario"
    EVENT = "event"
    COMMAND = "command"
    ASSUMPTION = "assumption"
    EXERCISE = "exercise"


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """Offer one thing: its name, what it is found by, and what is done when it is chosen."""

    id: str
    """What is remembered of it; empty where it shall not be."""
    kind: Kind
    name: str
    key: Searchable
    choose: Callable[[], object]
    other: str = ""
    """Its name in the other language."""
    about: str = ""
    """Stands at the right: a value, keys, a folder."""
    icon: str = ""
    family: Family | None = None
    """In whose color a bar stands in the place of an icon."""
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """List the entries of a kind that are shown, of all that there are."""

    kind: Kind
    entries: tuple[PaletteEntry, ...]
    total: int


def groups(
    typed: str,
    entries: Iterable[PaletteEntry],
    elsewhere: Iterable[PaletteEntry] = (),
    recent: Sequence[str] = (),
) -> tuple[Group, ...]:
    """Return what is listed for what was typed, the group of the best entry first.

    Of equals those used last come first. `elsewhere` has what was found for these very words by
    others than its name; it is listed whether or not the name fits.
    """
    query = NameQuery(typed)
    known = _recent_first(entries, recent)
    if not query.words:
        return _all(known, recent)
    found = ranked(query, ((one.key, one) for one in known))
    named = {one.id for _, one in found if one.id}
    others = [one for one in elsewhere if one.id not in named]
    if others and found and found[0][0][0] is Fit.ONE_SLIP:
        found = []
    found += [(query.rank(one.key) or _ELSEWHERE, one) for one in others]
    listed: dict[Kind, list[PaletteEntry]] = {}
    for _, one in sorted(found, key=lambda pair: pair[0]):
        listed.setdefault(one.kind, []).append(one)
    most = MOST_IN_GROUP if len(listed) > 1 else MOST_IN_ONE_GROUP
    return tuple(Group(kind, tuple(of[:most]), len(of)) for kind, of in listed.items())


def _recent_first(
    entries: Iterable[PaletteEntry], recent: Sequence[str]
) -> tuple[PaletteEntry, ...]:
    places = {id_: place for place, id_ in enumerate(recent)}
    return tuple(sorted(entries, key=lambda one: places.get(one.id, len(places))))


def _all(known: Sequence[PaletteEntry], recent: Sequence[str]) -> tuple[Group, ...]:
    """Return what is listed before anything is typed: what was used last, then some of all."""
    last = tuple(one for one in known if one.id in recent and one.enabled)[:MOST_RECENT]
    made = [Group(Kind.RECENT, last, len(last))] if last else []
    for kind in Kind:
        of = tuple(one for one in known if one.kind is kind and one not in last)
        if of:
            made.append(Group(kind, of[:MOST_IN_GROUP], len(of)))
    return tuple(made)
