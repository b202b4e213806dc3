"""What the palette lists, and in which order."""

from desktop.language.name_search import Searchable
from desktop.views.palette.entries import (
    MOST_IN_GROUP,
    MOST_IN_ONE_GROUP,
    Kind,
    PaletteEntry,
    groups,
)


def entry(name: str, kind: Kind = Kind.LEVER, *, enabled: bool = True) -> PaletteEntry:
    id_ = f"{kind}:{name}"
    return PaletteEntry(id_, kind, name, Searchable.of(name), lambda: None, enabled=enabled)


def listed(typed: str, *entries: PaletteEntry, recent: tuple[str, ...] = ()) -> list[str]:
    return [one.name for group in groups(typed, entries, (), recent) for one in group.entries]


def test_that_the_group_of_the_best_entry_comes_first() -> None:
    found = groups("tax", [entry("Syntax"), entry("Tax", Kind.EVENT)])
    assert [group.kind for group in found] == [Kind.EVENT, Kind.LEVER]


def test_that_of_equals_those_used_last_come_first() -> None:
    names = (entry("Tax north"), entry("Tax south"))
    assert listed("tax", *names) == ["Tax north", "Tax south"]
    assert listed("tax", *names, recent=("lever:Tax south",)) == ["Tax south", "Tax north"]
    # What was used fits no better for that.
    other = entry("Syntax")
    assert listed("tax", other, *names, recent=(other.id,))[-1] == "Syntax"


def test_that_before_anything_is_typed_what_was_used_last_stands_first_and_once() -> None:
    every = (entry("A"), entry("B"), entry("C", enabled=False))
    found = groups("  ", every, (), ("lever:C", "lever:B", "lever:gone"))
    assert [(group.kind, [one.name for one in group.entries]) for group in found] == [
        (Kind.RECENT, ["B"]),
        (Kind.LEVER, ["C", "A"]),
    ]


def test_that_a_long_group_is_cut_and_says_how_much_there_is() -> None:
    many = [entry(f"Tax {n}") for n in range(40)]
    (alone,) = groups("tax", many)
    assert (len(alone.entries), alone.total) == (MOST_IN_ONE_GROUP, 40)
    first, _ = groups("tax", [*many, entry("Tax", Kind.CHART)])[::-1]
    assert (len(first.entries), first.total) == (MOST_IN_GROUP, 40)


def test_that_what_was_found_elsewhere_is_listed_once_and_after_names_that_fit() -> None:
    known, by_notes = entry("Plan", Kind.SCENARIO), entry("Escalation", Kind.SCENARIO)
    (found,) = groups("plan", [known], [known, by_notes])
    assert [one.name for one in found.entries] == ["Plan", "Escalation"]


def test_that_no_slip_is_forgiven_where_the_library_holds_the_very_word() -> None:
    known, by_notes = entry("Planet"), entry("Escalation", Kind.SCENARIO)
    assert [group.kind for group in groups("plamet", [known])] == [Kind.LEVER]
    assert [group.kind for group in groups("plamet", [known], [by_notes])] == [Kind.SCENARIO]
