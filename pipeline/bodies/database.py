"""Where the register lies and how it is opened: SQLite by default, PostgreSQL for several machines."""

from __future__ import annotations

import os
import sqlite3
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, IntegrityError, OperationalError

from pipeline.errors import InputError, ResourceError, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

HEAD = "0001"  # the newest migration; a test holds it to the folder
ENVIRONMENT = "REFERAT_REGISTER"
_WAIT_S = 30.0  # for another process that is writing
_CONNECT_S = 10
_MIGRATION_LOCK = 0x5245_4645  # any number that nobody else locks
_WRITES = "referat_writes"


def default_register() -> Path:
    """Return $XDG_DATA_HOME/referat/register.sqlite, else that in ~/.local/share."""
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "referat" / "register.sqlite"


def register_exists(where: str | Path = "") -> bool:
    """Whether there is a register to open: a server is taken to have one."""
    url = _url(str(where) or str(default_register()))
    return url.drivername != "sqlite" or Path(url.database or "").exists()


class Register:
    """The register, open, with its schema as this version needs it.

    Parameters
    ----------
    where : str or Path
        A file, or a URL: ``postgresql://user@host/name`` or ``sqlite:///path``. Empty: the default file.
    create : bool
        Make the file when it is not there.

    Raises
    ------
    InputError
        There is no such file and `create` is False; it is damaged, or not a register, or of a newer version;
        the URL cannot be read.
    ResourceError
        The server does not answer, or the file cannot be written.
    """

    def __init__(self, where: str | Path = "", *, create: bool = False) -> None:
        url = _url(str(where) or str(default_register()))
        self.name = url.database or "" if url.drivername == "sqlite" else url.render_as_string(hide_password=True)
        self._is_file = url.drivername == "sqlite"
        if self._is_file:
            _prepare_file(Path(self.name), create=create)
        self._engine = _engine(url)
        with ExitStack() as unless_open:
            unless_open.callback(self.close)
            self._migrate()
            unless_open.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection for one consistent look."""
        with self._explained(), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield a connection whose changes are kept all, or, when anything is raised, none.

        On SQLite there is one writer at a time, from begin to end; others wait.
        """
        with self._explained(), self._engine.connect() as connection:
            writer = connection.execution_options(**{_WRITES: True})
            with writer.begin():
                yield writer

    def overwrite_removed(self) -> None:
        """Let what was removed vanish from the files now, though others may have the register open."""
        if not self._is_file:
            return
        with self._explained(), closing(self._engine.raw_connection()) as connection:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _migrate(self) -> None:
        with self.reading() as connection:
            if self._revision(connection) == HEAD:
                return
        with self.writing() as connection:
            if not self._is_file:
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK})
            if self._revision(connection) != HEAD:  # nobody else has done it meanwhile
                _upgrade(connection)

    def _revision(self, connection: Connection) -> str:
        """Return the revision of the schema; empty: there is none yet."""
        tables = inspect(connection).get_table_names()
        if "alembic_version" not in tables:
            if tables:
                raise InputError(
                    self.name, "is a database, but no register of bodies", "name another with --register, or a new file"
                )
            return ""
        found = str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")
        if found > HEAD:
            raise InputError(
                self.name,
                f"was written by a newer referat (schema {found}, this one knows {HEAD})",
                "install the newer version here too",
            )
        if not found or "body" not in tables:
            raise InputError(self.name, "is no register of bodies", "name another with --register, or a new file")
        return found

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Say in one line what the database said in many. Values that were written are never quoted."""
        try:
            yield
        except UnicodeEncodeError as error:
            raise InputError("register", "a name holds bytes that are no text", "type it again, in UTF-8") from error
        except IntegrityError:  # a rule of the register's: who wrote knows what to say
            raise
        except OperationalError as error:
            said = " ".join(str(error.orig).split())
            if not self._is_file:
                raise ResourceError(f"{self.name}: the database server does not answer: {said}") from error
            if "locked" in said:
                raise ResourceError(
                    f"{self.name}: another program holds it since {_WAIT_S:.0f} s; try again"
                ) from error
            if "disk" in said and "full" in said:
                raise ResourceError(f"{self.name}: the disk is full") from error
            if "readonly" in said or "unable to open" in said:
                raise ResourceError(
                    f"{self.name}: cannot be written ({said}); set {ENVIRONMENT} to a place of yours"
                ) from error
            raise _damaged(self.name, said) from error
        except DatabaseError as error:
            said = " ".join(str(error.orig).split())
            if not self._is_file:
                raise ResourceError(f"{self.name}: {said}") from error
            raise _damaged(self.name, said) from error


def _damaged(name: str, said: str) -> InputError:
    return InputError(name, f"is damaged, or no register of bodies ({said})", "put the copy back that you keep of it")


def _url(where: str) -> URL:
    if "://" not in where:
        return URL.create("sqlite", database=str(Path(where).expanduser().absolute()))
    try:
        url = make_url(where)
    except (ArgumentError, ValueError) as error:
        raise InputError("--register", "the URL cannot be read", "as in postgresql://user@host/name") from error
    kind = url.get_backend_name()
    if kind == "sqlite":
        if not url.database or url.database == ":memory:":
            raise InputError("--register", "the URL names no file", "as in sqlite:////folder/register.sqlite")
        return URL.create("sqlite", database=str(Path(url.database).absolute()))
    if kind not in {"postgresql", "postgres"}:
        raise InputError("--register", f'"{kind}" is not known', nearest(kind, ("postgresql", "sqlite")))
    try:
        import psycopg  # noqa: F401  # an extra: without it the message of SQLAlchemy says nothing of ours
    except ImportError as error:
        raise InputError("--register", "PostgreSQL needs psycopg", "pip install referat[postgres]") from error
    query = {"connect_timeout": str(_CONNECT_S), **url.query}
    return url.set(drivername="postgresql+psycopg", query=query)


def _prepare_file(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise InputError(path, "is a folder", "name a file in it")
    if path.exists():
        return
    if not create:
        raise InputError(path, "there is no register of bodies yet", "`referat body add NAME` makes one")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))  # SQLite gives its side files the same rights
    except OSError as error:
        raise ResourceError(
            f"{path}: cannot be made ({error.strerror}); set {ENVIRONMENT} to a place of yours"
        ) from error


def _engine(url: URL) -> Engine:
    if url.drivername != "sqlite":
        return create_engine(url, pool_pre_ping=True, hide_parameters=True, isolation_level="READ COMMITTED")
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": _WAIT_S})

    @event.listens_for(engine, "connect")
    def connect(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # SQLAlchemy begins transactions, not the driver: also around DDL
        for pragma in ("foreign_keys = on", "synchronous = full", "secure_delete = on"):
            connection.execute(f"PRAGMA {pragma}")
        try:
            connection.execute("PRAGMA journal_mode = wal")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):  # locked: another process is making it so, and it holds for the file
                raise

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _upgrade(connection: Connection) -> None:
    from alembic import command  # half a second, and needed once in the life of a register
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "pipeline.bodies:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
