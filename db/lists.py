"""Statements behind lists of scenarios: columns only, so that ten thousand are listed at once."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute, Session

from db import mapping
from db.rows import OutcomeRow, ScenarioRow, TagRow, WordsRow
from db.summary import Order, ScenarioQuery, ScenarioSummary
from desktop.domain.scenario import name_key


class _Holds(sa.sql.functions.GenericFunction[bool]):
    """Say whether one text holds another."""

    type = sa.Boolean()
    inherit_cache = True
    name = "vecinos_holds"


@compiles(_Holds)
def _holds(element: _Holds, compiler: Any, **options: Any) -> str:
    return f"strpos({compiler.process(element.clauses, **options)}) > 0"


@compiles(_Holds, "sqlite")
def _holds_in_a_file(element: _Holds, compiler: Any, **options: Any) -> str:
    return f"instr({compiler.process(element.clauses, **options)}) > 0"


def listed(session: Session, query: ScenarioQuery) -> tuple[ScenarioSummary, ...]:
    """Return the scenarios that a query asks for, in its order."""
    statement, outcome = _joined(query)
    rows = session.execute(statement.where(*_conditions(query)).order_by(*_order(query, outcome)))
    return tuple(
        ScenarioSummary._make((*row[:-2], tuple(row[-2].split("\n")) if row[-2] else (), row[-1]))
        for row in rows
    )


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


def _joined(
    query: ScenarioQuery,
) -> tuple[sa.Select[Any], sa.ColumnElement[Any]]:
    outcome: sa.ColumnElement[Any] = sa.null()
    if query.indicator is not None:
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
    statement: sa.Select[Any] = sa.select(*columns).limit(query.limit)
    if query.indicator is not None:
        asked = sa.and_(
            OutcomeRow.scenario_id == ScenarioRow.id,
            OutcomeRow.indicator == query.indicator,
            OutcomeRow.year == query.year,
        )
        statement = statement.outerjoin(OutcomeRow, asked)
    if mapping.terms(query.text):
        statement = statement.join(WordsRow, WordsRow.scenario_id == ScenarioRow.id)
    return statement, outcome


def _conditions(query: ScenarioQuery) -> list[sa.ColumnElement[bool]]:
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
    # Several times as fast as LIKE.
    found += [_Holds(WordsRow.words, term) for term in mapping.terms(query.text)]
    if query.indicator is not None:
        if query.least is not None:
            found.append(OutcomeRow.p50 >= query.least)
        if query.most is not None:
            found.append(OutcomeRow.p50 <= query.most)
    return found


def _order(query: ScenarioQuery, outcome: sa.ColumnElement[Any]) -> list[sa.ColumnElement[Any]]:
    instants = {Order.CHANGED: ScenarioRow.changed_at, Order.CREATED: ScenarioRow.created_at}
    if query.order in instants:
        newest_first = (instants[query.order], ScenarioRow.id)
        return [one.asc() if query.reverse else one.desc() for one in newest_first]
    ordered = ScenarioRow.name_key if query.order is Order.NAME else outcome
    falling = ordered.desc() if query.reverse else ordered.asc()
    return [falling.nulls_last(), ScenarioRow.id.asc()]
