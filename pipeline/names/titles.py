"""People called by what they are: ``ministeren``, ``madam chair``; only where one attendee alone is that."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from pipeline.meeting import Attendance, Role
from pipeline.names.index import Mention, NameMatch

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.meeting import Attendee

CHAIR_WORDS = ("formand", "formanden", "ordstyrer", "dirigent", "chair", "chairman", "chairwoman", "chairperson")
TITLE_SCORE = 0.9
MAX_TITLE_WORDS = 6
_EDGE = re.compile(r"^\W+|\W+$")


def _words(text: str) -> tuple[str, ...]:
    return tuple(bare for word in text.casefold().split() if (bare := _EDGE.sub("", word)))


def _definite(title: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return the title with its last word also in the Danish definite form."""
    *head, last = title
    endings = ("", "n") if last.endswith("e") else ("", "en", "et")
    return tuple((*head, last + ending) for ending in endings)


class TitleIndex:
    """Finds titles in running text.

    Examples
    --------
    >>> from pipeline.meeting import Attendee
    >>> index = TitleIndex([Attendee("a1", "Ida Holm", title="direktør"), Attendee("a2", "Bo Lund", title="konsulent")])
    >>> [(m.start, m.match.unique) for m in index.mentions("Så er det direktøren, værsgo".split(), [])]
    [(3, 'a1')]
    """

    def __init__(self, attendees: Iterable[Attendee]) -> None:
        people = [person for person in attendees if person.attendance is not Attendance.APOLOGIES]
        titles = [(words, person.key) for person in people if (words := _words(person.title))]
        chairs = [person.key for person in people if person.role is Role.CHAIR]
        if len(chairs) == 1:
            titles += [((word,), chairs[0]) for word in CHAIR_WORDS]
        forms = {(form, key) for words, key in titles if len(words) <= MAX_TITLE_WORDS for form in _definite(words)}
        bearers = Counter(form for form, _ in forms)
        self._forms = {form: key for form, key in forms if bearers[form] == 1}
        self._starts = {form[0] for form in self._forms}

    def mentions(self, tokens: Sequence[str], names: Sequence[Mention]) -> tuple[Mention, ...]:
        """Find titles outside the names already found. Longest first, disjoint, in order."""
        taken = {at for mention in names for at in range(mention.start, mention.end)}
        bare = [_EDGE.sub("", token.casefold()) for token in tokens]
        found: list[Mention] = []
        at = 0
        while at < len(bare):
            mention = self._at(bare, at, taken) if bare[at] in self._starts else None
            at = mention.end if mention else at + 1
            if mention:
                found.append(mention)
        return tuple(found)

    def _at(self, bare: Sequence[str], at: int, taken: set[int]) -> Mention | None:
        for length in range(MAX_TITLE_WORDS, 0, -1):
            key = self._forms.get(tuple(bare[at : at + length]))
            if key is not None and taken.isdisjoint(range(at, at + length)) and at + length <= len(bare):
                return Mention(at, at + length, NameMatch((key,), TITLE_SCORE, length))
        return None
