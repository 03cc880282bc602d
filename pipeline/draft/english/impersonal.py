"""English clauses of which "we" is the subject, said without an actor.

Who "we" are is seldom said: the board, the secretariat, the house they run. Minutes leave the actor out: the passive
("a grant has been received"), the existential ("there are two quotations"), or a noun ("the plan is to open in May").
Nothing is asserted of anybody who was not named.
"""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.draft.english.verbs import MODALS, PARTICIPLES
from pipeline.draft.speech import bare

LONGEST_OBJECT = 10  # tokens; a longer one is no object alone
_REGULAR = (
    "accept adopt add approve announce appoint arrange ask avoid book borrow call cancel change charge check clean "
    "clear close collect compare complete consider cover create cut decorate deliver design develop discuss double "
    "employ examine expect explain extend fill finish fix fund gather handle help identify improve include increase "
    "inform inspect install introduce invite involve launch limit maintain manage move need notify obtain offer open "
    "order organise organize paint plan postpone prepare print promise propose protect publish purchase raise receive "
    "record recruit reduce refuse register reject rent remove renew repair replace request require reserve restore "
    "review save schedule secure share sign solve start store support test train transfer translate update use visit "
    "welcome"
)
_DOUBLED = frozenset("plan".split())


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ied"
    return verb + (verb[-1] if verb in _DOUBLED else "") + "ed"


_IRREGULAR = {  # base: (past, participle)
    "build": ("built", "built"),
    "buy": ("bought", "bought"),
    "choose": ("chose", "chosen"),
    "cut": ("cut", "cut"),
    "draw": ("drew", "drawn"),
    "find": ("found", "found"),
    "give": ("gave", "given"),
    "hire": ("hired", "hired"),
    "hold": ("held", "held"),
    "keep": ("kept", "kept"),
    "lose": ("lost", "lost"),
    "make": ("made", "made"),
    "pay": ("paid", "paid"),
    "see": ("saw", "seen"),
    "sell": ("sold", "sold"),
    "send": ("sent", "sent"),
    "set": ("set", "set"),
    "show": ("showed", "shown"),
    "spend": ("spent", "spent"),
    "take": ("took", "taken"),
    "write": ("wrote", "written"),
}
_PARTICIPLE = (
    PARTICIPLES
    | {verb: _past(verb) for verb in _REGULAR.split()}
    | {verb: forms[1] for verb, forms in _IRREGULAR.items()}
)
_PAST_FORMS = {_past(verb): _past(verb) for verb in _REGULAR.split()} | dict(_IRREGULAR.values())
_AMBIGUOUS = frozenset({"cut", "set", "close", "open", "start", "move", "change", "increase"})
"""Verbs whose object may be no object ("we open to the public"), or whose past is their present."""
_DONE = frozenset(_PARTICIPLE.values())
_ADVERBS = frozenset(
    "also already still now currently only really just always often never not probably certainly clearly therefore "
    "recently finally then".split()
)
_DETERMINERS = frozenset(
    "a an the this that these those some any no more fewer less most many several few all both each every another "
    "enough about around over nearly almost at another half one two three four five six seven eight nine ten eleven "
    "twelve twenty thirty forty fifty our new good great additional extra two-thirds it them".split()
)
_INDEFINITE = frozenset(
    "a an no more fewer less many several few some about around over nearly almost enough one two three four five six "
    "seven eight nine ten eleven twelve twenty thirty forty fifty".split()
)
_PLURAL = frozenset("people children staff members these those two three four five many several few both".split())
_SINGULAR = frozenset("a an one this that each every another".split())
_TAIL = frozenset(
    "by before until within as on at during since after every today yesterday tomorrow now so because with to without "
    "instead again together through into if when while unless where which who than compared once twice".split()
)
_SEASONAL = re.compile(
    r"^(?:in|for|from)\s+(?:the\s+|next\s+|this\s+|last\s+|early\s+|late\s+)*(?:spring|summer|autumn|winter|week|month|"
    r"year|weekend|morning|evening|afternoon|future|meantime|past|january|february|march|april|may|june|july|august|"
    r"september|october|november|december|\d{4})\b",
    re.IGNORECASE,
)
_NOUNS = (
    (
        re.compile(
            r"\b(?:the|my|our) (?P<noun>idea|plan|aim|proposal|suggestion|hope|intention|wish|goal|recommendation) is "
            r"(?:that )?we (?!are\b|were\b|have\b|had\b|do\b|will\b|would\b|can\b|could\b|should\b|must\b|need\b|"
            r"cannot\b|never\b|not\b)(?=[a-z]+)",
            re.IGNORECASE,
        ),
        r"the \g<noun> is to ",
    ),
    (re.compile(r"\bwe (?:currently |now |still )?plan to\b", re.IGNORECASE), "the plan is to"),
    (re.compile(r"\bwe (?:currently |now |still )?intend to\b", re.IGNORECASE), "the intention is to"),
    (re.compile(r"\bwe (?:currently |now |still )?aim to\b", re.IGNORECASE), "the aim is to"),
    (re.compile(r"\bwe (?:very much |really |still )?hope to\b", re.IGNORECASE), "the hope is to"),
    (re.compile(r"\bwe (?:would (?:very much )?like|(?:really )?want|wish) to\b", re.IGNORECASE), "the wish is to"),
    (re.compile(r"\bwe (?:will )?(?:have|need) to\b", re.IGNORECASE), "it is necessary to"),
    (re.compile(r"\bwe had to\b", re.IGNORECASE), "it was necessary to"),
    (re.compile(r"\bwe know (?=that\b|how\b|why\b|what\b|when\b)", re.IGNORECASE), "it is known "),
    (re.compile(r"\bwe (?:expect|assume|estimate) that\b", re.IGNORECASE), "it is expected that"),
    (re.compile(r"\bwe hope that\b", re.IGNORECASE), "it is hoped that"),
)
_RELATIVE = re.compile(
    r"(?P<noun>\w+) (?P<link>that|which) we (?:(?P<have>have|had) )?(?P<verb>\w+)(?=$|[,.;]|\s+(?:in|on|at|by|for|from|"
    r"last|this|before|during|today|earlier|already)\b)",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"^(?P<what>what|how much(?: \w+){0,2}|how many \w+) we (?P<modal>would|will|can|could|should|must|may) "
    r"(?P<verb>\w+)"
    r"(?=$|[,.;]|\s+(?:in|on|at|by|for|from|with|then|now|next|this|each|every|per|a|if|when)\b)",
    re.IGNORECASE,
)
_SEGMENT = re.compile(r"\bwe\b(?P<rest>.*)$", re.IGNORECASE | re.DOTALL)
_CLAUSE_END = re.compile(
    r"[,;:](?=\s|$)|\s(?=(?:and|but|so|or)\s+(?:(?!and\b|or\b)\w+\s+){0,3}?(?:is|are|was|were|has|have|had|will|would|can|could|should|must|"
    r"pays?|takes?|needs?|costs?|we|they|it|he|she|there|I|you|that|this)\b)|\s(?=(?:because|unless|while|whereas|"
    r"although|which|who|if|when|so that)\b)",
    re.IGNORECASE,
)


