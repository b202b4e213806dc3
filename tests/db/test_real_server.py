"""A library on a real PostgreSQL server: all that a file can do, and all that a server can refuse.

The server is made for these tests, in a folder that is thrown away. It stands in another time zone.
"""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from pytestqt.qtbot import QtBot

from db.errors import (
    BusyLibraryError,
    ChangedElsewhereError,
    LibraryError,
    LibraryNotFoundError,
    NameTakenError,
    NewerLibraryError,
    OlderReadOnlyLibraryError,
    ServerEncodingError,
    ServerForeignError,
    ServerOptionError,
    ServerReadOnlyError,
    ServerRightsError,
    ServerTableError,
    ServerUnreachableError,
)
from db.file.connection import file_engine
from db.file.integrity import VERSION_TABLE
from db.file.integrity_report import check_store
from db.file.rows import Base
from db.file.upgrade import FORMAT, migrate
from db.library import Library
from db.postgresql import CONNECT_SECONDS, SILENT_SECONDS
from desktop.bridge.store_lane import StoreLane
from desktop.cli import main
from desktop.document.commands import SetLever
from desktop.domain.errors import VecinosError
from desktop.domain.lever import Setting
from desktop.domain.policy import Policy
from desktop.domain.scenario import Scenario
from desktop.language.language import LANGUAGES, load_language
from desktop.modelfiles.read import read_model
from desktop.modelfiles.resources import RESOURCES
from desktop.reports.streams import say
from desktop.session.save_state import SaveState
from tests.db.samples import sample
from tests.db.servers import OWNER, SECRET, VARIABLE, Server, throw_away
from tests.session.autosave_bench import Bench

pytestmark = [pytest.mark.long, pytest.mark.posix("processes that can be stopped and told apart")]
ROOT = Path(__file__).parents[2]
LEGACY = Path(__file__).parent / "legacy"
TABLES = tuple(Base.metadata.tables)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with throw_away() as started:
        yield started


@pytest.fixture
def address(server: Server) -> str:
    return server.address(server.database())


def test_that_all_tests_of_the_store_hold_on_a_server(address: str) -> None:
    command = (sys.executable, "-m", "pytest", "tests/db", "-k", "server", "-m", "not long")
    found = subprocess.run(
        [*command, "-q", "-n", "0", "--hypothesis-profile=ci", "-p", "no:randomly"],
        cwd=ROOT,
        env={**os.environ, VARIABLE: address},
        capture_output=True,
        text=True,
        check=False,
    )
    held, short = (
        sum(map(int, re.findall(rf"(\d+) (?:{kinds})", found.stdout)))
        for kinds in ("passed", "failed|errors?")
    )
    account = (
        f"tests of the store on a server: tried {held + short}, held {held}, fell short {short}"
    )
    say(account)
    assert found.returncode == 0, found.stdout
    assert held >= 40
    assert short == 0, account


def test_that_a_database_that_was_open_before_and_lost_its_tables_is_told_and_none_are_made(
    address: str, qtbot: QtBot
) -> None:
    lane = StoreLane(address, create=False)
    told: list[VecinosError] = []
    lane.submit(lambda store: store.scenarios.count()).then(lane, lambda _: None, told.append)
    assert lane.flush(60)
    assert lane.close()
    assert [error.code for error in told] == ["library_gone"]
    assert SECRET not in str(told)
    with pytest.raises(LibraryNotFoundError):
        Library.open(address, create=False)
    with Library.open(address) as store:
        assert store.scenarios.count() == 0


# ---------------------------------------------------------------- commands


