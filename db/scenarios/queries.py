"""Statements behind lists of scenarios: columns only, so that ten thousand are listed at once."""

from collections.abc import Sequence
from dataclasses import fields
from enum import Enum, auto
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute, Session

from db.file.rows import OutcomeRow, ScenarioRow, TagRow, WordsRow
from db.scenarios import mapping
from db.scenarios.summary import Order, ScenarioQuery, ScenarioSummary
from desktop.domain.lines import name_key
from desktop.domain.outcome import Outcome


class _Holds(sa.sql.functions.GenericFunction[bool]):
    """Say whether a text holds a word."""

    type = sa.Boolean()
    inherit_cache = True
    name = "vecinos_holds"


@compiles(_Holds)
def _holds(element: _Holds, compiler: Any, **options: Any) -> str:
    return f"strpos({compiler.process(element.clauses, **options)}) > 0"


@compiles(_Holds, "sqlite")
def _holds_in_a_file(element: _Holds, compiler: Any, **options: Any) -> str:
    # Half again as fast as instr; a word holds no sign that means something to GLOB.
    text, word = (compiler.process(each, **options) for each in element.clauses)
    return f"{text} GLOB '*' || {word} || '*'"


def listed(session: Session, query: ScenarioQuery) -> tuple[ScenarioSummary, ...]:
    """Return the scenarios that a query asks for, in its order."""
    if query.order is not Order.OUTCOME or query.indicator is None:
        return _page(session, query, query.first, query.limit)
    # In two parts, those without an outcome last: each comes in the order of an index, while
    # one statement for both would sort ten thousand for a page of two hundred.
    found = _page(session, query, query.first, query.limit, Part.WITH_OUTCOME)
    left = None if query.limit is None else query.limit - len(found)
    if left == 0 or (query.least, query.most) != (None, None):
        return found
    before = query.first + len(found)
    if not found and query.first:
        before = min(before, count(session, query, Part.WITH_OUTCOME))
    first = query.first + len(found) - before
    return found + _page(session, query, first, left, Part.WITHOUT_OUTCOME)


class Part(Enum):
    """Split a list by whether a scenario has the outcome that is asked for."""

    WHOLE = auto()
    WITH_OUTCOME = auto()
    WITHOUT_OUTCOME = auto()


def _page(
    session: Session, query: ScenarioQuery, first: int, limit: int | None, part: Part = Part.WHOLE
) -> tuple[ScenarioSummary, ...]:
    statement, outcome = _joined(query, part)
    ordered = statement.where(*_conditions(query, part)).order_by(*_order(query, outcome, part))
    # On the connection: the session would take every row through its own machinery.
    rows = session.connection().execute(ordered.limit(limit).offset(first or None))
    return tuple(
        ScenarioSummary._make((*row[:-2], tuple(row[-2].split("\n")) if row[-2] else (), row[-1]))
        for row in rows
    )


def count(session: Session, query: ScenarioQuery, part: Part = Part.WHOLE) -> int:
    """Return how many scenarios a query asks for, whatever its page."""
    counted = sa.select(sa.func.count()).select_from(ScenarioRow)
    if part is Part.WITH_OUTCOME or (query.least, query.most) != (None, None):
        counted = counted.join(OutcomeRow, _asked(query))
    return session.scalar(counted.where(*_conditions(query, part))) or 0


def outcomes(
    session: Session, scenario_ids: Sequence[int], indicator: str
) -> dict[int, tuple[Outcome, ...]]:
    """Return one indicator's kept outcomes, by scenario, years in order."""
    columns = [getattr(OutcomeRow, each.name) for each in fields(Outcome)]
    statement = (
        sa.select(OutcomeRow.scenario_id, *columns)
        .where(OutcomeRow.scenario_id.in_(scenario_ids), OutcomeRow.indicator == indicator)
        .order_by(OutcomeRow.scenario_id, OutcomeRow.year)
    )
    found: dict[int, tuple[Outcome, ...]] = {}
    for number, *values in session.execute(statement):
        found[number] = (*found.get(number, ()), Outcome(*values))
    return found


def folders(session: Session) -> tuple[str, ...]:
    """Return every folder that holds a scenario outside the trash, in order of their keys."""
    statement = (
        sa.select(sa.func.min(ScenarioRow.folder))
        .where(ScenarioRow.deleted_at.is_(None), ScenarioRow.folder_key != "")
        .group_by(ScenarioRow.folder_key)
        .order_by(ScenarioRow.folder_key)
    )
    return tuple(session.scalars(statement))


