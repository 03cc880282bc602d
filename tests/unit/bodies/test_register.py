"""Opening the register: where it lies, who may read it, and what it is when it is not one."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from house_board import BOARD, PEOPLE
from sqlalchemy import text

from pipeline.bodies import (
    BodyRecord,
    Register,
    add_body,
    change_body,
    default_register,
    find_body,
    get_body,
    list_bodies,
    members_of,
    register_exists,
    remove_body,
)
from pipeline.bodies.database import HEAD
from pipeline.bodies.tables import metadata
from pipeline.errors import InputError, ResourceError


def test_the_migrations_make_the_tables_that_the_code_uses(register: Register) -> None:
    with register.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_newest_migration_is_the_one_that_the_code_knows() -> None:
    config = Config()
    config.set_main_option("script_location", "pipeline.bodies:migrations")
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_only_its_owner_can_read_it(tmp_path: Path) -> None:
    file = tmp_path / "data" / "referat" / "register.sqlite"
    before = os.umask(0o000)
    try:
        with Register(file, create=True) as register:
            add_body(register, "Rådet", BOARD)
            assert {path.stat().st_mode & 0o777 for path in file.parent.iterdir()} == {0o600}
    finally:
        os.umask(before)
    assert file.parent.stat().st_mode & 0o777 == 0o700


def test_the_default_is_in_the_users_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert default_register() == tmp_path / "data" / "referat" / "register.sqlite"
    assert not register_exists()
    with pytest.raises(InputError, match="no register of bodies yet"):
        Register()
    assert not (tmp_path / "data").exists(), "looking makes nothing"


def test_sqlite_waits_keeps_its_word_and_forgets(register: Register) -> None:
    with register.reading() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "busy_timeout", "secure_delete", "synchronous")
        }
    assert pragmas == {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "busy_timeout": 30_000,
        "secure_delete": 1,
        "synchronous": 2,
    }


def test_nothing_is_kept_of_a_change_that_fails(register: Register, board: BodyRecord) -> None:
    with pytest.raises(RuntimeError, match="half"), register.writing() as connection:
        connection.execute(text("DELETE FROM body"))
        raise RuntimeError("half way")
    assert list_bodies(register) == (board,)


@pytest.mark.parametrize("content", [b"not a database at all, but text\n" * 100, b"\x00" * 8192, os.urandom(9000)])
def test_a_file_that_is_something_else(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "register.sqlite"
    file.write_bytes(content)
    with pytest.raises(InputError, match="damaged, or no register"):
        Register(file)
    assert file.read_bytes() == content


def test_a_register_damaged_in_the_middle(tmp_path: Path) -> None:
    file = tmp_path / "register.sqlite"
    with Register(file, create=True) as register:
        add_body(register, "Rådet", BOARD, PEOPLE)
    content = bytearray(file.read_bytes())
    content[4096:] = os.urandom(len(content) - 4096)
    file.write_bytes(content)
    with pytest.raises(InputError, match=r"register\.sqlite: is damaged"):  # noqa: SIM117
        with Register(file) as register:
            members_of(register, get_body(register, "Rådet"))


def test_an_empty_file_becomes_a_register(tmp_path: Path) -> None:
    file = tmp_path / "register.sqlite"
    file.touch()
    with Register(file) as register:
        assert list_bodies(register) == ()


def test_a_database_of_another_program(tmp_path: Path) -> None:
    file = tmp_path / "other.sqlite"
    other = sqlite3.connect(file)
    other.execute("CREATE TABLE album (title TEXT)")
    other.commit()
    other.close()
    with pytest.raises(InputError, match="no register of bodies"):
        Register(file, create=True)


def test_a_register_of_a_newer_version(tmp_path: Path) -> None:
    file = tmp_path / "register.sqlite"
    Register(file, create=True).close()
    newer = sqlite3.connect(file)
    newer.execute("UPDATE alembic_version SET version_num = '0999'")
    newer.commit()
    newer.close()
    with pytest.raises(InputError, match=r"written by a newer referat .*0999.*install the newer version"):
        Register(file)


def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a folder"):
        Register(tmp_path)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgres//host/x://", "cannot be read"),
        ("postgresql://user@host:port/name", "cannot be read"),
        ("mysql://host/name", "valid are: postgresql, sqlite"),
        ("postgresq://host/name", 'did you mean "postgresql"'),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
    ],
)
def test_a_wrong_url(url: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        Register(url)


def test_a_server_that_does_not_answer_and_a_password_that_is_not_told() -> None:
    with pytest.raises(ResourceError, match="does not answer") as said:
        Register("postgresql://secretary:hemmelig@127.0.0.1:9/register")
    assert "hemmelig" not in str(said.value)
    assert "\n" not in str(said.value)


def test_a_url_names_a_file_too(tmp_path: Path) -> None:
    with Register(f"sqlite:///{tmp_path / 'r.sqlite'}", create=True) as register:
        assert register.name == str(tmp_path / "r.sqlite")


WRITE = """
import os, sys
import alembic.command, alembic.config, sqlalchemy.dialects.sqlite.pysqlite, pipeline.bodies
os.setgroups([]); os.setgid(65534); os.setuid(65534)
from pipeline.bodies import Register, Rules, add_body
from pipeline.errors import ResourceError
try:
    with Register(sys.argv[1], create=True) as register:
        add_body(register, "Rådet", Rules())
