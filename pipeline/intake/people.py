"""Find the people among the lines of a list, a table, or the Deltagere section of a referat."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.intake.line import join_broken
from pipeline.intake.people_table import read_people_table
from pipeline.intake.person_text import is_name, read_person, role_of
from pipeline.intake.prepared import Doubt, FoundPerson, Guess
from pipeline.intake.presence import joined_spans
from pipeline.intake.sections import ends_people, is_section, opens_people
from pipeline.meeting import Attendance, Role

if TYPE_CHECKING:
    from pipeline.intake.line import Line

_ABSENT = re.compile(
    r"^(?:afbud(?: fra)?|fraværende|meldt afbud|apologies(?: from)?|absent|"
    r"regrets)\b\s*:?\s*",
    re.IGNORECASE,
)
_KEYED = re.compile(r"^([^:,]{3,40}):\s+(?=\S)")
_INSTEAD = re.compile(
    r"(?:Der var |There were )?(?:afbud fra|apologies from)\s+([^.,;]+?(?:\s[A-ZÆØÅ]\.[^.,;]*)?)(?:,[^.]*)?\.\s+"
    r"(?:I stedet deltog|I stedet deltager|Instead)\s*:?\s+"
    r"((?:[A-ZÆØÅÉ](?:\.|[\w'’-]+)(?:\s(?=[A-ZÆØÅÉ]))?){2,6})(?=\.|,|\s|$)(,[^.]*)?"
)
_BETWEEN = re.compile(r"\s*(?:,|&|(?<=\s)(?:og|and|samt)(?=\s))\s*(?![^()]*\))")
_INSTEAD_HERE = re.compile(
    r"^i stedet (?:deltog|deltager)\s*:?\s+|^(?:stedfortræder|suppleant|substitute)\s*:\s+", re.IGNORECASE
)
_ROLE_WORDS = {
    Role.SECRETARIAT: ("sekretariat", "secretariat", "referent", "administration"),
    Role.GUEST: ("gæst", "guest", "observ", "inviterede", "tilforordnede"),
}


@dataclass(frozen=True)
class People:
    """The people, and which lines they stand on; lines of which only a part was understood are in ``rest``."""

    people: tuple[FoundPerson, ...]
    used: frozenset[int]
    rest: dict[int, str]


def read_people(lines: tuple[Line, ...], stops: frozenset[int] = frozenset(), *, whole: bool) -> People:
    """Return the people in `lines`.

    Parameters
    ----------
    lines : tuple of Line
    stops : frozenset of int
        Lines on which an agenda item begins: the list of people is over there.
    whole : bool
        The paper is a list of people: without a line "Deltagere", all of it is read.
    """
    first = next((i for i, line in enumerate(lines) if opens_people(line.text) and i not in stops), None)
    walk = _Walk(lines)
    if first is not None or whole:
        walk.walk(first or 0, stops, section=first is not None)
    walk.substitutes()
    return People(tuple(merged(walk.people)), frozenset(walk.used), walk.rest)


class _Walk:
    """Goes down the list and remembers under which heading it is."""

    def __init__(self, lines: tuple[Line, ...]) -> None:
        self._lines = lines
        self.people: list[FoundPerson] = []
        self.used: set[int] = set()
        self.rest: dict[int, str] = {}
        self._group = ""
        self._role: Role | None = None
        self._absent = False

    def walk(self, first: int, stops: frozenset[int], *, section: bool) -> None:
        level = self._lines[first].heading
        index = first
        while index < len(self._lines):
            line = self._lines[index]
            over = index in stops or (index > first and ends_people(line.text))
            if section and (over or (index > first and 0 < line.heading < level)):
                break
            if line.cells:
                index = self._table(index)
                continue
            if not (opens_people(line.text) and self._opening(index)):
                self._line(index)
            index += 1

    def _opening(self, index: int) -> bool:
        """Read "Deltagere" alone; with names behind the colon it is read as any such line."""
        rest = self._lines[index].text.partition(":")[2].strip()
        if rest:
            return False
        self._group, self._role, self._absent = "", None, False
        self.used.add(index)
        return True

    def _table(self, index: int) -> int:
        end = index
        while end < len(self._lines) and self._lines[end].cells:
            end += 1
        found, used, rest = read_people_table(self._lines[index:end])
        self.people += [self._placed(person) for person in found]
        self.used |= {index + at for at in used}
        self.rest |= {index + at: text for at, text in rest.items()}
        return end

    def _line(self, index: int) -> None:
        line = self._lines[index]
        text = line.text
        if line.joins and index - 1 in self.used and self._continues(index):
            return
        heading = self._heading(line)
        if heading:
            self.used.add(index)
            return
        if instead := _INSTEAD_HERE.match(text):
            absent = next((p for p in reversed(self.people) if p.attendance is Attendance.APOLOGIES), None)
            found = read_person(text[instead.end() :])
            if found and absent:
                self._add(index, [replace(found[0], substitute_for=absent.name)], found[1])
                return
        if (keyed := _KEYED.match(text)) and self._keyed(index, keyed[1], text[keyed.end() :]):
            return
        absent_here = _ABSENT.match(text)
        if absent_here and self._several(index, text[absent_here.end() :], Attendance.APOLOGIES):
            return
        found = read_person(text) if not line.heading else None
        if "/" in text.partition(",")[0] and self._either(index):
            return
        if found is not None:
            self._add(index, [found[0]], found[1])
        elif line.heading:
            self._group, self._role, self._absent = "", None, False
        elif ";" in text:
            self._several(index, text, None)

    def _heading(self, line: Line) -> bool:
        plain = line.text.rstrip(" :")
        known = role_of(plain)
        titled = line.heading > 0 or line.text.endswith(":") or known is not None or bool(_ABSENT.fullmatch(line.text))
        if not titled or line.marker or len(plain) > 80 or (is_name(plain) and not line.text.endswith(":")):
            return False
        if line.heading and is_section(plain) and not _ABSENT.match(line.text) and known is None and not _role(plain):
            return False
        self._absent = bool(_ABSENT.match(line.text))
        if not self._absent:
            self._group, self._role = plain, known if known is not Role.MEMBER else None
            self._role = self._role or _role(plain)
        return True

    def _keyed(self, index: int, key: str, names: str) -> bool:
        """Read "Referent: Bo Friis" and "Fra udvalget: A, B og C"."""
        role = role_of(key)
        if _ABSENT.match(key):
            return self._several(index, names, Attendance.APOLOGIES)
        if (
            role is None
            and not opens_people(key)
            and not _role(key)
            and not key.casefold().startswith(("fra ", "from "))
        ):
            return False
        return self._several(index, names, None, "" if role or opens_people(key) else key, role or _role(key))

    def _several(
        self, index: int, text: str, attendance: Attendance | None, group: str = "", role: Role | None = None
    ) -> bool:
        if ";" in text:
            found = [read_person(part) for part in text.split(";") if part.strip()]
        else:
            names = [name for name in _BETWEEN.split(text.strip(" .")) if name]
            together = not all(is_name(name.partition("(")[0]) for name in names)
            found = [read_person(text)] if together else [read_person(name) for name in names]
        people = [
            replace(person, attendance=attendance or person.attendance, group=group, role=role or person.role)
            for person, _ in filter(None, found)
        ]
        if not people or None in found:
            return False
        dropped = [word for each in found if each for word in each[1]]
        self._add(index, people, tuple(dropped))
        return True

    def _either(self, index: int) -> bool:
        """Read "Martin Hansen / Mie Friis, Kolding Kommune": one of them came, the list does not say who."""
        names, comma, described = self._lines[index].text.partition(",")
        found = [read_person(f"{name.strip()}{comma}{described}") for name in names.split("/")]
        people = [
            replace(person, guesses=(*person.guesses, Guess("attendance", Doubt.EITHER)))
            for person, _ in filter(None, found)
        ]
        if None not in found:
            self._add(index, people, ())
        return None not in found

    def _add(self, index: int, people: list[FoundPerson], rest: tuple[str, ...]) -> None:
        self.people += [self._placed(person) for person in people]
        self.used.add(index)
        if rest:
            self.rest[index] = "; ".join(rest)

    def _placed(self, person: FoundPerson) -> FoundPerson:
        return replace(
            person,
            group=person.group or self._group,
            role=person.role or self._role,
            attendance=Attendance.APOLOGIES if self._absent else person.attendance,
        )

    def _continues(self, index: int) -> bool:
        """Put a line that was broken at the margin together with the one before, when that gives one person."""
        line, before = self._lines[index], self._lines[index - 1]
        hangs = before.text.endswith((",", "-", " i", " for", " og"))
        unfinished = line.flows or hangs or line.text[:1] == "("
        joined = join_broken(before.text, line.text)
        starts_anew = line.text.endswith(":") or (not hangs and read_person(line.text) is not None)
        if not self.people or starts_anew or not (unfinished or line.text[:1].islower()):
            return False
        found = read_person(joined)
        last = self.people[-1]
        if found is None or found[0].name != last.name:
            return False
        self.people[-1] = replace(self._placed(found[0]), substitute_for=found[0].substitute_for or last.substitute_for)
        self.used.add(index)
        self.rest.pop(index - 1, None)
        if found[1]:
            self.rest[index] = "; ".join(found[1])
        return True

    def substitutes(self) -> None:
        """Read "Der var afbud fra A. I stedet deltog B." wherever it stands."""
        whole, begins = "", []
        for line in self._lines:
            begins.append(len(whole))
            whole += line.text + " "
        for match in _INSTEAD.finditer(whole):
            absent = next((p for p in self.people if p.name.casefold() == match[1].strip().casefold()), None)
            found = read_person(match[2].strip() + (match[3] or ""))
            if absent is None or found is None:
                continue
            self.people[self.people.index(absent)] = replace(absent, attendance=Attendance.APOLOGIES)
            guess = (Guess("group", Doubt.LIKE_ABSENT),) if absent.group else ()
            self.people.append(replace(found[0], group=absent.group, substitute_for=absent.name, guesses=guess))
            for index, begin in enumerate(begins):
                if match.start() <= begin and begin + len(self._lines[index].text) <= match.end() + 1:
                    self.used.add(index)


def _role(text: str) -> Role | None:
    plain = text.casefold()
    return next((role for role, words in _ROLE_WORDS.items() if any(word in plain for word in words)), None)


def merged(people: list[FoundPerson]) -> list[FoundPerson]:
    """Make one of two entries that say the same person: equal names, and nothing that tells them apart."""
    kept: list[FoundPerson] = []
    for person in people:
        for index, other in enumerate(kept):
            same = other.name.casefold() == person.name.casefold()
            if same and all(
                _agree(a, b) for a, b in ((other.title, person.title), (other.organisation, person.organisation))
            ):
                kept[index] = replace(
                    other,
                    title=other.title or person.title,
                    organisation=other.organisation or person.organisation,
                    role=other.role or person.role,
                    attendance=other.attendance if other.attendance is not Attendance.PRESENT else person.attendance,
                    substitute_for=other.substitute_for or person.substitute_for,
                    presence=joined_spans((*other.presence, *person.presence)),
                    guesses=tuple(dict.fromkeys((*other.guesses, *person.guesses))),
                )
                break
        else:
            kept.append(person)
    return kept


def _agree(one: str, other: str) -> bool:
    return not one or not other or one.casefold() == other.casefold()
