"""Danish speech as reported speech in the register of a referat."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial

from text_to_num import alpha2digit

from pipeline.draft.danish import actions, decisions, proposals, questions, resolutions
from pipeline.draft.danish import clause as clauses
from pipeline.draft.danish.matrix import ABOUT, EXPAND, QUESTION_OPENINGS, strip_opening, strip_tail
from pipeline.draft.danish.numbers import NUMBER_WORDS, STYLE
from pipeline.draft.danish.verbs import COMMISSIVE, TRANSITIVE, is_finite
from pipeline.draft.figures import figures
from pipeline.draft.language import Clause, Proposal, Speaker, Stance
from pipeline.draft.speech import (
    bare,
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
    r"(?<![\w-])(?:ø+h+m*|e+h+m*|hm+|mm+|ik['’]|lad mig se|skal vi sige(?!,? at\b)|hvad hedder det|hvad skal man sige|"
    r"hvad skal jeg sige)(?![\w-])",
    re.IGNORECASE,
)
_FILLERS = re.compile(
    r"(?<![\w-])(?:ikke også|ikke sandt|(?<!som )du ved|(?<!som )i ved|kan man sige|om jeg så må sige|"
    r"så at sige|sådan set|sådan lidt|sådan ligesom|ligesom (?=at\b)|"
    r"på en eller anden måde|altså|sgu|fandeme)(?![\w-])",
    re.IGNORECASE,
)
_LIGESOM = re.compile(r"\b(?:sådan|ligesom)\s+(?=(?:har|er|skal|vil|kan|at|også|lidt|noget)\b)", re.IGNORECASE)
_PARTICLE = re.compile(r"(?<=\w)\s+jo\b(?!\s+(?:mere|flere|bedre|mindre|før|\w+ere)\b)")
_PRONOUNS = frozenset("jeg vi du han hun den det de der man".split())
_YOU_FIRST = re.compile(r"^I(?=\s+(?:har|er|kan|skal|vil|må|bør|får|kunne|skulle|havde|var|bliver)\b)")
_STARTS = re.compile(
    r"^(?:(?:tak(?: for (?:ordet|det|oplægget|orienteringen|spørgsmålet|gennemgangen|præsentationen))?"
    r"(?: skal (?:du|i) have)?|mange tak|ja tak|okay|ok|nå|jamen|jo|godt|fint|super|perfekt|klart|hej|"
    r"(?:godt|okay|ja|jo|nej|jamen|fint|nå|ja ja|så)(?= så (?:\w+r|er|kan|skal|vil) (?:vi|det)\b)|"
    r"selv tak|vær(?:s|sgo| så god)|undskyld|prøv at høre|hør her|(?:kære )?formand|(?:hr|fru|tak)\.? formand)"
    r"\s*[,.!;:–-]\s*)+",
    re.IGNORECASE,
)
_LINKS = re.compile(
    r"^(?:(?:og|men|altså|jamen|ja og|nej men|ja men|desuden)\s*,?\s+)*(?:(?:for|så)\s+(?=(?:jeg|vi|man|du|han|"
    r"hun|der|de)\b))?",
    re.IGNORECASE,
)
_ASIDES = re.compile(
    r"^(?:som\s+(?:i|du|man|vi|alle|bekendt|sagt|nævnt|skrevet)(?:\s+(?:jo|nok|alle|selv))*(?:\s+(?:ved|kan se|"
    r"har set|husker|kan læse)"
    r"(?:\s+(?:af|i)\s+(?:bilag\w*|materialet|sagsfremstillingen|papirerne)(?:\s+\w+)?)?)?)\s*,\s*",
    re.IGNORECASE,
)
_YES = re.compile(r"^(?:ja|jo|jep|nej|næ)\s*[,.!]\s*", re.IGNORECASE)
_TAG = re.compile(
    r"\s*,\s*(?:ikk[’']?e?|ik[’']?|okay|vel|ikke sandt|altså|tak|så|vil du (?:ikke )?nok)\s*[?.!]*$", re.IGNORECASE
)
_WORD = re.compile(r"(?:\w+ )?hv(?:ad|em|or\w*|ilke\w*|is)\b(?<!hvis)(?<!hvorvidt)", re.IGNORECASE)
_CHOICE = re.compile(r"\beller\b(?!\s+(?:ej|hvad|ikke|så)\b)", re.IGNORECASE)
LONGEST_PHRASE = 10  # tokens of a noun phrase behind "bekymring for"
_SPLIT = re.compile(r",\s+(?=(?:og|men|for)\s+(?:jeg|vi|man|du|han|hun|det|der|den|de)\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DanishGrammar:
    """The Danish side of `pipeline.draft.language.Grammar`."""

    def clean(self, text: str) -> str:
        """Drop fillers, false starts, repetitions and courtesies."""
        text = drop_phrases(drop_false_starts(text), _HESITATIONS)
        text = _LIGESOM.sub("", drop_asides(text, _FILLERS))
        text = _PARTICLE.sub("", drop_restarts(collapse_repeats(text, NUMBER_WORDS), _PRONOUNS))
        return figures(tidy(_STARTS.sub("", text)), STYLE)

    def digits(self, text: str) -> str:
        """Numbers in words become digits; "et" and "en" alone stay.

        >>> DanishGrammar().digits("den ottende december")
        'den 8. december'
        """
        return str(alpha2digit(text, "da"))

    def small_digits(self, text: str) -> str:
        """Numbers in words become digits, small ones too."""
        return str(alpha2digit(text, "da", 1.0))

    def join(self, parts: list[str]) -> str:
        """Clauses behind one "at": "A, og at B"."""
        return ", og at ".join(parts)

    def genitive(self, noun: str) -> str:
        """Add -s, or an apostrophe behind s, x and z."""
        return noun + ("’" if noun[-1:].lower() in "sxz" else "s")

    def report(self, text: str, speaker: Speaker) -> Clause | None:
        """Turn a declarative sentence into what stands behind "at"."""
        text = _plain(text)
        text = _YOU_FIRST.sub("man", clauses.straighten(_ASIDES.sub("", text)) or text)
        if len(text.split()) < 3 or not clauses.has_verb(text):
            return None
        inner, stance = strip_opening(lower_first(text, speaker.proper))
        if stance is None:
            inner, stance = strip_tail(inner)
        inner, second = strip_opening(inner) if stance else (inner, None)
        opinion = stance in (Stance.NOTE, Stance.PROPOSE) or second is Stance.NOTE
        stance = stance if stance not in (None, Stance.INFORM) or second is None else second
        phrase = _phrase(inner, stance, text[: len(text) - len(inner)].rstrip().endswith(" at"))
        if phrase is not None and stance is not None:
            shifted = clauses.shift_pronouns(phrase, speaker)
            return Clause(shifted, stance, phrase=True) if shifted else None
        body = self._indirect(inner, speaker, opinion=opinion)
        if body is None:
            return Clause(text, Stance.NOTE, quoted=True)
        return Clause(body, stance or _stance_of(body))

    def _indirect(self, text: str, speaker: Speaker, *, opinion: bool) -> str | None:
        parts = _SPLIT.split(text)
        turned: list[str] = []
        for place, part in enumerate(parts):
            link = re.match(r"(og|men|for)\s+", part, re.IGNORECASE) if place else None
            one = self._clause(part[link.end() :] if link else part, speaker, opinion=opinion)
            if one is None:
                return None
            if link:
                joint = {"og": "og at", "men": "men at", "for": "idet"}[link.group(1).lower()]
                one = f"{joint} {one}"
            turned.append(one)
        return ", ".join(turned)

    def _clause(self, text: str, speaker: Speaker, *, opinion: bool) -> str | None:
        text = without_stop(re.sub(r"^at\s+", "", text, flags=re.IGNORECASE))
        passive = clauses.passive(text, opinion=opinion)
        turned = passive or clauses.subordinate(text)
        if turned is None:
            return None
        if opinion and passive is None:
            turned = clauses.weaken_opinion(turned)
        shifted = clauses.shift_pronouns(turned, speaker)
        if shifted is None:
            return None
        return lower_first(shifted, speaker.proper)

    def is_question(self, text: str) -> bool:
        """Whether it ends with a question mark, or opens as a question does."""
        text = _LINKS.sub("", text.strip())
        if text.endswith("?"):
            return True
        tokens = text.split()
        if len(tokens) < 3:
            return False
        if QUESTION_OPENINGS.match(text) or ABOUT.match(text):
            return not re.match(r"(?:kan (?:jeg|vi|man) sige)", text, re.IGNORECASE)
        return False

    def is_polar(self, text: str) -> bool:
        """Whether yes or no answers the question: it asks for no word and offers no choice."""
        text = _LINKS.sub("", _YES.sub("", text))
        opening = QUESTION_OPENINGS.match(text)
        inner = text[opening.end() :] if opening else text
        return _WORD.match(inner) is None and _CHOICE.search(inner) is None

    def ask(self, text: str, speaker: Speaker) -> str | None:
        """Turn a question into a clause that begins with "om" or a question word, or a topic behind "til"."""
        text = without_stop(_LINKS.sub("", _YES.sub("", text)))
        if len(text.split()) < 2:
            return None
        topic = ABOUT.match(text) or EXPAND.match(text)
        if topic and clauses.unaddressed(topic["topic"]):
            about = clauses.shift_pronouns(without_stop(topic["topic"]), speaker)
            if about and not re.match(r"(?:hv\w+|om|at)\b", about, re.IGNORECASE):
                return "til " + lower_first(about)
        opening = QUESTION_OPENINGS.match(text)
        if opening:
            inner = re.sub(r"^at\b", "om", text[opening.end() :])
            turned: str | None = questions.indirect(inner) or inner
        else:
            turned = questions.indirect(text)
        shifted = clauses.shift_pronouns(turned, speaker) if turned else None
        return lower_first(shifted, speaker.proper) if shifted else None

    def commitment(self, text: str, speaker: Speaker) -> str | None:
        """What "jeg sender ..." undertakes: "sender ..."."""
        return actions.commitment(_plain(text), speaker)

    def request(self, text: str, speaker: Speaker) -> tuple[tuple[str, ...], str] | None:
        """Whom "Bettina, kan du sende ..." asks, and for what: (("Bettina",), "sender ...")."""
        return actions.request(_plain(text), speaker)

    def call(self, text: str, speaker: Speaker) -> str | None:
        """What "hvem sender ...?" looks for somebody to do."""
        return actions.call(_plain(text), speaker)

    def need(self, text: str, speaker: Speaker) -> str | None:
        """What "vi skal ..." says is to be done, by nobody yet."""
        return actions.need(_plain(text), speaker)

    def want(self, text: str) -> str | None:
        """What "kan vi få ...?" asks to be given."""
        return actions.want(_plain(text))

    def delivery(self, text: str) -> tuple[str, str] | None:
        """Verb and rest of "det sender vi inden fredag"."""
        return actions.delivery(_plain(text))

    def assignment(self, text: str, speaker: Speaker) -> tuple[str, str] | None:
        """Who is to do what in "Bettina sender ..." or "sekretariatet skal undersøge ..."."""
        return actions.assignment(_plain(text), speaker)

    def decide(self, text: str, body: str, speaker: Speaker) -> str | None:
        """What "vi beslutter, at ..." or "budgettet er hermed godkendt" decided, in the past tense."""
        return decisions.decide(text, body, partial(self._indirect, speaker=speaker, opinion=False))

    def resolve(self, text: str, body: str, speaker: Speaker, *, plain: bool) -> str | None:
        """What "så siger vi ja til ..." settles."""
        indirect = partial(self._indirect, speaker=speaker, opinion=False)
        return resolutions.resolve(text, body, indirect, plain=plain)

    def conclude(self, text: str, body: str, speaker: Speaker) -> str | None:
        """What stands behind "det blev besluttet, at": "vi" is the body.

        >>> DanishGrammar().conclude("Nej, så bliver der ikke noget udvalg", "Bestyrelsen", Speaker(""))
        'der ikke bliver noget udvalg'
        """
        noun = lower_first(body)
        text = re.sub(
            r"^(?:(?:og|men|ja|jo|okay|godt|fint|jamen|nå|altså)\s*,?\s+)+", "", _TAG.sub("", text), flags=re.IGNORECASE
        )
        text = re.sub(r"\bvi andre\b", "de øvrige", text, flags=re.IGNORECASE)
        text = re.sub(r"\bvi\b", noun, text, flags=re.IGNORECASE)
        clause = self.report(text, replace(speaker, group=noun, group_genitive=f"{noun}s", group_object=noun))
        return clause.text if clause is not None and not clause.quoted and not clause.phrase else None

    def in_third_person(self, text: str, name: str, *, addressed: bool) -> str | None:
        """Put a name for "jeg", or for "du" where it is who is addressed.

        >>> DanishGrammar().in_third_person("Så tager jeg fat i dem", "Ib Juul", addressed=False)
        'Så tager Ib Juul fat i dem'
        """
        first = name.split()[0]
        text = re.sub(rf"^(?:{re.escape(name)}|{re.escape(first)})\s*,\s*", "", text)
        pronoun = "du" if addressed else "jeg"
        named, count = re.subn(rf"\b{pronoun}\b", name, text, count=1, flags=re.IGNORECASE)
        if addressed:
            named = re.sub(r"\b(?:din|dit|dine)\b", "vedkommendes", named, flags=re.IGNORECASE)
            named = re.sub(r"\b(?:dig|du)\b", "vedkommende", named, flags=re.IGNORECASE)
        else:
            named = re.sub(r"\bmig\b", "sig", named, flags=re.IGNORECASE)
            named = re.sub(r"\bm(in|it|ine)\b", r"s\1", named, flags=re.IGNORECASE)
        return named if count else None

    def proposal(self, text: str, body: str, speaker: Speaker) -> Proposal | None:
        """What "kan vi godkende ...?" or "jeg foreslår, at ..." decides once it finds assent."""
        formal = decisions.proposal(text, body, speaker)
        if formal is not None:
            return Proposal(formal, asks=True)
        made = proposals.propose(text, body, partial(self._indirect, speaker=speaker, opinion=False))
        return Proposal(made.text, made.form.asks, made.form.chair) if made else None


def _plain(text: str) -> str:
    """Without its end stop and what links it to the sentence before."""
    return _LINKS.sub("", without_stop(_YES.sub("", text)))


def _phrase(inner: str, stance: Stance | None, behind_at: bool) -> str | None:
    """What "jeg er bekymret for" and "jeg foreslår at" govern without a clause: a noun phrase or an infinitive."""
    if stance not in (Stance.PROPOSE, Stance.CONCERN, Stance.SUPPORT, Stance.URGE, Stance.HOPE):
        return None
    tokens = inner.split()
    first = bare(tokens[0])
    if behind_at:
        return "at " + inner if first in TRANSITIVE or first in COMMISSIVE else None
    finite = any(is_finite(bare(token), bare(before)) for before, token in zip(["", *tokens], tokens, strict=False))
    return inner if not finite and len(tokens) <= LONGEST_PHRASE and stance is not Stance.PROPOSE else None


def _stance_of(body: str) -> Stance:
    if re.search(r"\b(?:vigtigt|afgørende|væsentligt|centralt)\b", body, re.IGNORECASE):
        return Stance.STRESS
    if re.search(r"\bvedkommende\b", body):
        return Stance.PERSONAL
    return Stance.NOTE
