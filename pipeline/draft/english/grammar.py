"""English speech as reported speech in the register of minutes. The tense is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass

from text_to_num import alpha2digit

from pipeline.draft.english import decisions
from pipeline.draft.english.clause import fit_subject, passive, question_clause, shift_pronouns
from pipeline.draft.english.matrix import ABOUT, QUESTION_OPENINGS, strip_opening
from pipeline.draft.language import Clause, Speaker, Stance
from pipeline.draft.speech import (
    bare,
    collapse_repeats,
    drop_false_starts,
    drop_phrases,
    lower_first,
    tidy,
    without_stop,
)

_FILLERS = re.compile(
    r"(?<![\w'-])(?:u+[hm]+|e+r+m*|a+h+|h+m+m*|mm+|you know(?! (?:that|what|how|where|who|why|when))|i mean|sort of|kind of(?= (?:like|the|a)\b)|"
    r"if you like|as it were|if you will|basically|literally|obviously(?=,))(?![\w'-])[,]?",
    re.IGNORECASE,
)
_STARTS = re.compile(
    r"^(?:(?:thank you(?: (?:very much|so much))?(?:,? (?:chair|madam chair|mr\.? chair(?:man)?|[A-Z][a-z]+))?(?: for (?:that|the \w+|your \w+))?|"
    r"thanks(?:,? (?:chair|everyone|all|[A-Z][a-z]+))?(?: for (?:that|the \w+|your \w+))?|okay|ok|right|well|so|now|good|great|fine|sure|"
    r"excellent|perfect|ah|oh|sorry|hello|hi|good (?:morning|afternoon|evening)|all right|alright|of course)\s*[,.!;:–-]\s*)+",
    re.IGNORECASE,
)
_LINKS = re.compile(r"^(?:(?:and|but|so|because|well|then|okay|now|also|or)\s*,?\s+)+", re.IGNORECASE)
_YES = re.compile(r"^(?:yes|yeah|yep|no|nope|correct)\s*[,.!]\s*", re.IGNORECASE)
_NUMBER_WORDS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred thousand".split()
)
_PRONOUN_START = re.compile(
    r"^(?:I|We|You|They|He|She|It|The|A|An|There|This|That|These|Those|Our|My|Some|Many|All|If|When|In|On|At|For|Most|Both|Each|No|Not|Last|Next|Perhaps|Maybe|Probably|To|With|By|From|As|Since|After|Before|What|One|Every|Any)\b"
)
_VERB_PHRASE = r"(?P<verb>[a-z]+)(?P<rest>\s.+)?$"
_UNDERTAKE = frozenset(
    "send prepare write draft circulate contact call email ask check look find get bring arrange organise organize book review revise update "
    "follow report come make set draw share distribute speak talk invite collect confirm clarify investigate explore produce provide put "
    "submit present schedule present forward chase order publish negotiate complete finish deliver add include do take pass raise meet "
    "obtain liaise coordinate sign fix".split()
)


@dataclass(frozen=True, slots=True)
class EnglishGrammar:
    """The English side of `pipeline.draft.language.Grammar`."""

    def clean(self, text: str) -> str:
        """Drop fillers, false starts, repetitions and courtesies."""
        text = drop_false_starts(text.replace("’", "'"))
        text = drop_phrases(text, _FILLERS)
        text = collapse_repeats(text, _NUMBER_WORDS | {"that", "had"})
        return tidy(_STARTS.sub("", text))

    def digits(self, text: str) -> str:
        """Numbers in words become digits.

        >>> EnglishGrammar().digits("seven for, two against")
        '7 for, two against'
        """
        return str(alpha2digit(text, "en"))

    def genitive(self, noun: str) -> str:
        """Add 's."""
        return noun + ("'" if noun.endswith("s") else "'s")

    def join(self, parts: list[str]) -> str:
        """Clauses behind one "that": "A, and that B"."""
        return ", and that ".join(parts)

    def report(self, text: str, speaker: Speaker) -> Clause | None:
        """Turn a declarative sentence into what stands behind "that"."""
        text = without_stop(_LINKS.sub("", _YES.sub("", text)))
        if len(text.split()) < 3:
            return None
        inner, stance = strip_opening(text)
        inner, second = strip_opening(inner) if stance else (inner, None)
        opinion = stance in (Stance.NOTE, Stance.PROPOSE) or second is Stance.NOTE
        stance = stance if stance not in (None, Stance.INFORM) or second is None else second
        body = self._indirect(inner, speaker, opinion=opinion)
        if body is None:
            return Clause(text, Stance.NOTE, quoted=True)
        if stance is None:
            stance = _stance_of(body, inner)
        return Clause(body, stance)

    def _indirect(self, text: str, speaker: Speaker, *, opinion: bool) -> str | None:
        del opinion
        text = without_stop(re.sub(r"^that\s+", "", text, flags=re.IGNORECASE))
        if re.match(r"(?:let's|let us|please|look|remember|imagine)\b", text, re.IGNORECASE):
            return None
        turned = passive(text) or text
        shifted = shift_pronouns(turned, speaker)
        if shifted is None:
            return None
        return lower_first(shifted) if _PRONOUN_START.match(shifted) or turned != text else shifted

    def is_question(self, text: str) -> bool:
        """Whether it ends with a question mark, or opens as a question does."""
        text = _LINKS.sub("", text.strip())
        return text.endswith("?") or bool(QUESTION_OPENINGS.match(text) or ABOUT.match(text))

    def ask(self, text: str, speaker: Speaker) -> str | None:
        """Turn a question into a clause that begins with "whether" or a question word, or a topic behind "about"."""
        text = without_stop(_LINKS.sub("", _YES.sub("", text)))
        if len(text.split()) < 2:
            return None
        topic = ABOUT.match(text)
        if topic:
            about = shift_pronouns(without_stop(topic["topic"]), speaker)
            if about and not re.match(r"(?:wh\w+|how|if|that)\b", about, re.IGNORECASE):
                return "about " + (lower_first(about) if _PRONOUN_START.match(about) else about)
        opening = QUESTION_OPENINGS.match(text)
        if opening:
            inner = re.sub(r"^(?:if|that)\b", "whether", text[opening.end() :], flags=re.IGNORECASE)
            shifted = shift_pronouns(inner, speaker, asking=True)
            return lower_first(shifted) if shifted else None
        turned = question_clause(text)
        return shift_pronouns(turned, speaker, asking=True) if turned else None

    def decide(self, text: str, body: str, speaker: Speaker) -> str | None:
        """What "we approve the budget" decided, in the past tense."""
        return decisions.decide(text, body, lambda inner: self._indirect(inner, speaker, opinion=False))

    def proposal(self, text: str, body: str, speaker: Speaker) -> str | None:
        """What "can we approve ...?" decides once it finds assent."""
        return decisions.proposal(text, body, speaker)

    def commitment(self, text: str) -> str | None:
        """What "I will send ..." undertakes: "send ..."."""
        text = _LINKS.sub("", without_stop(_YES.sub("", text)))
        match = re.match(
            r"(?:sure,? |of course,? |happy to,? |okay,? )?I(?:'ll| will| shall| can| am going to|'m going to| promise to)\s+"
            r"(?:(?:also|certainly|then|just|definitely|gladly)\s+)*" + _VERB_PHRASE,
            text,
            re.IGNORECASE,
        )
        return _undertaken(match["verb"], match["rest"]) if match else None

    def request(self, text: str) -> tuple[str, str] | None:
        """Whom "Helen, could you send ..." asks, and for what: ("Helen", "send ...")."""
        text = without_stop(_LINKS.sub("", _YES.sub("", text)))
        match = re.match(
            r"(?:(?P<name>[A-Z][\w'-]+(?:\s+[A-Z][\w'-]+)*)\s*,\s*)?(?:can|could|will|would|may I ask|can I ask)\s+(?:(?P<you>you)\s+|"
            r"(?P<other>[A-Z][\w'-]+(?:\s+[A-Z][\w'-]+)*)\s+)(?:(?:please|also|perhaps|then|to|mind)\s+)*"
            + _VERB_PHRASE,
            text,
            re.IGNORECASE if text[:1].islower() else 0,
        ) or re.match(
            r"(?:Can|Could|Will|Would)\s+(?:(?P<you>you)|(?P<other>[A-Z][\w'-]+(?:\s+[A-Z][\w'-]+)*))\s*,?\s+(?P<name>(?!x)x)?"
            r"(?:(?:please|also|perhaps|then)\s+)*" + _VERB_PHRASE,
            text,
        )
        if match is None:
            return None
        done = _undertaken(match["verb"], match["rest"])
        return (match["name"] or match["other"] or "", done) if done else None

    def assignment(self, text: str) -> tuple[str, str] | None:
        """Who is to do what in "Helen will send ..." or "the secretariat is to prepare ..."."""
        text = without_stop(_LINKS.sub("", text))
        text = re.sub(
            r"^(?:(?:we|it(?:'s| is| was)) agree[d]?|the action is|action)\s*(?:that|:)?\s+", "", text, flags=re.IGNORECASE
        )
        match = re.match(
            r"(?P<who>[A-Z][\w'-]+(?:\s+[A-Z][\w'-]+)*(?:\s+and\s+[A-Z][\w'-]+(?:\s+[A-Z][\w'-]+)*)*|(?:[Tt]he\s+(?:secretariat|administration|chair|"
            r"staff|management)))\s+(?:will|shall|is to|are to|is going to|to|has agreed to|agreed to)\s+(?:(?:also|then|please)\s+)*"
            + _VERB_PHRASE,
            text,
        )
        if match is None or match["who"] in ("I", "We", "It", "They", "You", "There", "This", "That"):
            return None
        done = _undertaken(match["verb"], match["rest"])
        return (match["who"], done) if done else None