def impersonal(text: str, *, subjunctive: bool = False) -> str:
    """The clause without "we" wherever that can be done without saying anything new; the other "we" stay.

    >>> impersonal("we need more volunteers")
    'more volunteers are needed'
    >>> impersonal("last year we had fewer than 30 guests a day, and we have received a grant of 60,000 pounds")
    'last year there were fewer than 30 guests a day, and a grant of 60,000 pounds has been received'
    >>> impersonal("we are open on Mondays")
    'we are open on Mondays'
    """
    for pattern, noun in _NOUNS:
        text = pattern.sub(noun, text)
    text = _ASKED.sub(_asked, _RELATIVE.sub(_relative, text))
    done = ""
    while True:
        match = _SEGMENT.search(text)
        if match is None:
            return done + text
        end = _CLAUSE_END.search(match["rest"])
        size = end.start() if end else len(match["rest"])
        clause, rest = match["rest"][:size].split(), match["rest"][size:]
        turned = _turn(clause, subjunctive=subjunctive)
        done += text[: match.start()] + (turned or match.group(0)[: 2 + size])
        text = rest


def _relative(match: re.Match[str]) -> str:
    """Turn "the budget that we agreed" into "the budget that was agreed"."""
    verb = match["verb"].lower()
    participle = verb if match["have"] and verb in _DONE else _PAST_FORMS.get(verb) or {"agreed": "agreed"}.get(verb)
    if participle is None:
        return match.group(0)
    plural = match["noun"].endswith("s") or match["noun"].lower() in _PLURAL
    if match["have"]:
        auxiliary = "had been" if match["have"].lower() == "had" else "have been" if plural else "has been"
    else:
        auxiliary = "were" if plural else "was"
    return f"{match['noun']} {match['link']} {auxiliary} {participle}"


def _asked(match: re.Match[str]) -> str:
    """Turn "what we would save" into "what would be saved"."""
    participle = _PARTICIPLE.get(match["verb"].lower())
    return f"{match['what']} {match['modal']} be {participle}" if participle else match.group(0)


