"""English clauses as reported: contractions written out, pronouns shifted with their verbs, questions in "
"statement order.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.draft.english.impersonal import impersonal
from pipeline.draft.english.verbs import AUXILIARIES, BASE, MODALS, PARTICIPLES, SINGULAR_AUXILIARY, third_person
from pipeline.draft.speech import bare, lower_first

if TYPE_CHECKING:
    from pipeline.draft.language import Speaker

_CONTRACTIONS = (
    (r"\bcan't\b", "cannot"),
    (r"\bwon't\b", "will not"),
    (r"\bshan't\b", "shall not"),
    (r"\b(\w+)n't\b", r"\1 not"),
    (r"\bI'm\b", "I am"),
    (r"\b(we|you|they)'re\b", r"\1 are"),
    (r"\b(I|we|you|they|who|there|that)'ll\b", r"\1 will"),
    (r"\b(he|she|it)'ll\b", r"\1 will"),
    (r"\b(I|we|you|they|could|should|would|must)'ve\b", r"\1 have"),
    (r"\b(it|that|there|he|she|what|who|where|how)'s (been|got|had|become|gone|taken|made|come|\w+ed)\b", r"\1 has \2"),
    (r"\b(it|that|there|he|she|what|who|where|how|here)'s\b", r"\1 is"),
    (r"\b(I|we|you|they|he|she|it)'d (better|been|had|\w+ed)\b", r"\1 had \2"),
    (r"\b(I|we|you|they|he|she|it)'d\b", r"\1 would"),
    (r"\bgonna\b", "going to"),
    (r"\bwanna\b", "want to"),
)
_ADVERBS = frozenset(
    "also not never still already only really always often probably possibly perhaps just now currently "
    "certainly clearly simply "
    "actually then therefore hardly all both generally usually definitely strongly fully".split()
)
_PAST = frozenset(
    "went took got made had saw said spent put came gave found told kept left lost met paid sent held knew "
    "thought felt brought "
    "bought built began wrote ran set cut chose drew fell grew led rose sold spoke stood understood won sat "
    "did could should would might".split()
)
_PRONOUNS = frozenset(
    "i you we they he she it there this that these those everyone anyone anybody somebody someone".split()
)
_DETERMINERS = frozenset(
    "the a an this that these those our your their his her its my any all some each every no".split()
)
_PREPOSITIONS = frozenset(
    "of in on at by for from with to about into over under between through during before after until without "
    "within against as than and or but that which who because if when while where".split()
)
SENTENCE_WORDS = 9  # so many words are hardly ever said without a verb, known here or not
_TAILS = frozenset("by before until within as".split())


_FORMS = BASE | set(PARTICIPLES) | {third_person(verb) for verb in BASE} | set(PARTICIPLES.values())


def has_verb(text: str) -> bool:
    """Whether a finite verb can be seen: without one it is no clause.

    >>> has_verb("only one small thing"), has_verb("the photographer comes on Monday")
    (False, True)
    """
    words = [bare(token) for token in expand(text).split()]
    if len(words) >= SENTENCE_WORDS:
        return True
    known = AUXILIARIES | MODALS | _PAST | _FORMS
    return any(word in known or (place and word.endswith("ed") and len(word) > 4) for place, word in enumerate(words))


def expand(text: str) -> str:
    """Write contractions out.

    >>> expand("we don't know if it's been sent")
    'we do not know if it has been sent'
    """
    for pattern, full in _CONTRACTIONS:
        text = re.sub(pattern, full, text, flags=re.IGNORECASE)
    return text


def fit_subject(verb: str) -> str | None:
    """The verb behind a singular subject that stood behind "we"; None where that cannot be told."""
    word = verb.lower()
    if word in SINGULAR_AUXILIARY:
        return SINGULAR_AUXILIARY[word]
    if (word in BASE or word in PARTICIPLES) and word not in _PAST:
        return third_person(word)
    return word if word in MODALS or word in _PAST or word.endswith("ed") else None


_DELIBERATES = frozenset(
    "should shall must ought decide decided agree agreed approve approved adopt adopted support supported discuss "
    "discussed recommend recommended note noted conclude concluded accept accepted reject rejected postpone "
    "postponed".split()
)
"""Verbs by which a body acts: where a member says "we" with them, the body is meant."""


def _name_group(text: str, group: str, subjunctive: bool) -> str | None:
    """Put somebody in place of "we".

    The group, with agreeing verbs, where a body acts (behind "proposed that" the first verb stays in the base form);
    elsewhere "they", since nobody can tell whom else a member speaks for.
    """
    tokens = text.split()
    for place, token in enumerate(tokens):
        if bare(token) != "we":
            continue
        verb = place + 1
        while verb < len(tokens) and bare(tokens[verb]) in _ADVERBS:
            verb += 1
        word = bare(tokens[verb]) if verb < len(tokens) else ""
        if word not in _DELIBERATES and not subjunctive:
            tokens[place] = "they" + token[2:]
            continue
        tokens[place] = group + token[2:]
        if verb >= len(tokens):
            return None
        edge = tokens[verb][len(tokens[verb].rstrip(".,;:")) :]
        plain = tokens[verb].rstrip(".,;:")
        fitted = plain if subjunctive and plain.lower() in BASE | set(PARTICIPLES) else fit_subject(plain)
        if fitted is None:
            return None
        subjunctive = False
        tokens[verb] = fitted + edge
    return " ".join(tokens)


def _third_person_plural(text: str, speaker: Speaker, subjunctive: bool) -> str | None:
    """Say "we", "us" and "our" where a clause without an actor could not be made; None if nobody is known."""
    text = impersonal(text, subjunctive=subjunctive)
    actor = re.search(r"\bwe\b", text, re.IGNORECASE) is not None
    if not actor:
        return re.sub(r"\bus\b(?!\s+(?:dollars?|market))", "them", _possessive(text, "the"))
    if not speaker.group:
        return None
    plural = speaker.group_object != speaker.group
    named = (
        re.sub(r"\bwe\b", speaker.group, text, flags=re.IGNORECASE)
        if plural
        else _name_group(text, speaker.group, subjunctive)
    )
    if named is None:
        return None
    they = re.search(r"\bthey\b", named) is not None
    text = _possessive(named, "their" if they else "its")
    text = re.sub(r"\bus\b(?!\s+(?:dollars?|market))", "them", text)
    return re.sub(r"\bourselves\b", "themselves" if they else "itself", text)


def _possessive(text: str, owner: str) -> str:
    """Make "our roof" the roof, where nobody is named to whom it belongs."""
    text = re.sub(r"\bours\b", "theirs", text, flags=re.IGNORECASE)
    text = re.sub(r"\bour own\b", f"{'their' if owner == 'the' else owner} own", text, flags=re.IGNORECASE)
    return re.sub(r"\bour\b", owner, text, flags=re.IGNORECASE)


def shift_pronouns(text: str, speaker: Speaker, *, asking: bool = False, subjunctive: bool = False) -> str | None:
    """First and second person become third, with their verbs; None where nobody can tell who is meant.

    >>> from pipeline.draft.language import Speaker
    >>> shift_pronouns("we don't have our figures", Speaker("A member", "the Board", "the Board's", "the Board"))
    'they do not have their figures'
    >>> shift_pronouns("I am worried about my budget", Speaker("A member"))
    'they are worried about their budget'
    """
    text = expand(text)
    if re.search(r"\b(?:you|your|yours)\b", text, re.IGNORECASE):
        if not asking:
            return None
        text = re.sub(
            r"\byours?\b", lambda m: "their" if m.group(0).lower() == "your" else "theirs", text, flags=re.IGNORECASE
        )
        text = re.sub(r"\byou\b", "they", text, flags=re.IGNORECASE)
    if re.search(r"\b(?:we|us|our|ours|ourselves)\b", text, re.IGNORECASE):
        named = _third_person_plural(text, speaker, subjunctive)
        if named is None:
            return None
        text = named
    text = re.sub(r"\bI((?:\s+(?:" + "|".join(sorted(_ADVERBS)) + r"))*)\s+am\b", r"they\1 are", text)
    text = re.sub(r"\bI((?:\s+(?:" + "|".join(sorted(_ADVERBS)) + r"))*)\s+was\b", r"they\1 were", text)
    text = re.sub(r"\bam I\b", "they are", text)
    text = re.sub(r"\bI\b(?!\.)", "they", text)
    text = re.sub(r"\bmyself\b", "themselves", text, flags=re.IGNORECASE)
    text = re.sub(r"\bmine\b", "theirs", text, flags=re.IGNORECASE)
    text = re.sub(r"\bmy\b", "their", text, flags=re.IGNORECASE)
    return re.sub(r"\bme\b", "them", text)


def passive(text: str) -> str | None:
    """Turn "we should publish the price" into "the price should be published"; None where that is not safe.

    >>> passive("we should publish the price before Christmas")
    'the price should be published before Christmas'
    """
    tokens = expand(text).split()
    if (
        len(tokens) < 5
        or bare(tokens[0]) != "we"
        or bare(tokens[1]) not in ("should", "must", "can", "could", "cannot")
    ):
        return None
    place = 2
    negated = bare(tokens[place]) in ("not", "never")
    place += negated
    if (
        bare(tokens[place]) not in PARTICIPLES
        or place + 1 >= len(tokens)
        or bare(tokens[place + 1]) not in _DETERMINERS
    ):
        return None
    rest = tokens[place + 1 :]
    size = next((i for i, token in enumerate(rest) if bare(token) in _TAILS), len(rest))
    if not 2 <= size <= 5 or any(bare(token) in _PREPOSITIONS or token[-1:] in ",;:" for token in rest[1 : size - 1]):
        return None
    if bare(rest[size - 1]) in _PREPOSITIONS:
        return None
    negation = [tokens[2]] if negated else []
    return " ".join([*rest[:size], tokens[1], *negation, "be", PARTICIPLES[bare(tokens[place])], *rest[size:]])


def question_clause(text: str) -> str | None:
    """Put a question into statement order behind "whether" or its question word; None where the subject is unclear.

    >>> question_clause("have you considered the price")
    'whether you have considered the price'
    >>> question_clause("when will the report be ready")
    'when the report will be ready'
    """
    tokens = expand(text).split()
    tokens[0] = lower_first(tokens[0])
    if bare(tokens[0]) in ("what", "when", "where", "why", "who", "how", "which", "whose"):
        return _wh_clause(tokens)
    if bare(tokens[0]) not in MODALS | AUXILIARIES:
        return None
    turned = _reorder(tokens)
    return f"whether {turned}" if turned else None


def _reorder(tokens: list[str]) -> str | None:
    """Auxiliary, subject, rest -> subject, auxiliary, rest."""
    auxiliary = bare(tokens[0])
    negation = ["not"] if len(tokens) > 1 and bare(tokens[1]) == "not" else []
    tokens = [tokens[0], *tokens[1 + len(negation) :]]
    size = _subject_size(tokens, auxiliary)
    if size is None or 1 + size > len(tokens):
        return None
    subject, rest = tokens[1 : 1 + size], tokens[1 + size :]
    if auxiliary in ("do", "does", "did") and not negation:
        return _without_do(auxiliary, subject, rest)
    return " ".join([*subject, auxiliary, *negation, *rest])


def _without_do(auxiliary: str, subject: list[str], rest: list[str]) -> str | None:
    place = next((i for i, token in enumerate(rest) if bare(token) not in _ADVERBS), None)
    if place is None:
        return None
    word = rest[place].rstrip(".,;:")
    if auxiliary == "do":
        verb = word
    elif auxiliary == "does":
        verb = "has" if word == "have" else third_person(word)
    else:
        return " ".join([*subject, "did", *rest]) if not word else " ".join([*subject, *_past(rest, place)]) or None
    return " ".join([*subject, *rest[:place], verb + rest[place][len(word) :], *rest[place + 1 :]])


def _past(rest: list[str], place: int) -> list[str]:
    word = rest[place]
    past = PARTICIPLES.get(bare(word))
    return [*rest[:place], past, *rest[place + 1 :]] if past and past.endswith("ed") else ["did", *rest]


def _subject_size(tokens: list[str], auxiliary: str) -> int | None:
    if len(tokens) < 2:
        return None
    first = bare(tokens[1])
    if first in _PRONOUNS and (first not in _DETERMINERS or len(tokens) < 3 or _verbal(bare(tokens[2]), auxiliary)):
        return 1
    if first not in _DETERMINERS:
        return None
    for size in range(2, min(7, len(tokens) - 1)):
        if _verbal(bare(tokens[1 + size]), auxiliary):
            return size
    return None


def _verbal(word: str, auxiliary: str) -> bool:
    """Whether a word can follow the subject of a question that began with this auxiliary."""
    if auxiliary in ("do", "does", "did") or auxiliary in MODALS:
        return word in BASE or word in PARTICIPLES or word in ("be", "have", "not", "also")
    if auxiliary in ("have", "has", "had"):
        return (
            word in ("been", "had", "got", "not", "already", "ever")
            or word.endswith("ed")
            or word in PARTICIPLES.values()
        )
    return word in ("not", "going", "still", "already", "likely", "able", "ready", "included", "available") or (
        len(word) > 4 and word.endswith(("ing", "ed"))
    )


def _wh_clause(tokens: list[str]) -> str | None:
    place = next((i for i, token in enumerate(tokens[:7]) if i and bare(token) in MODALS | AUXILIARIES), None)
    if place is None:
        return " ".join(tokens) if bare(tokens[0]) == "who" else None
    head, rest = tokens[:place], tokens[place + 1 :]
    behind = next((bare(token) for token in rest if bare(token) not in _ADVERBS), "")
    if bare(tokens[0]) in ("how", "what", "who", "which") and behind in {"be", "been", "have", *PARTICIPLES.values()}:
        return " ".join(tokens)
    auxiliary = bare(tokens[place])
    turned = _reorder(tokens[place:])
    if turned:
        return " ".join([*head, turned])
    copula = auxiliary in ("is", "are", "was", "were") and bare(tokens[0]) in ("what", "where", "which", "how")
    if copula and place <= 2 and rest and bare(rest[0]) in _DETERMINERS and len(rest) <= 8:
        return " ".join([*head, *rest, auxiliary])
    if bare(tokens[0]) == "who" or (len(head) > 2 and rest and bare(rest[0]) not in _PRONOUNS | _DETERMINERS):
        return " ".join(tokens)
    return None