def _undertaken(verb: str, rest: str | None) -> str | None:
    """A bare verb phrase behind "will", or None where nothing is undertaken."""
    rest = re.sub(r",?\s*(?:please|if that's okay|thank you|thanks|okay|will you)\s*$", "", rest or "", flags=re.IGNORECASE)
    if verb.lower() not in _UNDERTAKE or not rest.split():
        return None
    if re.search(r"\b(?:you|your|yours)\b", rest, re.IGNORECASE):
        rest = re.sub(r"\byou all\b|\byou\b", "those present", rest) if not re.search(r"\byours?\b", rest) else ""
    rest = re.sub(r"\bus\b", "those present", rest)
    rest = re.sub(r"\bmy\b", "their", rest)
    if not rest.split() or re.search(r"\b(?:I|I'll|I've|me|we|we'll|our)\b", rest):
        return None
    return verb.lower() + rest


def _stance_of(body: str, original: str) -> Stance:
    if re.search(r"\b(?:important|crucial|essential|vital)\b", body, re.IGNORECASE):
        return Stance.STRESS
    if re.match(r"(?:I|I'm|I've|I'd|I'll|My)\b", original):
        return Stance.PERSONAL
    return Stance.NOTE


__all__ = ["EnglishGrammar", "bare", "fit_subject"]
