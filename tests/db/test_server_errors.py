"""What a database server can answer, and addresses with passwords in them."""

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from db.errors import LibraryError, LocationError, ServerForeignError
from db.file import opening
from db.file.connection import reported
from db.file.integrity import VERSION_TABLE
from db.file.location import Location, locate, redacted

SECRET = "Zq7Zq7"
SCHEMES = ("postgresql+psycopg", "postgresql", "POSTGRES", "mysql+pymysql")


@given(
    st.sampled_from(SCHEMES),
    st.sampled_from(["/", "//", "///", ""]),
    st.sampled_from(["?password=", "?sslmode=require&PASSWORD=", "?a=b&sslpassword=", "", "?pwd="]),
    st.sampled_from(["", "@", "/", "#", ":", "%40"]),
)
def test_that_no_spelling_of_an_address_shows_its_password(
    scheme: str, slashes: str, query: str, odd: str
) -> None:
    inside = f"{scheme}:{slashes}ana:{odd}{SECRET}@host/vecinos"
    asked = f"{scheme}:{slashes}ana@host/vecinos{query}{SECRET}" if query else inside
    assert SECRET not in redacted(asked)
    try:
        shown = locate(asked).shown
    except LocationError as error:
        shown = str(error.fields)
    assert SECRET not in shown


@pytest.mark.parametrize("path", ["/home/ana/a.vecinos", "C:\\a.vecinos", "a@b.vecinos-library"])
def test_that_the_path_of_a_file_is_shown_as_it_is(path: str) -> None:
    assert redacted(path) == path


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("42501", "library_server_rights"),
        ("25006", "library_server_read_only"),
        ("40P01", "library_busy"),
        ("53100", "library_disk_full"),
        ("3F000", "library_server_table"),
        ("42P01", "library_server_table"),
        ("22P05", "library_server_encoding"),
        ("57014", "library_server"),
    ],
)
def test_that_each_answer_of_a_server_has_its_own_sentence(state: str, code: str) -> None:
    refused = Exception("refused")
    vars(refused)["sqlstate"] = state
    place = Location(None, sa.make_url("postgresql://host/vecinos"), "postgresql://host/vecinos")
    with pytest.raises(LibraryError) as told, reported(place):
        raise sa.exc.ProgrammingError("select", {}, refused)
    assert told.value.code == code


@pytest.mark.parametrize("revision", [None, "", "main", "-1", "٣"])
def test_that_a_format_that_is_no_number_is_of_somebody_elses_tables(revision: str | None) -> None:
    place = Location(None, sa.make_url("postgresql://host/base"), "a server")
    engine = sa.create_engine("sqlite://", poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE TABLE {VERSION_TABLE} (version_num TEXT)")
        if revision is not None:
            versions = sa.table(VERSION_TABLE, sa.column("version_num"))
            connection.execute(sa.insert(versions).values(version_num=revision))
        with pytest.raises(ServerForeignError):
            opening._bring_server_up_to_date(connection, place, create=True, read_only=False)