def test_that_packs_lists_and_checkups_work_on_a_server(
    address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = read_model()
    plan = Scenario(
        "Vías ⚖ 日本",
        Policy({"legal_pathways": Setting(2000.0)}),
        folder="T/x",
        model_version=model.version,
        model_digest=model.digest,
    )
    with Library.open(address) as store:
        store.scenarios.create(plan)
    pack = str(tmp_path / "a.vecinos")
    assert main(["pack", "T", pack, "--store", address]) == 0
    assert main(["unpack", pack, "--store", address]) == 0
    assert main(["check-store", address]) == 0
    assert main(["scenarios", "--store", address]) == 0
    assert main(["backups", "--store", address]) == 1
    assert main(["project", "--members", "2", "--scenario", plan.name, "--store", address]) == 0
    said = capsys.readouterr()
    assert f"{plan.name} 2" in said.out
    assert SECRET not in said.out + said.err


def spellings(server: Server) -> list[str]:
    """Return addresses with the password in every place it could be typed."""
    place, base = f"127.0.0.1:{server.port}", server.address()
    query = server.address(password="").replace(":@", "@")
    return [
        *(f"{query}?{key}={SECRET}" for key in ("password", "PASSWORD", "pwd", "sslpassword")),
        f"{query}?passfile=/x&password={SECRET}&nonsense=1",
        base.replace("://", ":/"),
        base.replace("://", ":///"),
        base.replace("://", ":"),
        base.replace("psycopg", "nonsense"),
        base.replace("psycopg", "psycopg_async"),
        base.replace(f":{server.port}", ":1"),
        base.replace(f":{server.port}", ":x"),
        base.replace(OWNER, "nobody"),
        f"postgresql+psycopg://{OWNER}:{SECRET}@{place}/none",
        f"postgresql+psycopg://{OWNER}:wrong{SECRET}@{place}/postgres",
        f"postgresql+psycopg://{OWNER}:{SECRET}@@{place}/postgres",
        f"postgresql+psycopg://{OWNER}:{SECRET}#@{place}/postgres",
        f"{base}?connect_timeout=x",
        f"{base}?options=-cnonsense%3D1",
        f"{base}?sslmode=strange",
    ]


def test_that_no_command_prints_a_password_however_the_address_is_spelled(
    server: Server, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    tried, short = 0, []
    for location in spellings(server):
        for words in (
            ["scenarios", "--store", location],
            ["check-store", location],
            ["backups", "--store", location],
            ["pack", "a", str(tmp_path / "a.vecinos"), "--store", location],
            ["scenarios", "--store", location, "--debug"],
        ):
            code = main(["--lang", "en", *words])
            said = capfd.readouterr()
            tried += 1
            told = said.out + said.err
            one_sentence = said.err.count("\n") == 1 and "unforeseen" not in said.err
            if code not in (1, 2) or SECRET in told or not ("--debug" in words or one_sentence):
                short.append((words, code, told))
    held = tried - len(short)
    say(f"passwords: tried {tried}, held {held}, fell short {len(short)}")
    assert short == []


# ---------------------------------------------------------------- two programs


def test_that_two_programs_lose_nothing_that_either_has_been_told_is_saved(address: str) -> None:
    with Library.open(address) as store:
        shared = store.scenarios.create(sample("shared"))
    told: Counter[str] = Counter()
    kept: list[tuple[str, float]] = []
    lock = threading.Lock()

    def work(who: str) -> None:
        with Library.open(address) as mine:
            own = mine.scenarios.create(sample(who))
            value = 0.0
            for step in range(60):
                value = float(step)
                mine.scenarios.save(own, sample(who, value=value))
                answer = "saved"
                try:
                    mine.scenarios.save(
                        shared, replace(mine.scenarios.load(shared), notes=f"{who} {step}")
                    )
                    mine.scenarios.create(sample(f"both {step}"))
                except ChangedElsewhereError:
                    answer = "changed elsewhere"
                except NameTakenError:
                    answer = "name taken"
                with lock:
                    told[answer] += 1
            with lock:
                kept.append((who, value))

    threads = [threading.Thread(target=work, args=(who,)) for who in ("ana", "luis", "eva")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert len(kept) == 3
    with Library.open(address) as store:
        for who, value in kept:
            assert store.scenarios.load(store.scenarios.find(who)) == sample(who, value=value)
        names = [each.name for each in store.scenarios.listed()]
        assert len(names) == len(set(names))
    assert not check_store(address).damaged
    say(f"three programs at once: {dict(told)}")


def test_that_two_programs_that_open_an_empty_database_at_once_make_one_library(
    address: str,
) -> None:
    found: list[int] = []

    def work() -> None:
        with Library.open(address) as store:
            found.append(store.scenarios.count())

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert found == [0] * 6


# ---------------------------------------------------------------- formats


def schema(connection: sa.Connection) -> set[tuple[object, ...]]:
    """Return every column, index and constraint, with types, collations and defaults."""
    columns = (
        "SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, "
        "column_default, collation_name FROM information_schema.columns "
        "WHERE table_schema = 'public'"
    )
    indexes = "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'"
    constraints = (
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE connamespace = 'public'::regnamespace"
    )
    return {
        tuple(row)
        for query in (columns, indexes, constraints)
        for row in connection.exec_driver_sql(query)
        if row[0] != VERSION_TABLE
    }


def fill(connection: sa.Connection, path: Path) -> None:
    """Copy the rows of a library's file into the same tables of a server."""
    there, here = sa.MetaData(), sa.MetaData()
    there.reflect(connection)
    with file_engine(path, "ro").connect() as source:
        here.reflect(source)
        for table in there.sorted_tables:
            if table.name == VERSION_TABLE:
                continue
            rows = [
                dict(row._mapping) for row in source.execute(sa.select(here.tables[table.name]))
            ]
            for row in rows:
                for name, value in row.items():
                    if isinstance(value, datetime):
                        row[name] = value.replace(tzinfo=UTC)
            if rows:
                connection.execute(sa.insert(table), rows)
            if "id" in table.columns and table.name != "library":
                sequence = f"pg_get_serial_sequence('{table.name}', 'id')"
                last = f"(SELECT max(id) FROM {table.name})"
                connection.exec_driver_sql(f"SELECT setval({sequence}, {last})")


@pytest.mark.parametrize("before", range(1, FORMAT))
def test_that_a_library_of_an_older_format_is_upgraded_on_a_server_as_in_a_file(
    before: int, server: Server, tmp_path: Path
) -> None:
    address = server.address(server.database())
    old = LEGACY / f"format-{before}.vecinos"
    engine = sa.create_engine(address, poolclass=sa.NullPool)
    with engine.begin() as connection:
        migrate(connection, before)
        fill(connection, old)
    with pytest.raises(OlderReadOnlyLibraryError):
        Library.open(address, read_only=True)
    copy = tmp_path / "a.vecinos"
    copy.write_bytes(old.read_bytes())
    with Library.open(address) as store, Library.open(copy) as file:
        found, expected = store.scenarios.listed(), file.scenarios.listed()
        assert {each.id for each in found} == {each.id for each in expected}
        assert len(found) > 0
        for each in expected:
            assert store.scenarios.load(each.id) == file.scenarios.load(each.id)
            assert store.scenarios.undo_log(each.id) == file.scenarios.undo_log(each.id)
        assert store.scenarios.trash() == file.scenarios.trash()
        assert store.scenarios.create(sample("new")) == file.scenarios.create(sample("new"))
    assert not check_store(address).damaged
    fresh = server.address(server.database())
    Library.open(fresh).close()
    schemas = []
    for place in (address, fresh):
        with sa.create_engine(place, poolclass=sa.NullPool).connect() as connection:
            schemas.append(schema(connection))
            options = {"version_table": VERSION_TABLE, "compare_type": True}
            context = MigrationContext.configure(connection, opts=options)
            assert compare_metadata(context, Base.metadata) == []
    assert schemas[0] ^ schemas[1] == set()
    ordered = {row[1]: row[6] for row in schemas[0] if row[0] == "scenario" and len(row) == 7}
    assert ordered["order_key"] == "C"


def test_that_a_library_of_a_newer_format_is_refused_on_a_server(
    server: Server, address: str
) -> None:
    Library.open(address).close()
    name = sa.make_url(address).database
    server.execute(f"UPDATE {VERSION_TABLE} SET version_num = '0099'", database=str(name))
    with pytest.raises(NewerLibraryError):
        Library.open(address)


# ---------------------------------------------------------------- what a server refuses


def use(address: str) -> None:
    """Do with a library all that a window does."""
    with Library.open(address) as store:
        kept = store.scenarios.create(sample(f"ñ ⚖ 日本 {time.monotonic_ns()}"))
        store.scenarios.set_last_opened(kept)
        store.scenarios.save(
            kept, replace(store.scenarios.load(kept), notes="z"), store.scenarios.undo_log(kept)
        )
        store.versions.keep(kept, "v")
        store.scenarios.listed()
        store.observations.listed()
        store.scenarios.delete(kept)
        store.scenarios.undelete(kept)
    assert not check_store(address).damaged


def told(work: Callable[[], object]) -> type[VecinosError] | None:
    """Return which error is raised, once it is seen to be one sentence in both languages."""
    try:
        work()
    except VecinosError as error:
        for code in LANGUAGES:
            sentence = load_language(code, RESOURCES).error(error)
            assert "\n" not in sentence
            assert SECRET not in sentence
        return type(error)
    return None


def role(server: Server, database: str, *rights: str) -> str:
    """Make a role with these rights and return the address it uses."""
    name = f"role_{time.monotonic_ns()}"
    server.execute(f"CREATE ROLE {name} LOGIN PASSWORD '{SECRET}'")
    server.execute(*(f"GRANT {each} TO {name}" for each in rights), database=database)
    return server.address(database, user=name)


def test_that_a_role_without_rights_is_told_in_words(server: Server) -> None:
    database = server.database()
    assert told(lambda: use(role(server, database))) is ServerRightsError
    use(server.address(database))
    everything = "ON ALL TABLES IN SCHEMA public"
    assert told(lambda: use(role(server, database))) is ServerRightsError
    reader = role(server, database, f"SELECT {everything}")
    assert told(lambda: use(reader)) is ServerRightsError
    with Library.open(reader) as store:
        assert isinstance(store.read_only_reason, ServerRightsError)
        assert store.scenarios.count() == 1
    half = role(server, database, f"SELECT, INSERT, UPDATE {everything}")
    assert told(lambda: use(half)) is ServerRightsError
    writer = role(
        server,
        database,
        f"SELECT, INSERT, UPDATE, DELETE {everything}",
        "USAGE ON ALL SEQUENCES IN SCHEMA public",
    )
    assert told(lambda: use(writer)) is None
    without = role(server, database, f"SELECT, INSERT, UPDATE, DELETE {everything}")
    assert told(lambda: use(without)) is ServerRightsError


def test_that_a_server_that_is_read_only_is_told_in_words_and_read(server: Server) -> None:
    database = server.database()
    read_only = server.address(database, query="options=-cdefault_transaction_read_only%3Don")
    assert told(lambda: use(read_only)) is ServerReadOnlyError
    use(server.address(database))
    with Library.open(read_only) as store:
        assert isinstance(store.read_only_reason, ServerReadOnlyError)
        assert store.scenarios.count() == 1
    server.execute(f"ALTER DATABASE {database} SET default_transaction_read_only = on")
    assert told(lambda: use(server.address(database))) is ServerReadOnlyError
    assert told(lambda: check_store(server.address(database))) is None


def test_that_a_database_that_turns_read_only_meanwhile_refuses_a_save_in_words(
    server: Server,
) -> None:
    database = server.database()
    with Library.open(server.address(database)) as store:
        kept = store.scenarios.create(sample())
        server.execute(
            f"ALTER DATABASE {database} SET default_transaction_read_only = on",
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'",
        )
        refused = told(lambda: store.scenarios.save(kept, sample(value=1.0)))
    assert refused in (ServerReadOnlyError, ServerUnreachableError)


@pytest.mark.parametrize("table", [*TABLES, VERSION_TABLE])
def test_that_a_dropped_table_is_told_in_words(table: str, server: Server, address: str) -> None:
    use(address)
    database = str(sa.make_url(address).database)
    with Library.open(address) as store:
        kept = store.scenarios.find(store.scenarios.listed()[0].name)
        server.execute(f"DROP TABLE {table} CASCADE", database=database)
        for work in (
            lambda: store.scenarios.save(kept, sample(value=1.0), store.scenarios.undo_log(kept)),
            lambda: store.scenarios.create(sample("b")),
            store.scenarios.listed,
            store.observations.listed,
            lambda: store.versions.listed(kept),
        ):
            assert told(work) in (None, ServerTableError)
    expected = ServerForeignError if table == VERSION_TABLE else ServerTableError
    assert told(lambda: use(address)) is expected
    assert told(lambda: check_store(address)) is not None


@pytest.mark.parametrize("column", ["name", "digest", "order_key", "edition"])
def test_that_a_column_that_is_gone_is_told_in_words(
    column: str, server: Server, address: str
) -> None:
    use(address)
    database = str(sa.make_url(address).database)
    server.execute(f"ALTER TABLE scenario DROP COLUMN {column} CASCADE", database=database)
    assert told(lambda: use(address)) is ServerTableError


@pytest.mark.parametrize(
    "query",
    [
        *("nonsense=1", "connect_timeout=a", "port=a", "port=1&port=2", "sslmode=strange"),
        *("options=-cnonsense%3D1", "options=nonsense", "options=-csearch_path%3Dnowhere"),
        *("target_session_attrs=odd", "service=none", "sslmode=verify-full&sslrootcert=%2Fnope"),
        *("keepalives_idle=a", "gssencmode=require", "hostaddr=1.2", "channel_binding=odd"),
        *("options=-cstatement_timeout%3D1", "row_factory=a", "conninfo=a", "host=a&host=b"),
        *("tcp_user_timeout=a", "prepare_threshold=a", "autocommit=1"),
    ],
)
def test_that_an_odd_option_is_told_in_words(query: str, server: Server) -> None:
    expected = (ServerOptionError, ServerUnreachableError, ServerTableError)
    assert told(lambda: use(server.address(server.database(), query=query))) in expected


@pytest.mark.parametrize(
    "query",
    [
        *("application_name=a", "client_encoding=latin1", "client_encoding=nonsense"),
        *("connect_timeout=30", "tcp_user_timeout=0", "options=-cstatement_timeout%3D30000"),
        *("sslmode=disable", "options=-cTimeZone%3DAsia%2FTokyo", "options=-cDateStyle%3DGerman"),
        *("options=-clc_messages%3DC", "options=-cstandard_conforming_strings%3Doff"),
        "options=-cdefault_transaction_isolation%3Dserializable",
    ],
)
def test_that_an_option_that_makes_sense_does_no_harm(query: str, server: Server) -> None:
    assert told(lambda: use(server.address(server.database(), query=query))) is None


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        ("UTF8", None),
        ("SQL_ASCII", None),
        ("LATIN1", ServerEncodingError),
        ("WIN1252", ServerEncodingError),
        ("EUC_JP", ServerEncodingError),
    ],
)
def test_that_a_database_that_cannot_hold_every_character_is_refused_in_words(
    encoding: str, expected: type[LibraryError] | None, server: Server
) -> None:
    database = server.database(f"ENCODING '{encoding}' TEMPLATE template0 LOCALE 'C'")
    assert told(lambda: use(server.address(database))) is expected


def test_that_a_wrong_name_password_or_port_is_told_in_words(server: Server) -> None:
    good = server.address()
    for bad in (
        server.address("none"),
        server.address(user="none"),
        server.address(password="none"),
        good.replace(str(server.port), "1"),
        good.replace("127.0.0.1", "nowhere.invalid"),
    ):
        assert told(lambda: use(bad)) is ServerUnreachableError  # noqa: B023 - called at once


# ---------------------------------------------------------------- a server that hangs or dies


def test_that_a_row_held_by_another_program_ends_in_words_in_time(
    server: Server, address: str
) -> None:
    with Library.open(address) as store:
        kept = store.scenarios.create(sample())
        with sa.create_engine(address, poolclass=sa.NullPool).begin() as other:
            other.exec_driver_sql("SELECT * FROM scenario FOR UPDATE")
            begin = time.monotonic()
            refused = told(lambda: store.scenarios.save(kept, sample(value=1.0)))
            taken = time.monotonic() - begin
        assert refused in (ServerUnreachableError, BusyLibraryError)
        assert taken < SILENT_SECONDS + CONNECT_SECONDS + 5
        store.scenarios.save(kept, sample(value=2.0))
        assert store.scenarios.load(kept) == sample(value=2.0)


@pytest.mark.parametrize("harm", ["hangs", "dies", "is cut off"])
def test_that_a_save_on_a_server_that_is_gone_is_told_in_time_and_made_up_for_by_itself(
    harm: str, server: Server, qtbot: QtBot
) -> None:
    database = server.database()
    begin_harm, end_harm = {
        "hangs": (server.hang, server.go_on),
        "dies": (server.kill, server.start),
        "is cut off": (
            lambda: server.execute(
                f"ALTER DATABASE {database} ALLOW_CONNECTIONS false",
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                f"WHERE datname = '{database}'",
            ),
            lambda: server.execute(f"ALTER DATABASE {database} ALLOW_CONNECTIONS true"),
        ),
    }[harm]
    bench = Bench(server.address(database), qtbot)
    again: list[bool] = []
    bench.autosave.recovered.connect(lambda _: again.append(True))
    try:
        bench.start()
        assert bench.state is SaveState.SAVED
        begin_harm()
        try:
            begin = time.monotonic()
            bench.document.apply(SetLever("a", Setting(40)))
            patience = 1000 * (SILENT_SECONDS + CONNECT_SECONDS + 10)
            qtbot.waitUntil(lambda: bench.state is SaveState.NOT_SAVED, timeout=patience)
            seconds = time.monotonic() - begin
            assert [type(error) for error in bench.errors] == [ServerUnreachableError]
        finally:
            end_harm()
        qtbot.waitUntil(lambda: bench.state is SaveState.SAVED, timeout=60_000)
        assert again == [True]
        assert len(bench.errors) == 1
    finally:
        bench.close()
    with Library.open(server.address(database), read_only=True) as store:
        assert store.scenarios.load(store.scenarios.find("Untitled")).policy.settings[
            "a"
        ] == Setting(40)
    say(f"a server that {harm}: told after {seconds:.1f} s, saved again by itself")


_ASKS = """
import sys
import sqlalchemy as sa
from db.library import Library
from desktop import cli

def ask(call):
    with Library.open(call.line.value("--store")) as store:
        with store.scenarios._transactions.reading() as session:
            print("asks", flush=True)
            session.execute(sa.text("SELECT pg_sleep(60)"))

cli._ACTIONS = {**cli._ACTIONS, "scenarios": ask}
sys.exit(cli.main())
"""
"""A command whose one statement takes long."""


@pytest.mark.parametrize("hangs", [False, True])
def test_that_ctrl_c_ends_a_command_that_waits_for_a_server(
    hangs: bool, server: Server, address: str
) -> None:
    use(address)
    with subprocess.Popen(
        [sys.executable, "-c", _ASKS, "scenarios", "--store", address],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "asks\n"
        try:
            if hangs:
                server.hang()
            process.send_signal(signal.SIGINT)
            answer = process.communicate(timeout=60)
        finally:
            server.go_on()
    assert (process.returncode, *answer) == (130, "", "")
