"""Danish main clauses as subordinate clauses.

A Danish main clause has its finite verb second (V2) and the sentence adverb behind it; in a subordinate clause the
subject comes first and the adverb stands before the verb (Diderichsen's sentence schema). What cannot be turned with
certainty is left in main-clause order, which Danish allows behind "at" after verbs of saying, or is quoted.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.draft.danish.possessive import without_owner
from pipeline.draft.danish.verbs import MODALS, TRANSITIVE, is_finite
from pipeline.draft.speech import bare, lower_first

if TYPE_CHECKING:
    from pipeline.draft.language import Speaker

SENTENCE_ADVERBS = frozenset(
    "ikke aldrig altid også allerede stadig fortsat kun nok vel vist måske desværre heldigvis dog derfor endnu "
    "egentlig "
    "sandsynligvis formentlig antagelig selvfølgelig naturligvis faktisk heller næppe snart ofte sjældent tit generelt "
    "bestemt absolut nødvendigvis endelig senest bare lige lidt først derefter herefter samtidig desuden reelt "
    "jo da alligevel hverken".split()
)
PARTICLES = frozenset("jo da skam sgu".split())
SUBJECT_PRONOUNS = frozenset("jeg vi man du han hun det der den dette de i".split())
NOMINATIVE = frozenset("jeg vi man du han hun".split())
FRONTED = frozenset(
    "nu så derfor desuden endelig i på til med for fra ved efter før inden om under over hos af derudover samtidig her "
    "herefter dog måske faktisk ellers desværre heldigvis selvfølgelig naturligvis først igen tidligere hidtil "
    "generelt "
    "overordnet hvis når da fordi selvom mens siden imens lige ifølge uden mellem omkring gennem blandt grundet pga "
    "senest snart allerede aktuelt konkret derefter dernæst foreløbig fremover fremadrettet jævnfør modsat ud".split()
)
SUBORDINATORS = frozenset("hvis når da fordi selvom mens siden imens såfremt medmindre indtil".split())
OPINION_VERBS = frozenset("mener synes tror ved håber forventer hører siger".split())  # "det tror jeg ikke er rigtigt"
LONGEST_FRONT = 4  # tokens of an adverbial that may stand between subject and verb
DROPPED_FRONTS = frozenset(
    {
        "så",
        "for det første",
        "for det andet",
        "for det tredje",
        "for det fjerde",
        "for det femte",
        "dernæst",
        "derudover",
        "endelig",
    }
)
_REFERENCE = re.compile(r"\b(os|vores|vor|vort|vore)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"\b(dig|jer|din|dit|dine|jeres)\b", re.IGNORECASE)
_YOU = re.compile(r"\b(du)\b|(?<=\s)I(?=\s|$)|^I(?=\s)")
_OPINION_MODAL = re.compile(r"\bskal\b", re.IGNORECASE)


def find_finite(tokens: list[str]) -> int | None:
    """Index of the main clause's finite verb, or None. Stops where a subordinate clause begins before it."""
    for place, token in enumerate(tokens):
        word = bare(token)
        previous = bare(tokens[place - 1]) if place else ""
        if place and word in ("at", "som", "hvis", "fordi", "hvor", "hvad", "hvordan", "hvilke"):
            return None
        if place and word == "der" and tokens[place - 1].endswith(","):
            return None
        if is_finite(word, previous) and (previous, word) != ("i", "går"):
            return place
    return None


def adverbs_at(tokens: list[str], place: int) -> int:
    """How many sentence adverbs stand from here on."""
    count = 0
    while place + count < len(tokens) and bare(tokens[place + count]) in SENTENCE_ADVERBS:
        count += 1
        if tokens[place + count - 1][-1:] in ",;:":
            break
    return count


def _without_particles(adverbs: list[str]) -> list[str]:
    return [token for token in adverbs if bare(token) not in PARTICLES]


def subordinate(text: str) -> str | None:
    """One main clause in the order of a subordinate clause, pronouns untouched; None where it cannot be done safely.

    >>> subordinate("prisen er ikke fastsat")
    'prisen ikke er fastsat'
    >>> subordinate("i dag har vi 12 ansatte")
    'vi i dag har 12 ansatte'
    >>> subordinate("derfor bør vi ikke vente")
    'vi derfor ikke bør vente'
    """
    tokens = text.split()
    if len(tokens) < 2:
        return None
    verb = find_finite(tokens)
    first = bare(tokens[0])
    if verb == 0:
        return None
    if first in SUBORDINATORS:
        return text
    if verb is None:
        return text if _plain_order(tokens) else None
    behind = bare(tokens[verb + 1]) if verb + 1 < len(tokens) else ""
    if first in FRONTED or behind in NOMINATIVE:
        return _undo_inversion(tokens, verb) or (text if first in FRONTED and verb <= LONGEST_FRONT else None)
    count = adverbs_at(tokens, verb + 1)
    moved = _without_particles(tokens[verb + 1 : verb + 1 + count])
    comma = "," if moved and moved[-1].endswith(",") else ""
    moved = [token.rstrip(",") for token in moved]
    return " ".join([*tokens[:verb], *moved, tokens[verb] + comma, *tokens[verb + 1 + count :]])


