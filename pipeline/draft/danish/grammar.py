"""Danish speech as reported speech in the register of a referat."""

from __future__ import annotations

import re
from dataclasses import dataclass

from text_to_num import alpha2digit

from pipeline.draft.danish import clause as clauses
from pipeline.draft.danish import decisions
from pipeline.draft.danish.matrix import ABOUT, EXPAND, QUESTION_OPENINGS, strip_opening
from pipeline.draft.danish.verbs import (
    AUXILIARIES,
    COMMISSIVE,
    MODALS,
    PRESENT_COMMISSIVE,
    is_finite,
    present,
)
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
    r"(?<![\w-])(?:ø+h+m*|e+h+m*|hm+|mm+|ik['’]|ikke også|ikke sandt|du ved|i ved|kan man sige|om jeg så må sige|"
    r"så at sige|sådan set|sådan lidt|sådan ligesom|ligesom (?=at\b)|hvad hedder det|hvad skal man sige|skal vi sige|"
    r"på en eller anden måde|altså|sgu|fandeme)(?![\w-])[,]?",
    re.IGNORECASE,
)
_LIGESOM = re.compile(r"\b(?:sådan|ligesom)\s+(?=(?:har|er|skal|vil|kan|at|også|lidt|en|et|noget)\b)", re.IGNORECASE)
_STARTS = re.compile(
    r"^(?:(?:tak(?: for (?:ordet|det|oplægget|orienteringen|spørgsmålet|gennemgangen|præsentationen))?"
    r"(?: skal (?:du|i) have)?|mange tak|ja tak|okay|ok|nå|jamen|jo|godt|fint|super|perfekt|klart|hej|"
    r"selv tak|vær(?:s|sgo| så god)|undskyld|prøv at høre|hør her|(?:kære )?formand|(?:hr|fru|tak)\.? formand)"
    r"\s*[,.!;:–-]\s*)+",
    re.IGNORECASE,
)
_LINKS = re.compile(r"^(?:og|men|for|så|altså|jamen|men altså|og så|ja og|nej men|ja men)\s*,?\s+", re.IGNORECASE)
_YES = re.compile(r"^(?:ja|jo|jep|nej|næ)\s*[,.!]\s*", re.IGNORECASE)
_NUMBER_WORDS = frozenset(
    "en et to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten tyve "
    "tredive fyrre halvtreds tres halvfjerds firs halvfems hundrede tusind tusinde".split()
)
_WH = frozenset("hvad hvem hvor hvordan hvornår hvorfor hvilken hvilket hvilke hvorvidt".split())
_SPLIT = re.compile(r",\s+(?=(?:og|men|for)\s+(?:jeg|vi|man|du|han|hun|det|der|den|de)\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DanishGrammar:
    """The Danish side of `pipeline.draft.language.Grammar`."""

    def clean(self, text: str) -> str:
        """Drop fillers, false starts, repetitions and courtesies."""
        text = drop_false_starts(text)
        text = drop_phrases(text, _FILLERS)
        text = _LIGESOM.sub("", text)
        text = collapse_repeats(text, _NUMBER_WORDS)
        return tidy(_STARTS.sub("", text))

    def digits(self, text: str) -> str:
        """Numbers in words become digits; "et" and "en" alone stay.

        >>> DanishGrammar().digits("den ottende december")
        'den 8. december'
        """
        return str(alpha2digit(text, "da"))

    def join(self, parts: list[str]) -> str:
        """Clauses behind one "at": "A, og at B"."""
        return ", og at ".join(parts)

    def genitive(self, noun: str) -> str:
        """Add -s, or an apostrophe behind s, x and z."""
        return noun + ("’" if noun[-1:].lower() in "sxz" else "s")

    def report(self, text: str, speaker: Speaker) -> Clause | None:
        """Turn a declarative sentence into what stands behind "at"."""
        text = without_stop(_YES.sub("", text))
        text = _LINKS.sub("", text)
        if len(text.split()) < 3:
            return None
        inner, stance = strip_opening(
            lower_first(text) if re.match(r"(?:Jeg|Vi|Min|Mit|Der|Det|Et|Vores)\b", text) else text
        )
        inner, second = strip_opening(inner) if stance else (inner, None)
        opinion = stance in (Stance.NOTE, Stance.PROPOSE) or second is Stance.NOTE
        stance = stance if stance not in (None, Stance.INFORM) or second is None else second
        body = self._indirect(inner, speaker, opinion=opinion)
        if body is None:
            return Clause(without_stop(text), Stance.NOTE, quoted=True)
        if stance is None:
            stance = _stance_of(body)
        return Clause(body, stance)

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
        shifted = clauses.shift_pronouns(turned, speaker.group, speaker.group_genitive)
        if shifted is None:
            return None
        first = text.split(" ", 1)[0]
        common = (
            bare(first) in clauses.SUBJECT_PRONOUNS | clauses.FRONTED | _DETERMINERS or passive or turned[:1].islower()
        )
        return lower_first(shifted) if common else shifted

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

    def ask(self, text: str, speaker: Speaker) -> str | None:
        """Turn a question into a clause that begins with "om" or a question word, or a topic behind "til"."""
        text = without_stop(_LINKS.sub("", _YES.sub("", text)))
        if len(text.split()) < 2:
            return None
        topic = ABOUT.match(text) or EXPAND.match(text)
        if topic and clauses.unaddressed(topic["topic"]):
            about = clauses.shift_pronouns(without_stop(topic["topic"]), speaker.group, speaker.group_genitive)
            if about and not re.match(r"(?:hv\w+|om|at)\b", about, re.IGNORECASE):
                return "til " + lower_first(about)
        opening = QUESTION_OPENINGS.match(text)
        if opening:
            inner = re.sub(r"^at\b", "om", text[opening.end() :])
            shifted = clauses.shift_pronouns(inner, speaker.group, speaker.group_genitive)
            return lower_first(shifted) if shifted else None
        turned = _question_clause(text)
        if turned is None:
            return None
        shifted = clauses.shift_pronouns(turned, speaker.group, speaker.group_genitive)
        return shifted

    def commitment(self, text: str) -> str | None:
        """What "jeg sender ..." undertakes: "sender ..."."""
        text = _LINKS.sub("", without_stop(_YES.sub("", text)))
        match = re.match(
            r"(?:det\s+)?jeg\s+(?:(?P<modal>vil|skal|kan|skal nok|vil gerne)\s+)?(?P<soft>(?:også|lige|nok|gerne|så|straks)\s+)*"
            r"(?P<verb>\w+)(?P<rest>\s.+)?$",
            text,
            re.IGNORECASE,
        )
        inverted = re.match(
            r"(?:så|det|den|dem)\s+(?:(?P<modal>vil|skal|kan)\s+jeg\s+(?:nok\s+|gerne\s+|lige\s+|også\s+)*(?P<inf>\w+)|"
            r"(?P<verb>\w+)\s+jeg)(?P<rest>\s.+)?$",
            text,
            re.IGNORECASE,
        )
        if match:
            return _undertaken(match["verb"].lower(), match["rest"] or "", modal=match["modal"] is not None)
        if inverted and bare(text.split()[0]) == "så":
            verb = (inverted["inf"] or inverted["verb"]).lower()
            return _undertaken(verb, inverted["rest"] or "", modal=inverted["inf"] is not None)
        return None

    def decide(self, text: str, body: str, speaker: Speaker) -> str | None:
        """What "vi beslutter, at ..." or "budgettet er hermed godkendt" decided, in the past tense."""
        return decisions.decide(text, body, lambda inner: self._indirect(inner, speaker, opinion=False))

    def proposal(self, text: str, body: str, speaker: Speaker) -> str | None:
        """What "kan vi godkende ...?" decides once it finds assent."""
        return decisions.proposal(text, body, speaker)

    def request(self, text: str) -> tuple[str, str] | None:
        """Whom "Bettina, kan du sende ..." asks, and for what: ("Bettina", "sender ...")."""
        text = without_stop(_LINKS.sub("", _YES.sub("", text)))
        match = re.match(
            r"(?:(?P<name>[A-ZÆØÅ][\w.'-]+(?:\s+[A-ZÆØÅ][\w.'-]+)*)\s*,\s*)?(?:kan|vil|kunne|ville|må jeg bede)\s+"
            r"(?P<you>du|I|dig)\s+(?:(?:ikke|lige|eventuelt|evt\.|om|så|gerne|godt|måske|også)\s+)*(?:at\s+)?"
            r"(?P<verb>\w+)(?P<rest>\s.+)?$",
            text,
        ) or re.match(
            r"(?P<you>(?i:kan|vil|kunne))\s+(?P<name>[A-ZÆØÅ][\w'-]+(?:\s+[A-ZÆØÅ][\w'-]+)*|sekretariatet|forvaltningen|"
            r"administrationen)\s+(?:(?:ikke|lige|eventuelt|så|måske)\s+)*(?P<verb>\w+)(?P<rest>\s.+)?$",
            text,
        )
        if match is None:
            return None
        done = _undertaken(match["verb"].lower(), match["rest"] or "", modal=True)
        return (match["name"] or "", done) if done else None

    def assignment(self, text: str) -> tuple[str, str] | None:
        """Who is to do what in "Bettina sender ..." or "sekretariatet skal undersøge ..."."""
        text = without_stop(_LINKS.sub("", text))
        text = re.sub(
            r"^(?:(?:vi|lad os)\s+(?:siger|aftaler|aftale|sige)|det er aftalt)\s*,?\s*(?:så\s+)?at\s+",
            "",
            text,
            flags=re.IGNORECASE,
        )
        match = re.match(
            r"(?P<who>(?:[A-ZÆØÅ][\w'-]+(?:\s+[A-ZÆØÅ][\w'-]+)*)(?:\s+og\s+[A-ZÆØÅ][\w'-]+(?:\s+[A-ZÆØÅ][\w'-]+)*)*|"
            r"(?i:sekretariatet|forvaltningen|administrationen|formanden|direktionen|næstformanden))\s+"
            r"(?:(?P<modal>skal|vil|må)\s+)?(?:(?:så|lige|nok|også)\s+)*(?P<verb>\w+)(?P<rest>\s.+)?$",
            text,
        )
        if match is None:
            return None
        done = _undertaken(match["verb"].lower(), match["rest"] or "", modal=match["modal"] is not None)
        return (match["who"], done) if done else None


_DETERMINERS = frozenset(
    "en et den det de alle mange nogle flere ingen hver hvert vores min mit mine dette denne disse".split()
)


def _undertaken(verb: str, rest: str, *, modal: bool) -> str | None:
    """A verb phrase in the present behind the owner's name, or None where nothing is undertaken."""
    if modal:
        if verb not in COMMISSIVE:
            return None
        verb = present(verb)
    elif verb not in PRESENT_COMMISSIVE:
        return None
    rest = re.sub(r",\s*(?:hvis det er|ikke|okay|ik|tak|er det)\b.*$", "", rest, flags=re.IGNORECASE)
    if len(rest.split()) < 1 or re.search(r"\b(?:du|dig|din|dit)\b", rest, re.IGNORECASE):
        return None
    rest = re.sub(r"\b(?:jer|os)\b", "deltagerne", rest)
    if re.search(r"\b(?:mit|min|mine|vores|jeres|jeg|vi)\b", rest, re.IGNORECASE):
        shifted = clauses.shift_pronouns(rest.strip(), "", "")
        if shifted is None:
            return None
        rest = " " + shifted
    return verb + rest


def _stance_of(body: str) -> Stance:
    if re.search(r"\b(?:vigtigt|afgørende|væsentligt|centralt)\b", body, re.IGNORECASE):
        return Stance.STRESS
    if re.search(r"\bvedkommende\b", body):
        return Stance.PERSONAL
    return Stance.NOTE


def _question_clause(text: str) -> str | None:
    """Undo the inversion of a question: "har I set den" -> "om I har set den"; None where the subject is unclear."""
    tokens = text.split()
    tokens[0] = lower_first(tokens[0])
    word = bare(tokens[0])
    if word in _WH:
        return _wh_clause(tokens)
    if word not in MODALS | AUXILIARIES and not is_finite(word, ""):
        return None
    size = _subject_size(tokens, 1)
    if size is None:
        return None
    return "om " + " ".join(_reordered(tokens, 0, size))


def _reordered(tokens: list[str], verb: int, size: int) -> list[str]:
    subject = tokens[verb + 1 : verb + 1 + size]
    count = clauses.adverbs_at(tokens, verb + 1 + size)
    adverbs = [token for token in tokens[verb + 1 + size :][:count] if bare(token) not in clauses.PARTICLES]
    return [*subject, *adverbs, tokens[verb], *tokens[verb + 1 + size + count :]]


def _subject_size(tokens: list[str], place: int) -> int | None:
    """How many tokens the subject has that begins here: a pronoun, a definite noun, a determiner and its noun."""
    if place >= len(tokens):
        return None
    token = tokens[place]
    word = bare(token)
    if word in clauses.SUBJECT_PRONOUNS and (word != "i" or token == "I"):
        follows = bare(tokens[place + 1]) if place + 1 < len(tokens) else ""
        return None if word in ("den", "det", "de") and follows.endswith(("e", "ste")) and len(follows) > 5 else 1
    if word in ("sekretariatet", "forvaltningen", "administrationen"):
        return 1
    if re.fullmatch(r"\w{3,}(?:en|et|erne|ene)", word) and not word.endswith(("eret",)) and token[-1:] not in ",;:":
        follows = bare(tokens[place + 1]) if place + 1 < len(tokens) else ""
        return None if follows in ("for", "i", "på", "til", "af", "om", "med", "fra", "hos", "og", "ved") else 1
    return None


def _wh_clause(tokens: list[str]) -> str | None:
    verb = next((i for i, token in enumerate(tokens) if i and is_finite(bare(token), bare(tokens[i - 1]))), None)
    if verb is None or verb > 5:
        return None
    head = [lower_first(tokens[0]), *tokens[1:verb]]
    rest = tokens[verb + 1 :]
    size = _subject_size(tokens, verb + 1)
    if size is not None:
        return " ".join([*head, *_reordered(tokens, verb, size)])
    if bare(tokens[verb]) in ("er", "var", "bliver") and rest and len(rest) <= 6 and verb <= 1:
        return " ".join([*head, *rest, tokens[verb]])
    if bare(tokens[0]) in ("hvem", "hvad") and verb == 1:
        return " ".join([*head, "der", *tokens[verb:]])
    return None