def tags(session: Session) -> tuple[tuple[str, int], ...]:
    """Return every tag in use and how many scenarios outside the trash have it."""
    statement = (
        sa.select(sa.func.min(TagRow.tag), sa.func.count())
        .join(ScenarioRow, ScenarioRow.id == TagRow.scenario_id)
        .where(ScenarioRow.deleted_at.is_(None))
        .group_by(TagRow.tag_key)
        .order_by(TagRow.tag_key)
    )
    return tuple((tag, count) for tag, count in session.execute(statement))


def _joined(query: ScenarioQuery, part: Part) -> tuple[sa.Select[Any], sa.ColumnElement[Any]]:
    outcome: sa.ColumnElement[Any] = sa.null()
    if query.indicator is not None and part is not Part.WITHOUT_OUTCOME:
        outcome = sa.type_coerce(OutcomeRow.p50, sa.Double())
    columns: tuple[sa.ColumnElement[Any] | InstrumentedAttribute[Any], ...] = (
        ScenarioRow.id,
        ScenarioRow.name,
        ScenarioRow.assumptions,
        ScenarioRow.settings_count,
        ScenarioRow.events_count,
        ScenarioRow.model_version,
        ScenarioRow.model_digest,
        ScenarioRow.created_at,
        ScenarioRow.changed_at,
        ScenarioRow.opened_at,
        ScenarioRow.deleted_at,
        ScenarioRow.folder,
        ScenarioRow.tag_list,
        outcome,
    )
    statement: sa.Select[Any] = sa.select(*columns)
    if query.indicator is not None and part is not Part.WITHOUT_OUTCOME:
        outer = part is Part.WHOLE
        statement = statement.join(OutcomeRow, _asked(query), isouter=outer)
    return statement, outcome


def _asked(query: ScenarioQuery) -> sa.ColumnElement[bool]:
    return sa.and_(
        OutcomeRow.scenario_id == ScenarioRow.id,
        OutcomeRow.indicator == query.indicator,
        OutcomeRow.year == query.year,
    )


def _conditions(query: ScenarioQuery, part: Part) -> list[sa.ColumnElement[bool]]:
    deleted = ScenarioRow.deleted_at
    found: list[sa.ColumnElement[bool]] = [
        deleted.is_not(None) if query.in_trash else deleted.is_(None)
    ]
    if query.folder:
        below = mapping.folder_key(query.folder)
        # A range, for which the index serves; U+10FFFF comes after every other sign.
        found.append(ScenarioRow.folder_key.between(below, below + "\U0010ffff"))
    for tag in query.tags:
        having = sa.select(TagRow.scenario_id).where(TagRow.tag_key == name_key(tag))
        found.append(ScenarioRow.id.in_(having))
    terms = mapping.terms(query.text)
    if terms:
        # In one go through the words alone, rather than from scenario to scenario.
        holding = [_Holds(WordsRow.words, term) for term in terms]
        found.append(ScenarioRow.id.in_(sa.select(WordsRow.scenario_id).where(*holding)))
    elif query.text.strip():
        # Signs that are no word are in no scenario's words.
        found.append(sa.false())
    if part is Part.WITHOUT_OUTCOME:
        found.append(~sa.exists().where(_asked(query)))
    elif query.indicator is not None:
        if query.least is not None:
            found.append(OutcomeRow.p50 >= query.least)
        if query.most is not None:
            found.append(OutcomeRow.p50 <= query.most)
    return found


def _order(
    query: ScenarioQuery, outcome: sa.ColumnElement[Any], part: Part
) -> list[sa.ColumnElement[Any]]:
    instants = {Order.CHANGED: ScenarioRow.changed_at, Order.CREATED: ScenarioRow.created_at}
    if query.order in instants:
        newest_first = (instants[query.order], ScenarioRow.id)
        return [one.asc() if query.reverse else one.desc() for one in newest_first]
    if query.order is Order.NAME:
        by_name = (ScenarioRow.order_key, ScenarioRow.id)
        return [one.desc() if query.reverse else one.asc() for one in by_name]
    if part is Part.WITH_OUTCOME:
        falling = outcome.desc() if query.reverse else outcome.asc()
        return [falling, ScenarioRow.id.asc()]
    return [ScenarioRow.id.asc()]
