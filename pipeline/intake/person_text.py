"""One person as a list has them: name, title, organisation, role, afbud, whose place they take."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.intake.prepared import Doubt, FoundPerson, Guess
from pipeline.meeting import Attendance, Role

_PARTICLES = frozenset("af de la van von der den du le el al bin ben di da dos zu ter y i".split())
_WORD = re.compile(r"^(?:[^\W\d_]|['’`´.\-])+$")
_TITLE_ENDS = (
    "direktør chef konsulent fuldmægtig leder formand forperson sekretær minister borgmester dekan "
    "professor rektor lektor læge "
    "medarbejder koordinator ansvarlig assistent rådgiver specialist advokat revisor ingeniør student "
    "sygeplejerske rådmand "
    "inspektør provst præst biskop kasserer analytiker udvikler arkitekt owner manager director officer "
    "adviser advisor "
    "consultant secretary professor dean head engineer coordinator assistant president treasurer lawyer nurse "
    "repræsentant formidler planlægger controller jurist økonom partner forsker vært pædagog lærer "
    "skoleleder bestyrer mester"
).split()
_TITLE_WORDS = frozenset(
    "pa ceo cfo cto cio coo ph.d. phd dr. prof. medlem suppleant kommitteret head chief senior deputy vice".split()
)
_SPLIT_AT = re.compile(r"\s+(?:i|for|ved|hos|fra|på|at|in|with)\s+(?=[A-ZÆØÅÉ0-9])")
_ROLE_NAMES = {
    Role.CHAIR: "formand|forperson|forkvinde|formand (mødeleder)|chair|chairman|chairwoman|chairperson",
    Role.DEPUTY: "næstformand|næstforperson|viceformand|deputy chair|vice chair|vice-chair|deputy",
    Role.SECRETARIAT: "referent|sekretær|sekretariat|sekretariatet|secretary|secretariat|minute taker|notetaker",
    Role.GUEST: "gæst|gæster|observatør|observatører|inviteret|inviterede|tilforordnet|guest|guests|observer|observers",
    Role.MEMBER: "medlem|medlemmer|member|members|bestyrelsesmedlem",
}
_ATTENDANCE_NAMES = {
    Attendance.APOLOGIES: "afbud|meldt afbud|fraværende|ikke til stede|apologies|absent|regrets|declined|nej|no|-|–",
    Attendance.PRESENT: "til stede|tilstede|deltog|deltager|present|attending|ja|yes|x|accepted",
    Attendance.LATE: "forsinket|kom senere|late",
    Attendance.LEFT: "gik før|gik tidligere|forlod mødet|left|left early",
}
_ROLES = {name: role for role, names in _ROLE_NAMES.items() for name in names.split("|")}
_ATTENDANCE = {name: told for told, names in _ATTENDANCE_NAMES.items() for name in names.split("|")}
_SUBSTITUTE = re.compile(
    r"^(?:som )?(?:stedfortræder|suppleant|substitute|stand-in|vikar|i stedet|på vegne af)\s*(?:for|"
    r"of)?\s+(?=\S)",
    re.IGNORECASE,
)
_AGREES = re.compile(
    r"^(?:kom|ankom|deltog|deltager|til|fra|gik|forlod|joined|left|via|online|pr\.|from|until)\b.*", re.IGNORECASE
)
_MAIL = re.compile(r"\s*[<(]?\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b[>)]?")
_BRACKET = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_ORGANISATION_ENDS = (
    "kommune region regioner universitet universiteter ministeriet ministerium styrelsen styrelse center "
    "centret sekretariatet "
    "fællesskabet fællesskab forening foreningen institut instituttet selskab selskaber selskabet "
    "organisation råd rådet "
    "a/s aps afdeling afdelingen hospital fond fonden municipality university ministry department council"
).split()
_INITIALS = re.compile(r"^[A-ZÆØÅ]{2,5}$")


def is_name(text: str, *, least: int = 2) -> bool:
    """Whether `text` can be a person's name: capitalised words, with the small words that names have.

    Examples
    --------
    >>> is_name("Ulla M. Wewer"), is_name("Anne O'Hara de la Cour"), is_name("direktør i Region Nord")
    (True, True, False)
    """
    words = text.split()
    if not least <= len(words) <= 8 or not all(map(_WORD.match, words)):
        return False
    if any(word.casefold().endswith(tuple(_ORGANISATION_ENDS)) for word in words[1:]):
        return False
    small = words[-1][:2] in {"d'", "d’"}
    if words[0].casefold() in _ORGANISATION_ENDS or not words[0][0].isupper():
        return False
    if not (words[-1][0].isupper() or small) or len(words[-1].strip(".")) < 2:
        return False
    return all(word[0].isupper() or word.casefold() in _PARTICLES or word[:2] in {"d'", "d’"} for word in words)


def is_title(text: str) -> bool:
    """Whether `text` begins with what somebody is, rather than where: a small letter, or a word for a position."""
    head = _SPLIT_AT.split(text)[0].casefold()
    words = re.split(r"[\s,/-]+", head)
    return (
        text[:1].islower()
        or words[0] in _TITLE_WORDS
        or any(word.endswith(tuple(_TITLE_ENDS)) for word in words if len(word) > 3)
    )


def role_of(text: str) -> Role | None:
    """Return the role that the words name, or None."""
    return _ROLES.get(text.casefold().strip(" .:"))


def attendance_of(text: str) -> Attendance | None:
    """Return the attendance that the words name, or None."""
    return _ATTENDANCE.get(text.casefold().strip(" .:"))


def read_person(text: str, *, least: int = 2) -> tuple[FoundPerson, tuple[str, ...]] | None:
    """Take a line about one person apart; return what has no field, too. None when nobody is named.

    Examples
    --------
    >>> person, _ = read_person("Anne Bukh, koncerndirektør i Region Nordjylland (afbud)")
    >>> person.title, person.organisation, person.attendance.value
    ('koncerndirektør', 'Region Nordjylland', 'apologies')
    """
    rest: list[str] = [mail.strip(" <>()") for mail in _MAIL.findall(text)]
    text = _MAIL.sub("", text)
    person, extra = FoundPerson(""), []
    for inner in _BRACKET.findall(text):
        told = _told(person, inner)
        person = told or person
        if told is None:
            extra.append(inner.strip())
    text = re.sub(r"\s+[–—-]\s+", ", ", _BRACKET.sub("", text)) if _dashed(text) else _BRACKET.sub("", text)
    segments = [
        segment.strip(" .;:") if segment.strip().endswith((";", ":")) else segment.strip()
        for segment in text.split(",")
    ]
    segments = [segment.rstrip(".") if segment.count(".") == 1 else segment for segment in segments if segment]
    named = [is_name(segment, least=least) and not is_title(segment.split()[0]) for segment in segments[:2]]
    titled = _titled(person, segments, extra, rest) if named and not named[0] else None
    if titled or True not in named:
        return titled
    at = named.index(True)
    described = segments[:at] + segments[at + 1 :]
    person = replace(person, name=segments[at])
    return _described(person, described, extra, rest)


def _titled(
    person: FoundPerson, segments: list[str], extra: list[str], rest: list[str]
) -> tuple[FoundPerson, tuple[str, ...]] | None:
    """Read "direktør Anne Bukh" and "Overlæge Anne Bukh": a title, then a name."""
    words = segments[0].split() if segments else []
    cut = next((i for i, word in enumerate(words) if word[:1].isupper()), 0)
    if not cut and words and is_title(words[0]):
        cut = 1
    name = " ".join(words[cut:])
    if not cut or not is_name(name) or not is_title(" ".join(words[:cut])):
        return None
    return _described(replace(person, name=name), [" ".join(words[:cut]), *segments[1:]], extra, rest)


def _dashed(text: str) -> bool:
    first = re.split(r"\s+[–—-]\s+", text)[0]
    return first != text and is_name(_BRACKET.sub("", first))


def _told(person: FoundPerson, text: str) -> FoundPerson | None:
    """Return `person` with the role, attendance or substitution that the words tell; None when they tell none."""
    if (attendance := attendance_of(text)) is not None:
        return replace(person, attendance=attendance)
    if (role := role_of(text)) is not None:
        return replace(person, role=role)
    if re.match(r"^(stedfortræder|suppleant|substitute) *$", text, re.IGNORECASE):
        return replace(person, guesses=(*person.guesses, Guess("substitute_for", Doubt.NOTHING_SAID)))
    if substitute := _SUBSTITUTE.match(text):
        return replace(person, substitute_for=text[substitute.end() :].split(",")[0].strip(" ."))
    if re.match(r"^(mødeleder|ordstyrer)( og refere?n?t)?$", text, re.IGNORECASE):
        return replace(person, role=Role.SECRETARIAT) if "refer" in text.casefold() else None
    return None


def _described(
    person: FoundPerson, segments: list[str], extra: list[str], rest: list[str]
) -> tuple[FoundPerson, tuple[str, ...]]:
    kept: list[str] = []
    for segment in segments:
        if _INITIALS.match(segment) and _initials_of(person.name, segment):
            rest.append(segment)
            continue
        told = _told(person, segment) if segment[:1].isupper() or role_of(segment) is not Role.SECRETARIAT else None
        person = told or person
        if told is None:
            kept.append(segment)
    for words in extra:
        if _INITIALS.match(words) or _AGREES.match(words) or not words:
            rest.append(words)
        elif is_title(words) or not kept:
            kept.append(words)
        else:
            rest.append(words)
    title, organisation, guesses = title_and_place(kept)
    person = replace(person, title=title, organisation=organisation, guesses=(*person.guesses, *guesses))
    return person, tuple(word for word in rest if word)


def _initials_of(name: str, letters: str) -> bool:
    firsts = iter(word[0].upper() for word in name.replace("-", " ").split())
    return letters[0] == name[0] and all(letter in firsts for letter in letters)


def title_and_place(segments: list[str]) -> tuple[str, str, tuple[Guess, ...]]:
    """Tell titles from organisations.

    An organisation in front of a title is whom the person stands for; the title then keeps its own place.

    Examples
    --------
    >>> title_and_place(["Danske Universiteter", "dekan KU-SUND", "Københavns Universitet"])[:2]
    ('dekan KU-SUND, Københavns Universitet', 'Danske Universiteter')
    """
    if not segments:
        return "", "", ()
    if not is_title(segments[0]):
        at = next((i for i, segment in enumerate(segments) if i and is_title(segment)), len(segments))
        return ", ".join(segments[at:]), ", ".join(segments[:at]), ()
    parts = _SPLIT_AT.split(segments[0], maxsplit=1)
    if len(parts) == 2:
        return parts[0], ", ".join([parts[1], *segments[1:]]), ()
    titles = [segments[0]]
    others = segments[1:]
    while others and is_title(others[0]):
        split = _SPLIT_AT.split(others.pop(0), maxsplit=1)
        titles.append(split[0])
        others[:0] = split[1:]
        if len(split) == 2:
            break
    guesses = () if segments[0][:1].islower() or others else (Guess("title", Doubt.TITLE_OR_PLACE),)
    return ", ".join(titles), ", ".join(others), guesses
