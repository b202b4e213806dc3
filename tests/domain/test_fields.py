"""Fields however they are declared: records in records in records."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.domain import kinds
from desktop.domain.fields import built, fields_of, kept, walk


@dataclass(frozen=True)
class Inner:
    size: float = field(default=0.0, metadata=kept(kinds.Number()))


@dataclass(frozen=True)
class Middle:
    inner: Inner = field(default_factory=Inner, metadata=kept(kinds.Within(Inner)))
    word: str = field(default="", metadata=kept(kinds.Text(), since=2))


@dataclass(frozen=True)
class Outer:
    middle: Middle = field(default_factory=Middle, metadata=kept(kinds.Within(Middle)))
    one: Inner | None = field(default=None, metadata=kept(kinds.Record(Inner)))
    row: Inner = field(default_factory=Inner, metadata=kept(kinds.Row(Inner)))
    rows: Mapping[str, Inner] = field(
        default_factory=dict, metadata=kept(kinds.Keyed(kinds.Row(Inner)))
    )
    lists: tuple[tuple[Inner, ...], ...] = field(
        default=(), metadata=kept(kinds.Several(kinds.Several(kinds.Record(Inner))))
    )


def test_that_a_record_is_built_of_its_fields_however_deep_they_lie() -> None:
    outer = Outer(Middle(Inner(2.0), "x"), one=Inner(3.0))
    values = {each.name: each.value(outer) for each in fields_of(Outer)}
    assert list(values) == ["size", "word", "one", "row", "rows", "lists"]
    assert built(Outer, values) == outer


def test_that_a_walk_comes_by_every_record_that_a_field_holds() -> None:
    outer = Outer(
        Middle(Inner(1.0)), Inner(2.0), Inner(3.0), {"a": Inner(4.0)}, ((Inner(5.0), Inner(6.0)),)
    )
    sizes = [value for each, _, value in walk(outer) if each.name == "size"]
    assert sizes == [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]
    assert [value for each, _, value in walk(Outer()) if each.name == "size"] == [0.0]


def test_that_a_format_of_packs_leaves_out_what_came_later() -> None:
    assert [each.name for each in fields_of(Middle, 1)] == ["size"]
    assert [each.name for each in fields_of(Middle, 2)] == ["size", "word"]