def has_verb(text: str) -> bool:
    """Whether a finite verb can be seen: without one it is no clause.

    >>> has_verb("en rigtig fin rapport"), has_verb("rapporten er fin")
    (False, True)
    """
    words = [bare(token) for token in text.split()]
    return any(is_finite(word, before) for before, word in zip(["", *words], words, strict=False))


def _plain_order(tokens: list[str]) -> bool:
    """Whether a clause whose main verb is unclear still reads as a subordinate one: no adverb stands behind a verb."""
    words = [bare(token) for token in tokens]
    pairs = list(pairwise(words))
    finite = any(is_finite(word, before) for before, word in pairs)
    misplaced = any(is_finite(one, "") and two in SENTENCE_ADVERBS for one, two in pairs)
    return finite and not misplaced and words[0] not in FRONTED


def _undo_inversion(tokens: list[str], verb: int) -> str | None:
    """Put the subject back to the front: "nu har vi" -> "vi nu har"."""
    size = subject_size(tokens, verb + 1)
    if size is None:
        return None
    front = [lower_first(tokens[0]), *tokens[1:verb]]
    if any(token[-1:] in ",;:" for token in front):
        return None
    subject, begin = tokens[verb + 1 : verb + 1 + size], verb + 1 + size
    count = adverbs_at(tokens, begin)
    adverbs = _without_particles(tokens[begin : begin + count])
    rest = tokens[begin + count :]
    if any(token[-1:] in ",;:" for token in [*adverbs, *subject]):
        return None
    if " ".join(front) in DROPPED_FRONTS:
        front = []
    if front and bare(front[0]) in ("det", "den", "dette"):
        if len(rest) > 3 or bare(tokens[verb]) in OPINION_VERBS or any(token[-1:] in ",;:" for token in rest):
            return None
        return " ".join([*subject, *adverbs, tokens[verb], *rest, *front])
    if len(front) <= LONGEST_FRONT:
        return " ".join([*subject, *front, *adverbs, tokens[verb], *rest])
    return None


_NOUN_ENDING = re.compile(r"\w{2,}(?:en|et|erne|ene)")
_NOT_NOUNS = frozenset(
    "meget noget andet intet eget uden siden inden igen sammen alene hverken enten mellem gennem lidet selve "
    "modsat".split()
)
_POSTMODIFIERS = frozenset("for i på til af om med fra hos og ved mellem som der under over".split())


def _described(tokens: list[str], place: int) -> int | None:
    """The size of "de nye regler": determiner, adjectives in -e, one noun; None where that is not what stands here."""
    size = 1
    while place + size < len(tokens) and bare(tokens[place + size]).endswith("e") and size <= 3:
        size += 1
    follows = bare(tokens[place + size + 1]) if place + size + 1 < len(tokens) else ""
    if place + size >= len(tokens):
        return None
    if bare(tokens[place + size]).endswith("t") and size > 1:
        return size  # "de gamle huse fået": a plural in -e, and the participle
    return None if follows in _POSTMODIFIERS else size + 1


def subject_size(tokens: list[str], place: int) -> int | None:
    """How many tokens the subject has that begins here: a pronoun, a definite noun or a name; None where unclear."""
    if place >= len(tokens):
        return None
    first = tokens[place]
    word = bare(first)
    follows = bare(tokens[place + 1]) if place + 1 < len(tokens) else ""
    if word in SUBJECT_PRONOUNS and (word != "i" or first == "I"):
        behind_modal = place > 0 and bare(tokens[place - 1]) in MODALS
        described = follows.endswith("e") and follows not in SENTENCE_ADVERBS | {"gerne", "både"}
        adjective = word in ("den", "det", "de") and described
        return _described(tokens, place) if adjective and not behind_modal else 1
    if first[:1].isupper():
        return _name_size(tokens, place)
    if (
        _NOUN_ENDING.fullmatch(word)
        and word not in _NOT_NOUNS
        and not word.endswith("eret")
        and first[-1:] not in ",;:"
    ):
        return None if follows in _POSTMODIFIERS else 1
    return None


def _name_size(tokens: list[str], place: int) -> int | None:
    """The size of a name: its words with a capital; None where it is only the beginning of the subject."""
    size = 1
    while place + size < len(tokens) and tokens[place + size][:1].isupper() and tokens[place + size - 1][-1:] != ",":
        size += 1
    follows = bare(tokens[place + size]) if place + size < len(tokens) else ""
    return None if follows in _POSTMODIFIERS or follows == "og" else size


