"""English speech as reported speech in the register of minutes. The tense is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from text_to_num import alpha2digit

from pipeline.draft.english import actions, decisions, proposals, resolutions
from pipeline.draft.english.clause import expand, has_verb, passive, question_clause, shift_pronouns
from pipeline.draft.english.matrix import ABOUT, PHRASES, QUESTION_OPENINGS, strip_opening
from pipeline.draft.english.numbers import CAPITALS, NUMBER_WORDS, STYLE
from pipeline.draft.figures import figures
from pipeline.draft.language import Clause, Proposal, Speaker, Stance
from pipeline.draft.speech import (
    collapse_repeats,
    drop_asides,
    drop_false_starts,
    drop_phrases,
    drop_restarts,
    lower_first,
    tidy,
    without_stop,
)

_HESITATIONS = re.compile(
    r"(?<![\w'-])(?:u+[hm]+|e+r+m*|a+h+|h+m+m*|mm+|"
    r"(?<!as )(?<!as we )you know(?! (?:that|what|how|where|who|why|when|if))|"
    r"let me see|let's see|let me think)(?![\w'-])",
    re.IGNORECASE,
)
_FILLERS = re.compile(
    r"(?<![\w'-])(?:i mean|sort of|kind of(?= (?:like|the|"
    r"a)\b)|(?<=, )well(?=,)|"
    r"if you like|as it were|if you will|basically|literally|obviously(?=,))(?![\w'-])",
    re.IGNORECASE,
)
_PRONOUNS = frozenset("i we you he she it they there".split())
_STARTS = re.compile(
    r"^(?:(?:thank you(?: (?:very much|so much))?(?:,? (?:chair|madam chair|mr\.? chair(?:man)?|"
    r"[A-Z][a-z]+))?(?: for (?:that|the \w+|your \w+))?|"
    r"thanks(?:,? (?:chair|everyone|all|[A-Z][a-z]+))?(?: for (?:that|the \w+|your \w+))?|okay|ok|right|well|"
    r"so|now|good|great|fine|sure|"
    r"excellent|perfect|ah|oh|sorry|hello|hi|good (?:morning|afternoon|evening)|all right|alright|"
    r"of course)\s*[,.!;:–-]\s*)+",
    re.IGNORECASE,
)
_LINKS = re.compile(
    r"^(?:(?:and|but|so|because|well|then|okay|now|also|or|finally|secondly|firstly|thirdly|actually)\s*,?\s+)+",
    re.IGNORECASE,
)
_YES = re.compile(r"^(?:yes|yeah|yep|no|nope|correct)\s*[,.!]\s*", re.IGNORECASE)
_WORD = re.compile(r"(?:(?:in|by|for|from|at|on|to|of) )?(?:wh(?:at|en|ere|y|o|om|ose|ich)|how)\b", re.IGNORECASE)
_CHOICE = re.compile(r"\bor\b(?!\s+(?:not|so|what)\b)", re.IGNORECASE)
_PLEASE = re.compile(
    r"^(?:(?:and|but|so)\s+)?please\s+(?:do\s+)?(?P<what>(?:remember|keep|make|bring|take|use|check|tell|let|read|"
    r"sign|send|write|think|leave|put|help|look|consider|be)\b.+)$",
    re.IGNORECASE,
)
_AND_PLEASE = re.compile(r",?\s*(?:so|and|but),?\s+please\s+(?:do\s+)?(?=[a-z])", re.IGNORECASE)
_ASIDES = re.compile(
    r"^(?:as\s+(?:you|we|everyone|I)(?:\s+(?:all|may|will|can|have|probably))*\s+(?:know|see|heard|seen|said|"
    r"read|remember)(?:\s+(?:in|from)\s+(?:the|your)\s+\w+)?)\s*,\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class EnglishGrammar:
    """The English side of `pipeline.draft.language.Grammar`."""

    def clean(self, text: str) -> str:
        """Drop fillers, false starts, repetitions and courtesies."""
        text = drop_phrases(drop_false_starts(text.replace("’", "'")), _HESITATIONS)
        text = collapse_repeats(drop_asides(text, _FILLERS), NUMBER_WORDS | {"that", "had"})
        text = drop_restarts(text, _PRONOUNS)
        return figures(tidy(_STARTS.sub("", text)), STYLE)

    def digits(self, text: str) -> str:
        """Numbers in words become digits.

        >>> EnglishGrammar().digits("seven for, two against")
        '7 for, two against'
        """
        return str(alpha2digit(text, "en"))

    def genitive(self, noun: str) -> str:
        """Add 's."""
        return noun + ("'" if noun.endswith("s") else "'s")

    def small_digits(self, text: str) -> str:
        """Numbers in words become digits, small ones too."""
        return str(alpha2digit(text, "en", 1.0))

    def join(self, parts: list[str]) -> str:
        """Clauses behind one "that": "A, and that B"."""
        return ", and that ".join(parts)

    def report(self, text: str, speaker: Speaker) -> Clause | None:
        """Turn a declarative sentence into what stands behind "that"."""
        text = _ASIDES.sub("", _plain(text))
        if len(text.split()) < 3:
            return None
        urged = _PLEASE.match(text)
        if urged:
            shifted = shift_pronouns(without_stop(urged["what"]), speaker)
            return Clause(f"to {shifted}", Stance.URGE, phrase=True) if shifted else None
        text = _AND_PLEASE.sub(", and those present were asked to ", text)
        inner, stance = strip_opening(text)
        inner, second = strip_opening(inner) if stance else (inner, None)
        stance = stance if stance not in (None, Stance.INFORM) or second is None else second
        phrase = PHRASES.match(text)
        if phrase:
            shifted = shift_pronouns(phrase["about"] or phrase["support"], speaker)
            return (
                Clause(shifted, Stance.CONCERN if phrase["about"] else Stance.SUPPORT, phrase=True) if shifted else None
            )
        if not has_verb(inner):
            return None
        body = self._indirect(inner, speaker, subjunctive=stance is Stance.PROPOSE)
        if body is None:
            return Clause(text, Stance.NOTE, quoted=True)
        return Clause(body, stance or _stance_of(body, inner))

    def _indirect(self, text: str, speaker: Speaker, *, subjunctive: bool = False) -> str | None:
        text = without_stop(text)
        if re.match(r"(?:let's|let us|let me|please|look|remember|imagine|just)\b", text, re.IGNORECASE):
            return None
        shifted = shift_pronouns(passive(text) or text, speaker, subjunctive=subjunctive)
        return lower_first(shifted, speaker.proper | CAPITALS) if shifted else None

    def is_question(self, text: str) -> bool:
        """Whether it ends with a question mark, or opens as a question does."""
        text = _LINKS.sub("", text.strip())
        return text.endswith("?") or bool(QUESTION_OPENINGS.match(text) or ABOUT.match(text))

    def is_polar(self, text: str) -> bool:
        """Whether yes or no answers the question: it asks for no word and offers no choice."""
        text = _LINKS.sub("", _YES.sub("", text))
        opening = QUESTION_OPENINGS.match(text)
        inner = text[opening.end() :] if opening else text
        return _WORD.match(inner) is None and _CHOICE.search(inner) is None

    def ask(self, text: str, speaker: Speaker) -> str | None:
        """Turn a question into a clause that begins with "whether" or a question word, or a topic behind "about"."""
        text = without_stop(_LINKS.sub("", _YES.sub("", text)))
        if len(text.split()) < 2:
            return None
        topic = ABOUT.match(text)
        if topic:
            about = shift_pronouns(without_stop(topic["topic"]), speaker)
            if about and not re.match(r"(?:wh\w+|how|if|that)\b", about, re.IGNORECASE):
                return "about " + lower_first(about, speaker.proper | CAPITALS)
        opening = QUESTION_OPENINGS.match(text)
        if opening and len(text[opening.end() :].split()) > 1:
            inner = re.sub(r"^(?:if|that)\b", "whether", text[opening.end() :], flags=re.IGNORECASE)
            inner = question_clause(inner) or inner
            shifted = shift_pronouns(inner, speaker, asking=True)
            return lower_first(shifted, speaker.proper | CAPITALS) if shifted else None
        turned = question_clause(text)
        return shift_pronouns(turned, speaker, asking=True) if turned else None

    def decide(self, text: str, body: str, speaker: Speaker) -> str | None:
        """What "we approve the budget" decided, in the past tense."""
        return decisions.decide(text, body, lambda inner: self._indirect(inner, speaker))

    def resolve(self, text: str, body: str, speaker: Speaker, *, plain: bool) -> str | None:
        """What "so we'll go with ..." settles."""
        return resolutions.resolve(text, body, lambda inner: self._indirect(inner, speaker), plain=plain)

    def conclude(self, text: str, body: str, speaker: Speaker) -> str | None:
        """What stands behind "it was decided that": "we" is the body."""
        noun = speaker.group or (body[:1].lower() + body[1:])
        them = replace(speaker, group=noun, group_genitive=self.genitive(noun), group_object=noun)
        clause = self.report(text, them)
        return clause.text if clause is not None and not clause.quoted and not clause.phrase else None

    def in_third_person(self, text: str, name: str, *, addressed: bool) -> str | None:
        """Put a name for "I", or for "you" where it is who is addressed.

        >>> EnglishGrammar().in_third_person("I'll send it tomorrow", "Ann Reed", addressed=False)
        'Ann Reed will send it tomorrow'
        """
        first = name.split()[0]
        text = re.sub(rf"^(?:{re.escape(name)}|{re.escape(first)})\s*,\s*", "", expand(text))
        verbs = "will|can|could|should|must|would|shall|might"
        if addressed:
            named, count = re.subn(rf"\byou ({verbs})\b", rf"{name} \1", text, count=1, flags=re.IGNORECASE)
            if not count:
                named, count = re.subn(rf"\b({verbs}) you\b", rf"{name} \1", text, count=1, flags=re.IGNORECASE)
            return named if count and not re.search(r"\byou\b", named) else None
        named, count = re.subn(rf"\bI ({verbs})\b", rf"{name} \1", text, count=1)
        return named if count else None

    def proposal(self, text: str, body: str, speaker: Speaker) -> Proposal | None:
        """What "can we approve ...?" or "I suggest that ..." decides once it finds assent."""
        formal = decisions.proposal(text, body, speaker)
        return Proposal(formal, asks=True) if formal else proposals.propose(text, body, speaker)

    def commitment(self, text: str, speaker: Speaker) -> str | None:
        """What "I will send ..." undertakes: "send ..."."""
        return actions.commitment(_plain(text), speaker)

    def request(self, text: str, speaker: Speaker) -> tuple[tuple[str, ...], str] | None:
        """Whom "Helen, could you send ..." asks, and for what: (("Helen",), "send ...")."""
        return actions.request(_plain(text), speaker)

    def call(self, text: str, speaker: Speaker) -> str | None:
        """What "who sends ...?" looks for somebody to do."""
        return actions.call(_plain(text), speaker)

    def need(self, text: str, speaker: Speaker) -> str | None:
        """What "somebody must ..." says is to be done, by nobody yet."""
        return actions.need(_plain(text), speaker)

    def want(self, text: str) -> str | None:
        """What "can we have ...?" asks to be given."""
        return actions.want(_plain(text))

    def delivery(self, text: str) -> tuple[str, str] | None:
        """Verb and rest of "we'll send that by Friday"."""
        return actions.delivery(_plain(text))

    def assignment(self, text: str, speaker: Speaker) -> tuple[str, str] | None:
        """Who is to do what in "Helen will send ..." or "the secretariat is to prepare ..."."""
        return actions.assignment(_plain(text), speaker)


def _plain(text: str) -> str:
    """Without its end stop and what links it to the sentence before."""
    return _LINKS.sub("", without_stop(_YES.sub("", text)))


def _stance_of(body: str, original: str) -> Stance:
    if re.search(r"\b(?:important|crucial|essential|vital)\b", body, re.IGNORECASE):
        return Stance.STRESS
    if re.match(r"(?:I|I'm|I've|I'd|I'll|My)\b", original):
        return Stance.PERSONAL
    return Stance.NOTE