except ResourceError as error:
    print(error)
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="a folder is only read-only for somebody else than root")
@pytest.mark.parametrize("there", [False, True], ids=["no register yet", "a register"])
def test_a_folder_that_is_read_only(there: bool) -> None:
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "register.sqlite"
        if there:
            Register(file, create=True).close()
            file.chmod(0o444)
        Path(name).chmod(0o555)
        run = subprocess.run([sys.executable, "-c", WRITE, str(file)], capture_output=True, text=True, check=False)
    assert "cannot be" in run.stdout, run.stderr
    assert "REFERAT_REGISTER" in run.stdout
    assert len(run.stdout.strip().splitlines()) == 1


def test_another_program_that_holds_it_for_long(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.bodies.database._WAIT_S", 0.2)
    with Register(register.name) as impatient:
        with register.writing(), pytest.raises(ResourceError, match="another program holds it"):
            add_body(impatient, "Rådet", BOARD)
        add_body(impatient, "Rådet", BOARD)


def test_names_are_found_however_they_are_typed(register: Register) -> None:
    record = add_body(register, "  Bestyrelsen for  A\u030arhus 'Nord' & \"Syd\"; DROP TABLE body--  ", BOARD)
    assert record.name == "Bestyrelsen for Århus 'Nord' & \"Syd\"; DROP TABLE body--"
    assert find_body(register, "BESTYRELSEN FOR ÅRHUS 'NORD' & \"SYD\"; drop table body--") == record
    with pytest.raises(InputError, match="already"):
        add_body(register, "bestyrelsen for århus 'nord' & \"syd\"; drop table body--", BOARD)


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "x" * 301])
def test_what_is_no_name(register: Register, name: str) -> None:
    with pytest.raises(InputError, match="is no name of a body"):
        add_body(register, name, BOARD)


def test_a_name_that_is_nearly_right(register: Register) -> None:
    with pytest.raises(InputError, match="there are none yet: referat body add"):
        get_body(register, "Bestyrelsen")
    add_body(register, "Bestyrelsen", BOARD)
    add_body(register, "Rådet", BOARD)
    with pytest.raises(InputError, match='did you mean "Bestyrelsen"'):
        get_body(register, "Bestyrelsn")


def test_a_body_can_be_renamed_but_not_to_another(register: Register, board: BodyRecord) -> None:
    add_body(register, "Rådet", BOARD)
    with pytest.raises(InputError, match='there is a body "rådet" already'):
        change_body(register, board, name="rådet", rules=BOARD)
    assert change_body(register, board, name="BESTYRELSEN", rules=BOARD).name == "BESTYRELSEN"


def test_removed_is_removed(register: Register, board: BodyRecord) -> None:
    with Register(register.name) as other:  # the web server, say
        assert members_of(other, board)
        remove_body(register, board)
        left = b"".join(path.read_bytes() for path in Path(register.name).parent.iterdir())
    assert b"Holm" not in left
    assert b"Bestyrelsen" not in left
    with register.reading() as connection:
        for table in metadata.tables:
            assert connection.execute(text(f'SELECT count(*) FROM "{table}"')).scalar() == 0
