"""Libraries on a database server, for whoever names one in the environment."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

VARIABLE = "VECINOS_TEST_SERVER"
"""Address of a PostgreSQL database in which the tests may make and drop schemas."""


def is_there() -> bool:
    """Say whether a server is named."""
    return bool(os.environ.get(VARIABLE))


@contextmanager
def fresh_library() -> Iterator[str]:
    """Yield the address of an empty library, in a schema of its own that is dropped after."""
    url = sa.make_url(os.environ[VARIABLE])
    schema = f"vecinos_{uuid.uuid4().hex}"
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.execute(sa.schema.CreateSchema(schema))
    try:
        own = url.update_query_dict({"options": f"-csearch_path={schema}"})
        yield own.render_as_string(hide_password=False)
    finally:
        with engine.begin() as connection:
            connection.execute(sa.schema.DropSchema(schema, cascade=True))