def _turn(tokens: list[str], *, subjunctive: bool) -> str | None:
    """What stands behind "we", as passive or existential; None where neither is safe."""
    adverbs, tokens = _adverbs(tokens)
    if len(tokens) < 2:
        return None
    first = bare(tokens[0])
    if first in MODALS:
        negated, rest = _adverbs(tokens[1:])
        return _passive(rest, [tokens[0], *adverbs, *negated, "be"], past=False)
    if first in ("have", "has", "had"):
        between, rest = _adverbs(tokens[1:])
        if rest and bare(rest[0]) in _DONE and len(rest) > 1:
            return _passive(rest, [first, *adverbs, *between, "been"], past=True)
        return _existential(first, [*adverbs, *between], rest)
    if first in ("do", "did"):
        negated, rest = _adverbs(tokens[1:])
        return _passive(rest, ["was" if first == "did" else "is", *adverbs, *negated], past=False) if negated else None
    if first in _PAST_FORMS and first not in _AMBIGUOUS:
        return _passive([_PAST_FORMS[first], *tokens[1:]], ["was", *adverbs], past=True)
    return _passive(tokens, ["be" if subjunctive else "is", *adverbs], past=False)


def _adverbs(tokens: list[str]) -> tuple[list[str], list[str]]:
    size = next((place for place, token in enumerate(tokens) if bare(token) not in _ADVERBS), len(tokens))
    return tokens[:size], tokens[size:]


def _passive(tokens: list[str], auxiliary: list[str], *, past: bool) -> str | None:
    """Verb and object become subject and participle; ``past``: the verb is a participle already."""
    if len(tokens) < 2:
        return None
    verb = bare(tokens[0])
    participle = verb if past else _PARTICIPLE.get(verb)
    if participle is None:
        return None
    subject, tail = _object(tokens[1:])
    if subject is None:
        return None
    if bare(subject[0]) == "them":
        subject = ["they"]
    plural = _plural(subject)
    fitted = {"is": "are", "was": "were", "has": "have"}
    singular = {"have": "has"}
    head = auxiliary[0].lower()
    head = fitted.get(head, head) if plural else singular.get(head, head)
    return " ".join(["", *subject, head, *auxiliary[1:], participle, *tail])[1:]


def _object(tokens: list[str]) -> tuple[list[str] | None, list[str]]:
    """The object at the start, and what follows it; None where it is not clear that there is one."""
    first = bare(tokens[0])
    if first in ("it", "them"):
        plain = len(tokens) == 1 or bare(tokens[1]) in _TAIL | {"for", "in", "from"}
        return (tokens[:1], tokens[1:]) if plain else (None, [])
    if first not in _DETERMINERS and not first[:1].isdigit() and not first.endswith("s"):
        return None, []
    if first == "at" and (len(tokens) < 2 or bare(tokens[1]) not in ("least", "most")):
        return None, []
    size = 2 if first == "at" else 1
    while size < len(tokens) and bare(tokens[size]) not in _TAIL and not _SEASONAL.match(" ".join(tokens[size:])):
        if bare(tokens[size]) == "for" and len(tokens) > size + 2 and bare(tokens[size + 2]) == "to":
            return None, []
        size += 1
    if size > LONGEST_OBJECT or bare(tokens[size - 1]) in ("and", "or", "of", "for", "the", "a", "more"):
        return None, []
    if any(bare(one) in ("and", "or") and _verb(bare(two)) for one, two in pairwise(tokens[:size])):
        return None, []
    if first in ("all", "both", "that", "this", "more", "no") and size == 1:
        return None, []
    if any(
        bare(token) in MODALS | {"is", "are", "was", "were", "has", "have", "had", "that"} for token in tokens[1:size]
    ):
        return None, []
    return tokens[:size], tokens[size:]


def _verb(word: str) -> bool:
    return word in _PARTICIPLE or word in _PAST_FORMS or word in _DONE


def _plural(subject: list[str]) -> bool:
    words = [bare(token) for token in subject]
    if "cent" in words and "of" in words:
        words = words[words.index("of") + 1 :]
    elif "of" in words:
        words = words[: words.index("of")]
    words = words[: next((i for i, word in enumerate(words) if i and word in ("from", "for", "in")), len(words))]
    if not words:
        return False
    if "and" in words or words[0] == "they":
        return True
    if words[0] in _SINGULAR:
        return False
    last = words[-1]
    return last in _PLURAL or last.isdigit() or (last.endswith("s") and not last.endswith(("ss", "us", "is", "news")))


def _existential(have: str, adverbs: list[str], rest: list[str]) -> str | None:
    """Turn "we have two offers" into "there are two offers"; only of something new: "the", "our" and "it" are not."""
    first = bare(rest[0]) if rest else ""
    if first == "at" and len(rest) > 1 and bare(rest[1]) == "least":
        first = "about"
    if (first not in _INDEFINITE and not first[:1].isdigit()) or len(rest) < 2 or bare(rest[-1]) in ("to", "of", "for"):
        return None
    subject, _ = _object(rest)
    if subject is None:
        return None
    plural = _plural(subject) or bare(subject[0]) in ("many", "several", "few", "fewer", "two", "three")
    verb = ("were" if plural else "was") if have == "had" else ("are" if plural else "is")
    return " ".join(["there", verb, *adverbs, *rest])
