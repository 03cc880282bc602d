"""Bodies in the register: add, find, change, remove."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from pipeline.bodies.numbering import Number, Numbering, Restart
from pipeline.bodies.tables import body
from pipeline.bodies.values import BodyRecord, Rules
from pipeline.errors import InputError, nearest
from pipeline.intake.line import clean

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from pipeline.bodies.database import Register

MAX_NAME = 300  # characters


def name_key(name: str) -> str:
    """Return how names are compared: composed, one space between words, without case.

    Examples
    --------
    >>> name_key("A\u030arhus  Bestyrelsen") == name_key("Århus bestyrelsen")
    True
    """
    return clean(name).casefold()


def list_bodies(register: Register) -> tuple[BodyRecord, ...]:
    """Return all bodies by name."""
    with register.reading() as connection:
        return tuple(map(_record, connection.execute(select(body).order_by(body.c.name_key))))


def find_body(register: Register, name: str) -> BodyRecord | None:
    """Return the body of this name, or None."""
    with register.reading() as connection:
        row = connection.execute(select(body).where(body.c.name_key == name_key(name))).one_or_none()
    return _record(row) if row else None


def get_body(register: Register, name: str) -> BodyRecord:
    """Return the body of this name. Raises InputError with the nearest name there is."""
    found = find_body(register, name)
    if found is None:
        names = [record.name for record in list_bodies(register)]
        advice = nearest(name, names) if names else f'there are none yet: referat body add "{clean(name)}"'
        raise InputError(register.name, f'"{clean(name)}" is not in the register', advice)
    return found


def insert_body(connection: Connection, name: str, rules: Rules) -> BodyRecord:
    """Add a body. Raises IntegrityError when there is one of this name."""
    connection.execute(insert(body).values(name=name, name_key=name_key(name), **_columns(rules)))
    return _record(connection.execute(select(body).where(body.c.name_key == name_key(name))).one())


def change_body(register: Register, record: BodyRecord, *, name: str, rules: Rules) -> BodyRecord:
    """Change a body's name and rules; numbers that were given stay as they are.

    Raises
    ------
    InputError
        There is another body of this name.
    """
    name = checked_name(name)
    change = update(body).where(body.c.id == record.id)
    try:
        with register.writing() as connection:
            connection.execute(change.values(name=name, name_key=name_key(name), **_columns(rules)))
    except IntegrityError as error:
        raise name_taken(register, name) from error
    return get_body(register, name)


def remove_body(register: Register, record: BodyRecord) -> None:
    """Remove a body with its members, meetings, numbers and actions."""
    with register.writing() as connection:
        connection.execute(delete(body).where(body.c.id == record.id))
    register.overwrite_removed()


def locked(connection: Connection, record: BodyRecord) -> BodyRecord:
    """Return the body as it is now; until the transaction ends nobody else gives numbers for it.

    Raises
    ------
    InputError
        Somebody has removed it meanwhile.
    """
    row = connection.execute(select(body).where(body.c.id == record.id).with_for_update()).one_or_none()
    if row is None:
        raise InputError(
            "register", f'"{record.name}" was removed meanwhile', "`referat body list` shows what is there"
        )
    return _record(row)


def checked_name(name: str) -> str:
    """Return the name as it is kept. Raises InputError when it is none."""
    tidy = clean(name)
    if not tidy or len(tidy) > MAX_NAME:
        raise InputError("NAME", f'"{tidy[:40]}" is no name of a body', f"1 to {MAX_NAME} characters")
    return tidy


def name_taken(register: Register, name: str) -> InputError:
    """Return the error that says so."""
    return InputError(register.name, f'there is a body "{name}" already', "`referat body set` changes it")


def _record(row: Row[Any]) -> BodyRecord:
    rules = Rules(
        language=row.language,
        template=row.template,
        template_sha256=row.template_sha256,
        items=Numbering(Restart(row.item_restart), row.item_form),
        meetings=Numbering(Restart(row.meeting_restart), row.meeting_form) if row.meeting_restart else None,
        first_item=Number(row.first_item_series, row.first_item_value),
        first_meeting=Number(row.first_meeting_series, row.first_meeting_value),
        approval_item=row.approval_item,
    )
    return BodyRecord(row.id, row.name, rules)


def _columns(rules: Rules) -> dict[str, Any]:
    return {
        "language": rules.language,
        "template": rules.template,
        "template_sha256": rules.template_sha256,
        "item_restart": rules.items.restart.value,
        "item_form": rules.items.form,
        "meeting_restart": rules.meetings.restart.value if rules.meetings else "",
        "meeting_form": rules.meetings.form if rules.meetings else "",
        "first_item_series": rules.first_item.series,
        "first_item_value": rules.first_item.value,
        "first_meeting_series": rules.first_meeting.series,
        "first_meeting_value": rules.first_meeting.value,
        "approval_item": rules.approval_item,
    }
