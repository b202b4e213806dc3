"""What a browser wants to see of a library, and what it was given; asked on the store's lane."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from db import Order, ScenarioQuery, ScenarioSummary
from desktop.domain.outcome import SUMMARY_YEARS, Outcome
from desktop.views.scenarios.preview import KeptFan, fan_of_bands, fan_of_outcomes

if TYPE_CHECKING:
    from db import Library

PAGE = 100
"""Scenarios that are asked for at a time."""


class LibrarySection(StrEnum):
    """Name a part of the library that is browsed."""

    ALL = "all"
    FOLDER = "folder"
    TRASH = "trash"
    BACKUPS = "backups"


@dataclass(frozen=True, slots=True)
class BrowserQuery:
    """Say what the browser shows: it outlives the widgets that show it."""

    indicator: str
    """Whose outcome and whose curves the list shows."""
    year: int = SUMMARY_YEARS[0]
    section: LibrarySection = LibrarySection.ALL
    folder: str = ""
    text: str = ""
    tags: tuple[str, ...] = ()
    order: Order = Order.CHANGED
    reverse: bool = False

    @property
    def narrowed(self) -> bool:
        """Say whether a search or a tag leaves some scenarios of the place out."""
        return bool(self.text.strip() or self.tags)

    def page(self, first: int, limit: int) -> ScenarioQuery:
        """Return the question to the store for one page."""
        return ScenarioQuery(
            text=self.text,
            folder=self.folder if self.section is LibrarySection.FOLDER else None,
            tags=self.tags,
            in_trash=self.section is LibrarySection.TRASH,
            indicator=self.indicator,
            year=self.year,
            order=self.order,
            reverse=self.reverse,
            limit=limit,
            first=first,
        )


@dataclass(frozen=True, slots=True)
class Listing:
    """Hold one page of a library as it stood when it was asked."""

    query: BrowserQuery
    first: int
    rows: tuple[ScenarioSummary, ...]
    outcomes: dict[int, tuple[Outcome, ...]]
    fans: dict[int, KeptFan]
    total: int
    """How many there are on all pages."""
    folders: tuple[str, ...] = ()
    tags: tuple[tuple[str, int], ...] = ()
    everything: int = 0
    """Scenarios outside the trash."""
    trashed: int = 0


def read_listing(
    store: "Library",
    query: BrowserQuery,
    first: int = 0,
    limit: int = PAGE,
    known: Listing | None = None,
) -> Listing:
    """Return a page; with the first one, what the library holds besides.

    That is taken from `known` if it is given: nothing has been changed since.
    """
    page = query.page(first, limit)
    rows = store.scenarios.listed(page)
    numbers = [row.id for row in rows]
    outcomes = store.runs.outcomes_of(numbers, query.indicator)
    fans = {number: fan_of_outcomes(kept) for number, kept in outcomes.items()}
    for number, (months, curve) in store.runs.fans_of(numbers, query.indicator).items():
        if number in outcomes:
            fans[number] = fan_of_bands(months, curve)
    listing = Listing(query, first, rows, outcomes, fans, store.scenarios.count(page))
    if first:
        return listing
    if known is not None:
        return replace(
            listing,
            folders=known.folders,
            tags=known.tags,
            everything=known.everything,
            trashed=known.trashed,
        )
    return replace(
        listing,
        folders=store.scenarios.folders(),
        tags=store.scenarios.tags(),
        everything=store.scenarios.count(),
        trashed=store.scenarios.count(ScenarioQuery(in_trash=True)),
    )
