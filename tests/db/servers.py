"""Libraries on a database server: one that is named in the environment, or one to throw away."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import sqlalchemy as sa

VARIABLE = "VECINOS_TEST_SERVER"
"""Address of a PostgreSQL database in which the tests may make and drop schemas."""
SECRET = "Zq7Zq7"
"""Password of the throw-away server's owner."""
OWNER = "owner"
PATIENCE = 60.0


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


class Server:
    """Run a PostgreSQL server of one's own, which can be stopped and killed.

    It never runs as root, which it refuses: then it is nobody's.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._programs = _programs()
        self._user = "nobody" if os.geteuid() == 0 else None
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None
        if self._user is not None:
            shutil.chown(folder, self._user)
        password = folder / "password"
        password.write_text(SECRET)
        password.chmod(0o644)
        options = ["-A", "scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        made = ["-D", str(folder / "data"), "-U", OWNER, f"--pwfile={password}"]
        self._popen("initdb", *made, *options).wait(PATIENCE)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        place = ["-D", str(self._folder / "data"), "-k", str(self._folder), "-p", str(self.port)]
        self._process = self._popen("postgres", *place, "-h", "127.0.0.1", "-F")
        until = time.monotonic() + PATIENCE
        while True:
            try:
                self.execute("SELECT 1")
            except sa.exc.OperationalError:
                if time.monotonic() > until:
                    raise AssertionError((self._folder / "log").read_text()) from None
                time.sleep(0.1)
            else:
                return

    def hang(self) -> None:
        """Let every process of it stand still; connections stay open."""
        for process in reversed(self._processes()):
            os.kill(process, signal.SIGSTOP)

    def go_on(self) -> None:
        """Let it go on after that."""
        for process in self._processes():
            os.kill(process, signal.SIGCONT)

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._process is None:
            return
        for process in self._processes():
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self._process.wait(PATIENCE)
        self._process = None

    def address(
        self, database: str = "postgres", user: str = OWNER, password: str = SECRET, query: str = ""
    ) -> str:
        """Return the address of a database."""
        place = f"{user}:{password}@127.0.0.1:{self.port}/{database}"
        return f"postgresql+psycopg://{place}{query and '?'}{query}"

    def execute(self, *statements: str, database: str = "postgres") -> None:
        """Carry out statements, each in a transaction of its own."""
        options = {"isolation_level": "AUTOCOMMIT", "poolclass": sa.NullPool}
        with sa.create_engine(self.address(database), **options).connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)

    def database(self, options: str = "") -> str:
        """Make an empty database and return its name."""
        name = f"vecinos_{uuid.uuid4().hex}"
        self.execute(f"CREATE DATABASE {name} {options}")
        return name

    def _processes(self) -> list[int]:
        assert self._process is not None
        first = self._process.pid
        children = Path(f"/proc/{first}/task/{first}/children").read_text()
        return [first, *(int(child) for child in children.split())]

    def _popen(self, program: str, *arguments: str) -> "subprocess.Popen[bytes]":
        with (self._folder / "log").open("ab") as log:
            return subprocess.Popen(
                [self._programs / program, *arguments],
                user=self._user,
                extra_groups=None if self._user is None else [],
                cwd=self._folder,
                env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "America/Mexico_City"},
                stdout=log,
                stderr=log,
            )


@contextmanager
def throw_away() -> Iterator[Server]:
    """Yield a server that runs; nothing of it is left."""
    # The folders of tests are closed to every other user.
    with tempfile.TemporaryDirectory(prefix="vecinos-server-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        server = Server(folder)
        try:
            server.start()
            yield server
        finally:
            server.kill()


def _programs() -> Path:
    """Return the folder of PostgreSQL's programs; Debian keeps them off the path."""
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).parent
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: path.parts)
    assert debian, "no PostgreSQL server is installed: apt install postgresql"
    return debian[-1].parent