def straighten(text: str) -> str | None:
    """Put the subject first in what stood behind a dropped opening: "har kommunen to" -> "kommunen har to".

    >>> straighten("har kommunen to planer")
    'kommunen har to planer'
    """
    tokens = text.split()
    if not tokens or not is_finite(bare(tokens[0]), ""):
        return text
    size = subject_size(tokens, 1)
    if size is None:
        return None
    return " ".join([*tokens[1 : 1 + size], lower_first(tokens[0]), *tokens[1 + size :]])


def passive(text: str, *, opinion: bool) -> str | None:
    """Turn "vi skal offentliggøre prisen" into "prisen skal offentliggøres"; None where that is not safe.

    ``opinion``: under "jeg synes" the modal "skal" says "bør".

    >>> passive("vi skal offentliggøre prisen", opinion=True)
    'prisen bør offentliggøres'
    >>> passive("vi skal ikke sælge bygningen inden jul", opinion=False)
    'bygningen ikke skal sælges inden jul'
    """
    tokens = text.split()
    if len(tokens) < 4 or bare(tokens[0]) not in ("vi", "man"):
        return None
    adverbs = _without_particles(tokens[1 : 1 + adverbs_at(tokens, 1)])
    place = 1 + adverbs_at(tokens, 1)
    if place >= len(tokens) or bare(tokens[place]) not in MODALS - {"vil", "ville"}:
        return None
    modal = bare(tokens[place])
    count = adverbs_at(tokens, place + 1)
    adverbs += _without_particles(tokens[place + 1 : place + 1 + count])
    place += 1 + count
    if place >= len(tokens) or bare(tokens[place]) not in TRANSITIVE:
        return None
    infinitive, rest = bare(tokens[place]), tokens[place + 1 :]
    size = _object_size(rest)
    if size is None:
        return None
    modal = "bør" if opinion and modal == "skal" else modal
    return " ".join([*rest[:size], *adverbs, modal, infinitive + "s", *rest[size:]])


_TAIL = frozenset("inden senest før snarest hurtigst".split())
_NOT_OBJECT = frozenset(
    "i på til med for fra ved efter om under over hos af og eller men at som der hvis når mere mindre det dem "
    "sig os ham "
    "hende hinanden ind ud op ned hen frem tilbage videre bedre selv lidt noget hvad hvordan hvor hvilke hvem "
    "her nu så "
    "også ikke kun igen ad mod mellem".split()
)


def _object_size(rest: list[str]) -> int | None:
    """How many tokens the object has where it stands alone or before a time limit; None where it cannot be told."""
    for size, token in enumerate(rest):
        if bare(token) in _TAIL:
            return size if 1 <= size <= 4 else None
        if bare(token) in _NOT_OBJECT or (token[-1:] in ",;:" and size < len(rest) - 1):
            return None
    return len(rest) if 1 <= len(rest) <= 4 else None


def unaddressed(text: str) -> bool:
    """Whether the clause has no second person in a form that cannot become "man"."""
    return _ADDRESS.search(text) is None


def shift_pronouns(text: str, speaker: Speaker) -> str | None:
    """First and second person become third; None where nobody can tell who is meant.

    "vi" and "du" as subjects become "man"; where "os" or a "vores" that cannot be left out occur too, all become "de":
    whom else than the body a member speaks for cannot be told.

    >>> from pipeline.draft.language import Speaker
    >>> shift_pronouns("vi mangler penge", Speaker("Et medlem"))
    'man mangler penge'
    >>> shift_pronouns("jeg har sendt min rapport", Speaker("Et medlem"))
    'vedkommende har sendt vedkommendes rapport'
    >>> shift_pronouns("vi passer på vores penge", Speaker("En deltager", "de", "deres", "dem"))
    'man passer på pengene'
    >>> shift_pronouns("vi skal bestemme os i januar", Speaker("Et medlem"))
    'man skal bestemme sig i januar'
    """
    if not unaddressed(text):
        return None
    text = re.sub(r"\bvi\b[^,;]*", lambda match: re.sub(r"\bos\b", "sig", match.group(0)), text, flags=re.IGNORECASE)
    text = without_owner(text)
    named = bool(_REFERENCE.search(text))
    if named and not speaker.group:
        return None
    text = re.sub(r"\b(vores|vor|vort|vore)\b", "deres", text, flags=re.IGNORECASE)
    text = re.sub(r"\bos\b", "dem", text, flags=re.IGNORECASE)
    text = re.sub(r"\bvi\b", "de" if named else "man", text, flags=re.IGNORECASE)
    text = _YOU.sub("man", text)
    text = re.sub(r"\b(min|mit|mine)\b", "vedkommendes", text, flags=re.IGNORECASE)
    return re.sub(r"\b(jeg|mig)\b", "vedkommende", text, flags=re.IGNORECASE)


def weaken_opinion(text: str) -> str:
    """Under an opinion, the first "skal" is advice: "bør"."""
    return _OPINION_MODAL.sub("bør", text, count=1)
