"""Who on a closed list of people is meant by what was heard or read.

People say half of a name (``Bettina``), recognisers misspell it, labels turn it round (``LUNDGREN, Bettina``). Nothing
here decides between two people who fit equally well: a match names everybody it could be.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.names.sounds import TIE, sound_key, word_similarity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.meeting import Attendee

__all__ = ["Mention", "NameIndex", "NameMatch", "name_parts", "sound_key", "word_similarity"]

MIN_SIMILARITY = 0.8  # of two sound keys that may still be the same name
MIN_SURNAME_SIMILARITY = 0.6  # of a surname that follows a first name which fits

_HONORIFICS = frozenset(
    re.findall(
        r"\w+",
        "mr mrs ms miss dr prof professor hon right sir madam dame lord lady the minister councillor cllr "
        "hr herr fru frk frøken ministeren borgmester direktør formand rådmand",
    )
)
_PARTICLES = frozenset(re.findall(r"\w+", "af al bin da de del den der di du el la le van von zu"))
_EDGE = re.compile(r"^[^\w]+|[^\w]+$")
_HYPHEN = re.compile(r"[-‐‑]")
_STOP_AFTER = re.compile(r"[,.;:!?)\]»”\"]$")
_CUT = re.compile(r"(?:…|\.\.+)$")
_INITIAL = re.compile(r"^[^\W\d_]\.?$")


def _bare(token: str) -> str:
    """Return the token without the punctuation around it, lower case."""
    return _EDGE.sub("", unicodedata.normalize("NFC", token)).casefold()


def name_parts(name: str) -> tuple[str, ...]:
    """Split a name into its parts, without forms of address, and hyphens kept together.

    Examples
    --------
    >>> name_parts("Dr. Anne-Mette Holm")
    ('anne-mette', 'holm')
    """
    parts = tuple(bare for token in name.split() if (bare := _bare(token)))
    return tuple(part for part in parts if part not in _HONORIFICS) or parts


def _forms(parts: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return the name with its hyphens opened and, where it has any, closed: anne mette, annemette."""
    opened = tuple(piece for part in parts for piece in _HYPHEN.split(part) if piece)
    closed = tuple("".join(_HYPHEN.split(part)) for part in parts)
    return tuple(form for form in dict.fromkeys((opened, closed)) if form)


