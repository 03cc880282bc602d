"""Whether what was said holds a statement: its words, numbers, names and denials, each by itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.draft.weight import content_words
from pipeline.minutes import StatementKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.draft.language import Language
    from pipeline.draft.people import People
    from pipeline.meeting import Attendee
    from pipeline.transcript import Utterance

SETTLING = (StatementKind.DECISION, StatementKind.VOTE, StatementKind.ACTION, StatementKind.DISSENT)
CONCLUDING = (StatementKind.DECISION, StatementKind.VOTE)  # "Det blev vedtaget." says all
GROUNDED = 0.5  # share of a statement's content words that was said
SETTLED = 0.7  # the same for what was settled: of three words none may be another
STEM = 5  # letters by which two forms of a word are the same: "offentliggøre", "offentliggøres"
SHORTEST = 4  # letters of a form that begins a longer one
_SIZES = range(SHORTEST, STEM)
BRIEF = 4  # content words; an utterance of fewer ("ja, det gør vi") may carry a statement without sharing a word
_PIECES = re.compile(r"[.!?;:,–]+\s*")
_INSIDE = re.compile(r"(?<=[\w,;)] )[A-ZÆØÅÉ][\w&'’-]+")
_QUOTED = re.compile(r"[”“\"»«„][^”“\"»«„]*[”“\"»«„]|:\s.*")
_UNFORMED = re.compile(r"…|\.\.\.|\?|^\W*(?:ja|jo|nej|yes|yeah|no|well|okay|ok)[,.!]", re.IGNORECASE)
_SPEAKING = {
    "da": re.compile(r"\b(?:jeg|mig|mit|min(?!\.)|mine|vi|os|vores)\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:I|[Mm]e|[Mm]y|[Ww]e|us|[Oo]urs?)\b"),
}
_REFUSING = re.compile(
    r"\b(?:afvis|afslå|afslo|udsk|udsæt|undla|undlo|forkast|fravalg|fravælg|reject|declin|refus|postpon|oppos)\w*",
    re.IGNORECASE,
)
# Words that English writes with a capital where no name is meant.
_OFFICES = frozenset(
    "chair chairman chairwoman chairperson secretary treasurer director minutes agenda meeting".split()
)


def stems(text: str, language: Language) -> set[str]:
    """The content words of a text, cut to what their forms share."""
    return {word[:STEM] for word in content_words(text, language)}


def shared(wanted: set[str], heard: set[str]) -> set[str]:
    """Those of the wanted stems that were heard, whole or as the beginning of a form: "male", "males".

    >>> sorted(shared({"male", "facad"}, {"males", "gård"}))
    ['male']
    """
    forms = {form[:size] for form in heard for size in range(SHORTEST, len(form) + 1)}
    return {one for one in wanted if one in heard or one in forms or any(one[:size] in heard for size in _SIZES)}


def numbers(text: str, language: Language) -> set[str]:
    """The numbers of a text as digits, spoken ones too, without separators of thousands."""
    return set(re.findall(r"\d+", re.sub(r"(?<=\d)[.,](?=\d{3}\b)", "", language.grammar.small_digits(text))))


def resting_on(text: str, evidence: tuple[str, ...], spoken: Mapping[str, Utterance], language: Language) -> list[str]:
    """Those of the cited utterances that can carry something of the statement.

    A model that cites the whole item for one sentence would have the reviewer hear the whole item, and would make
    everybody who spoke in it a party to the decision.
    """
    wanted, figures = stems(text, language), numbers(text, language) - {"1"}
    kept = []
    for uid in evidence:
        said = spoken[uid].text
        brief = len(content_words(said, language)) < BRIEF
        if brief or shared(wanted, stems(said, language)) or figures & numbers(said, language):
            kept.append(uid)
    return kept


def is_spoken(text: str, language: Language) -> bool:
    """Whether the statement is speech and no minutes: "We approve", "Yes, it is", "Who is in favour?", "noted that …".

    What it quotes may be speech.

    >>> from pipeline.draft.english import LANGUAGE
    >>> is_spoken("We approve the repair.", LANGUAGE), is_spoken("It was noted: “We approve.”", LANGUAGE)
    (True, False)
    """
    own = _QUOTED.sub(" ", text)
    speaking = _SPEAKING.get(language.code)
    return _UNFORMED.search(own) is not None or (speaking is not None and speaking.search(own) is not None)


def numbers_held(text: str, said: str, language: Language) -> bool:
    """Whether every number of the statement was said."""
    return numbers(text, language) - {"1"} <= numbers(said, language)  # "et medlem": the article is no number


def names_held(text: str, said: str, who: tuple[str, ...], title: str, people: People) -> bool:
    """Whether every attendee whom the statement names speaks or is named, and every other name was said."""
    named = people.mentioned(said)
    heard = {one.key for one in named} | set(who)
    if not all(one.key in heard for one in people.mentioned(text)):
        return False
    known = " ".join((said, title, people.meeting.body.name, people.language.formulas.vocabulary))
    known += " " + " ".join(_called(one) for one in people.meeting.attendees if one.key in heard)
    words = {_plain(word) for word in re.findall(r"[\w&'’-]+", known)} | _OFFICES
    return all(_plain(word) in words for word in _INSIDE.findall(text))


def _called(one: Attendee) -> str:
    return f"{one.name} {one.title} {one.organisation}"


def _plain(word: str) -> str:
    """A name without its genitive, in small letters: "Solgårdens", "Solgården"."""
    return re.sub(r"['’]?s?$", "", word.casefold())


def grounded(text: str, said: str, title: str, kind: StatementKind, language: Language) -> bool:
    """Whether most content words of the statement were said, in whatever form; the item's title counts as said.

    Something of the statement must stand in the evidence itself, and something besides the title in the statement.
    """
    formula = stems(language.formulas.vocabulary, language)
    written = stems(text, language)
    heard = stems(said, language)
    entitled = stems(title, language)
    wanted = written - formula
    if not wanted and kind not in CONCLUDING:
        return kind is StatementKind.ANSWER and _affirmed(said, language)
    if (written <= entitled and not written & formula) or not shared(written, heard):
        return False
    share = SETTLED if kind in SETTLING else GROUNDED
    return len(shared(wanted, heard | entitled)) >= share * len(wanted)


def _affirmed(said: str, language: Language) -> bool:
    pieces = _PIECES.split(said)
    return any(language.cues.yes.search(one) for one in pieces) and not any(
        language.cues.no.search(one) for one in pieces
    )


def denies_alike(text: str, said: str, kind: StatementKind, language: Language) -> bool:
    """Whether the statement denies nothing that nobody denied, and what is settled leaves out no denial.

    A denial belongs to the piece of speech, between two stops or commas, that shares most words with the statement.
    """
    cues = language.cues
    pieces = [piece for piece in _PIECES.split(said) if piece]
    if cues.negation.search(text):
        denied = cues.negation.search(said) or cues.rejection.search(said) or _REFUSING.search(said)
        return bool(denied) or any(cues.no.search(piece) for piece in pieces)
    if kind not in SETTLING or cues.rejection.search(text) or _REFUSING.search(text):
        return True
    wanted = stems(text, language)
    near = [len(shared(wanted, stems(piece, language))) for piece in pieces]
    most = max(near, default=0)
    nearest = [piece for piece, share in zip(pieces, near, strict=True) if share == most]
    return not most or not all(cues.negation.search(piece) for piece in nearest)


def agreed(text: str, language: Language) -> bool:
    """Whether the statement itself says that something was agreed or decided."""
    return bool(stems(text, language) & stems(language.formulas.vocabulary, language))


def vote_heard(said: str, language: Language) -> bool:
    """Whether anybody spoke of a vote."""
    cues = language.cues
    return any(cue.search(said) for cue in (cues.vote, cues.unanimous, cues.casting_vote))
