"""Several processes prepare meetings of one body at once, and some are killed: no number twice, none lost."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from pipeline.bodies import Number, Numbering, Register, Restart, Rules, add_body, get_body, meetings_of
from pipeline.cli import main

DAYS = ("Torsdag den 10. december 2020", "Torsdag den 31. december 2020", "Fredag den 1. januar 2021")
ITEMS = ("1. Velkomst\n2. Budget\n", "1. Velkomst\n2. Budget\n3. Eventuelt\n", "1. Budget\n2. Eventuelt\n")
MOMENTS = ("", "", "before-commit", "before-file")
EACH = 3  # meetings a process prepares; those that are killed are killed in the second
BODY = "Bestyrelsen"
RULES = Rules(items=Numbering(Restart.YEARLY, "{n}/{yy}"), first_item=Number(2020, 89))


def prepare_at_once(folder: Path, where: str, *, moments: tuple[str, ...] = MOMENTS) -> list[Path]:
    """Let as many processes as there are moments prepare meetings at once; return the folders."""
    go = folder / "go"
    environment = os.environ | {"REFERAT_REGISTER": where}
    running, folders = [], []
    for worker, moment in enumerate(moments):
        own = [folder / f"{worker}-{number}" for number in range(EACH)]
        for number, meeting in enumerate(own):
            text = f"Dagsorden for møde\n{DAYS[(worker + number) % len(DAYS)]} kl. 9-11\n\n{ITEMS[number % len(ITEMS)]}"
            meeting.with_suffix(".txt").write_text(text, encoding="utf-8")
        command = [sys.executable, "-m", "tests.acceptance.numbering_worker", str(go), BODY, moment, *map(str, own)]
        pipes = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
        running.append(subprocess.Popen(command, env=environment, text=True, **pipes))
        folders += own
    try:
        deadline = time.monotonic() + 120
        while len(list(folder.glob("ready-*"))) < len(moments) and time.monotonic() < deadline:
            time.sleep(0.01)
        go.touch()
        for process, moment in zip(running, moments, strict=True):
            _, said = process.communicate(timeout=120)
            assert process.returncode == (-signal.SIGKILL if moment else 0), said
    finally:
        stop(running)
    return folders


def stop(running: list[subprocess.Popen[str]]) -> None:
    for process in running:
        process.kill()
        process.communicate()


def check_numbers(folders: list[Path], register: Register) -> dict[str, tuple[str, ...]]:
    """No number is in two files or held twice, and a held one has a meeting; return what each folder holds."""
    held = {each.folder: each.items for each in meetings_of(register, get_body(register, BODY))}
    counted = Counter(text for items in held.values() for text in items)
    assert not any(each.unused for each in meetings_of(register, get_body(register, BODY)))
    assert set(counted.values()) == {1}
    for series, first in (("20", 89), ("21", 1)):
        values = sorted(int(text.partition("/")[0]) for text in counted if text.endswith(f"/{series}"))
        assert values == list(range(first, first + len(values))), "none is lost"
    printed: list[str] = []
    for folder in folders:
        if (folder / "meeting.toml").is_file():
            table = tomllib.loads((folder / "meeting.toml").read_text(encoding="utf-8"))
            own = [item["number"] for item in table["item"]]
            assert tuple(own) == held[str(folder)], "the file says what the register says"
            assert {text[-2:] for text in own} == {f"{table['start']:%y}"}
            printed += own
    assert len(printed) == len(set(printed))
    return held


def prepare_what_was_cut_off(folders: list[Path], where: str, register: Register) -> None:
    """What the killed processes left undone is prepared again: what they held is theirs still."""
    before = check_numbers(folders, register)
    missing = [folder for folder in folders if not (folder / "meeting.toml").is_file()]
    assert len(missing) == 2 * (EACH - 1), "two processes were killed in their second meeting"
    assert sum(str(folder) in before for folder in missing) == 1, "one of them was given numbers already"
    for folder in missing:
        with pytest.raises(SystemExit) as ended:
            main(["new", str(folder), "--agenda", str(folder.with_suffix(".txt")), "--body", BODY, "--register", where])
        assert not ended.value.code
    after = check_numbers(folders, register)
    assert set(after) == set(map(str, folders))
    assert {folder: after[folder] for folder in before} == before


@pytest.mark.slow
def test_processes_that_prepare_at_once_and_are_killed(tmp_path: Path) -> None:
    where = str(tmp_path / "register" / "register.sqlite")
    with Register(where, create=True) as register:
        add_body(register, BODY, RULES)
        folders = prepare_at_once(tmp_path, where)
        prepare_what_was_cut_off(folders, where, register)


OPEN = (
    "import sys, time, pathlib\n"
    "from pipeline.bodies import Register, list_bodies\n"
    "import alembic.command\n"
    "go = pathlib.Path(sys.argv[1])\n"
    "go.with_name(f'ready-{sys.argv[3]}').touch()\n"
    "while not go.exists(): time.sleep(0.001)\n"
    "with Register(sys.argv[2], create=True) as register: print(len(list_bodies(register)))\n"
)


@pytest.mark.slow
def test_processes_that_open_a_new_register_at_once(tmp_path: Path) -> None:
    go, where = tmp_path / "go", str(tmp_path / "register" / "register.sqlite")
    commands = [[sys.executable, "-c", OPEN, str(go), where, str(number)] for number in range(3)]
    running = [subprocess.Popen(c, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for c in commands]
    try:
        while len(list(tmp_path.glob("ready-*"))) < len(running) and all(p.poll() is None for p in running):
            time.sleep(0.01)
        go.touch()
        for process in running:
            out, said = process.communicate(timeout=60)
            assert (process.returncode, out.strip()) == (0, "0"), said
            assert not re.search("error|warn", said, re.IGNORECASE)
    finally:
        stop(running)