@dataclass(frozen=True, slots=True)
class NameMatch:
    """Who is meant by a text.

    Attributes
    ----------
    keys : tuple of str
        Everybody it could be, sorted; empty: nobody on the list.
    score : float
        How well it fits, in [0, 1].
    parts : int
        How many parts of the name were matched: 2 or more is a full name.
    """

    keys: tuple[str, ...] = ()
    score: float = 0.0
    parts: int = 0

    @property
    def unique(self) -> str | None:
        """The one person it can only be, or None."""
        return self.keys[0] if len(self.keys) == 1 else None


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in running text: tokens [start, end) mean one of ``match.keys``.

    Attributes
    ----------
    stranger : bool
        A first name of the list with a surname that is not: somebody else is meant, ``match.keys`` is empty.
    possessive : bool
        ``Bettinas oplæg``: the person is spoken of.
    """

    start: int
    end: int
    match: NameMatch
    stranger: bool = False
    possessive: bool = False


@dataclass(frozen=True, slots=True)
class _Token:
    """A token of running text as the search sees it."""

    bare: str
    capital: bool
    stop: bool  # punctuation after it: a name does not go on
    initial: bool
    cut: bool  # ends in dots where there was no room for more


def _token(text: str) -> _Token:
    bare = _bare(text)
    initial = bool(_INITIAL.match(text.strip()))
    first = next((letter for letter in text if letter.isalnum()), "")
    cut = len(bare) > 1 and bool(_CUT.search(text))
    return _Token(bare, first.isupper(), bool(_STOP_AFTER.search(text)) and not initial, initial, cut)


def _possessive_stem(bare: str) -> str:
    """Return the word without its genitive ending, or empty."""
    for ending in ("'s", "’s", "s'", "s’", "s"):
        if bare.endswith(ending) and len(bare) > len(ending) + 1:
            return bare[: -len(ending)]
    return ""


class NameIndex:
    """A closed list of people, searched by how their names sound.

    Parameters
    ----------
    people : iterable of (key, name)
        Keys are unique; names need not be.

    Examples
    --------
    >>> index = NameIndex([("a01", "Bettina Lundgren"), ("a02", "Per Okkels"), ("a03", "Per Hansen")])
    >>> index.match("LUNDGREEN, Betina").unique
    'a01'
    >>> index.match("Per").keys
    ('a02', 'a03')
    >>> [(m.start, m.end, m.match.unique) for m in index.mentions("Ordet til Betina Lundgreen, værsgo".split())]
    [(2, 4, 'a01')]
    """

    def __init__(self, people: Iterable[tuple[str, str]]) -> None:
        self._forms: list[tuple[str, tuple[str, ...]]] = [
            (key, form) for key, name in people for form in _forms(name_parts(name))
        ]
        self._bearers: dict[str, list[int]] = {}
        for at, (_, form) in enumerate(self._forms):
            for part in set(form):
                self._bearers.setdefault(part, []).append(at)
        self._similar: dict[str, dict[str, float]] = {}
        self._sounds = {sound_key(part) for part in self._bearers}

    @classmethod
    def of(cls, attendees: Iterable[Attendee]) -> NameIndex:
        """Index the attendees of a meeting by their keys."""
        return cls((attendee.key, attendee.name) for attendee in attendees)

    def _scores(self, bare: str) -> dict[str, float]:
        """Return the parts of names that the word may be, with how well."""
        if bare not in self._similar:
            scores = {part: word_similarity(bare, part) for part in self._bearers} if len(bare) > 1 else {}
            self._similar[bare] = {part: score for part, score in scores.items() if score >= MIN_SURNAME_SIMILARITY}
        return self._similar[bare]

    def _may_begin(self, token: _Token) -> bool:
        """Tell cheaply whether a name may begin here: small letters must sound like a part of a name exactly."""
        return token.capital or sound_key(token.bare) in self._sounds

    def _forms_with(self, scores: dict[str, float]) -> list[int]:
        """Return the forms of names that hold a part scored well enough to begin with."""
        return sorted({at for part, score in scores.items() if score >= MIN_SIMILARITY for at in self._bearers[part]})

    def match(self, text: str) -> NameMatch:
        """Find who a whole text names: a name plate, the label of a platform, a presenter on the agenda.

        Order, case, forms of address, what stands in parentheses, and initials for a first name do not matter. One
        part of a name suffices only where nothing else stands beside it.

        Returns
        -------
        NameMatch
            Everybody it could be.
        """
        plain = re.sub(r"\([^)]*\)|\[[^\]]*\]|<[^>]*>", " ", text)
        tokens = [t for t in map(_token, re.split(r"[\s,|/\-‐‑]+", plain)) if t.bare and t.bare not in _HONORIFICS]
        best: dict[str, tuple[int, float]] = {}
        for key, form in self._forms:
            if found := self._whole(tokens, form):
                best[key] = max(found, best.get(key, found))
        return _ties(best)

    def _whole(self, tokens: Sequence[_Token], parts: tuple[str, ...]) -> tuple[int, float] | None:
        """Pair the tokens of a label with the parts of one name: (parts matched, mean score), or None."""
        free, scores, unmatched, initials = list(parts), [], 0, 0
        for token in sorted(tokens, key=lambda t: t.initial or t.cut):
            if token.initial or token.cut:
                hit = next((part for part in free if part.startswith(token.bare)), None)
                initials += hit is not None
                unmatched += hit is None
            else:
                similar = self._scores(token.bare)
                hit = max(free, key=lambda part: similar.get(part, 0.0), default=None)
                score = similar.get(hit, 0.0) if hit else 0.0
                if score < MIN_SIMILARITY:
                    hit = None
                    unmatched += token.bare not in _PARTICLES
                else:
                    scores.append(score)
            if hit is not None:
                free.remove(hit)
        if not scores or (len(scores) + initials < 2 and unmatched):
            return None
        if parts[0] in free and initials == 0 and unmatched:
            return None  # the surname fits, the first name is another's
        return len(scores) + initials, sum(scores) / len(scores)

    def mentions(self, tokens: Sequence[str]) -> tuple[Mention, ...]:
        """Find names in running text.

        Parameters
        ----------
        tokens : sequence of str
            Words as printed, punctuation attached. A single part of a name counts only with a capital letter, several
            parts in a row also without.

        Returns
        -------
        tuple of Mention
            Disjoint, in order; strangers are told, not hidden.
        """
        pieces = [(at, piece) for at, token in enumerate(tokens) for piece in _HYPHEN.split(token) if piece]
        seen = [_token(piece) for _, piece in pieces]
        found: list[Mention] = []
        at = 0
        while at < len(seen):
            mention = self._mention_at(seen, at)
            at = mention.end if mention else at + 1
            if mention:
                first, last = pieces[mention.start][0], pieces[mention.end - 1][0]
                found.append(replace(mention, start=first, end=last + 1))
        return tuple(found)

    def _mention_at(self, seen: Sequence[_Token], at: int) -> Mention | None:
        """Return the longest name that begins at a token."""
        if not self._may_begin(seen[at]):
            return None
        scores = self._scores(seen[at].bare)
        stem = self._scores(_possessive_stem(seen[at].bare))
        possessive = max(stem.values(), default=0.0) > max(scores.values(), default=0.0)
        spans: dict[str, tuple[int, float]] = {}
        if possessive:
            for form in self._forms_with(stem):
                key, parts = self._forms[form]
                run = (1, max(stem.get(part, 0.0) for part in parts))
                spans[key] = max(run, spans.get(key, run))
        else:
            for form in self._forms_with(scores):
                key, parts = self._forms[form]
                if run_found := self._run(seen, at, parts):
                    spans[key] = max(run_found, spans.get(key, run_found))
        if not spans:
            return None
        match = _ties(spans)
        end = at + match.parts
        if match.parts == 1:
            if not seen[at].capital:
                return None
            if not possessive and self._other_person(seen, at, match):
                return Mention(at, self._capitals_end(seen, at), NameMatch(), stranger=True)
        else:
            possessive = self._is_possessive(seen[end - 1].bare)
        return Mention(at, end, match, possessive=possessive)

    def _capitals_end(self, seen: Sequence[_Token], at: int) -> int:
        """Return where the capitalised words that begin at a token end."""
        while at + 1 < len(seen) and not seen[at].stop and seen[at + 1].capital:
            at += 1
        return at + 1

    def _is_possessive(self, bare: str) -> bool:
        """Tell whether the word fits a part of a name better without its genitive ending."""
        stem = self._scores(_possessive_stem(bare))
        return max(stem.values(), default=0.0) > max(self._scores(bare).values(), default=0.0)

    def _run(self, seen: Sequence[_Token], at: int, parts: tuple[str, ...]) -> tuple[int, float] | None:
        """Follow one name from a token on: (tokens covered, mean score), or None. Parts may be left out."""
        scores: list[float] = []
        position, part_from, end = at, 0, at
        while position < len(seen):
            bare, threshold = seen[position].bare, MIN_SURNAME_SIMILARITY if scores else MIN_SIMILARITY
            similar = self._scores(bare)
            if scores and _possessive_stem(bare):
                stem = self._scores(_possessive_stem(bare))
                similar = {part: max(similar.get(part, 0.0), stem.get(part, 0.0)) for part in {*similar, *stem}}
            rest = [(similar.get(part, 0.0), -place) for place, part in enumerate(parts) if place >= part_from]
            score, place = max(rest, default=(0.0, 0))
            if score >= threshold:
                scores.append(score)
                part_from, end = -place + 1, position + 1
            elif not (scores and (seen[position].initial or bare in _PARTICLES)):
                break
            if seen[position].stop:
                break
            position += 1
        return (end - at, sum(scores) / len(scores)) if scores else None

    def _other_person(self, seen: Sequence[_Token], at: int, match: NameMatch) -> bool:
        """Tell whether a single part stands in the name of somebody who is not on the list."""
        scores = self._scores(seen[at].bare)
        first = any(scores.get(form[0], 0.0) >= MIN_SIMILARITY for key, form in self._forms if key in match.keys)
        if not seen[at].stop and at + 1 < len(seen):
            follower = seen[at + 1]
            if follower.capital and not follower.initial and follower.bare.isalpha() and len(follower.bare) > 1:
                return True  # another surname, or a firm: Vestergaard Anlæg
        if not first and at > 1 and not seen[at - 1].stop and not seen[at - 2].stop:
            before = seen[at - 1]
            return before.capital and before.bare.isalpha() and before.bare not in _HONORIFICS
        return False


def _ties(found: dict[str, tuple[int, float]]) -> NameMatch:
    """Keep everybody who fits as well as the best: more parts first, then the score."""
    if not found:
        return NameMatch()
    parts, score = max(found.values())
    keys = sorted(key for key, (n, s) in found.items() if n == parts and s >= score - TIE)
    return NameMatch(tuple(keys), score, parts)
