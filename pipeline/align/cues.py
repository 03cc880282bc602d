"""What people say when the meeting moves: announcements, openings, breaks, endings, in Danish and English.

Rules of the language of meetings in general, read sentence by sentence; what they find are cues with a strength in
[0, 1], which the segment model weighs against what is being talked about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING

from pipeline.align.text import NUMBER_PATTERN, ORDINAL_PATTERN, read_number, sentences, stems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.meeting import AgendaItem

STRONG, CLEAR, WEAK = 1.0, 0.7, 0.3
LISTING = 3  # items named in one utterance from which it lists the agenda rather than announces an item
FOREIGN_WORDS = 4  # content words none of which is in the title from which a number is doubted
UNSUPPORTED = 0.5
TITLE_COVERAGE = 0.5  # share of a title's weight that an announcing sentence must hold


class CueKind(Enum):
    """What a sentence does to the course of the meeting."""

    ANNOUNCES = auto()  # an item begins here
    MERGES = auto()  # two items are taken together
    POSTPONES = auto()  # an item is put off or drops out
    NEXT = auto()  # the next item begins here, whichever it is
    CLOSES = auto()  # the item ends here
    DECIDES = auto()  # the outcome is stated
    OPENS_DEBATE = auto()  # the floor is opened
    HANDS_OVER = auto()  # somebody is given the floor
    OPENS_MEETING = auto()
    ENDS_MEETING = auto()
    BREAKS = auto()
    RESUMES = auto()
    NOTICES = auto()  # what is told before the first item: who is on leave, what has come in


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue in an utterance.

    Attributes
    ----------
    strength : float
        In [0, 1].
    position : float
        Where in the utterance the sentence begins, as a share of its words, in [0, 1).
    items : tuple of int
        The items it names; empty where it names none.
    by_title : bool
        Whether the item is named by words of its title, which people also use without announcing anything.
    """

    kind: CueKind
    strength: float
    position: float
    items: tuple[int, ...] = ()
    by_title: bool = False


_I = re.IGNORECASE
_REFERENCE = re.compile(
    rf"\b(?:dagsordens?)?(?:punkt(?:et|er|erne)?|pkt|items?|points?)\b\.?\s*(?:nr\.?\s*|nummer\s+|number\s+|no\.?\s*)?"
    rf"(?P<number>{NUMBER_PATTERN})\b(?!\s*(?:procent|percent|komma|%))"
    rf"(?:\s*(?:og|and|&|samt|\+)\s*(?:punkt|pkt\.?|item)?\s*(?P<second>{NUMBER_PATTERN})\b)?",
    _I,
)
_ORDINAL_REFERENCE = re.compile(
    rf"\b(?P<number>{ORDINAL_PATTERN})\s+(?:dagsordens|agenda\s+)?(?:punkt|item|point)\b"
    rf"|\bnumber\s+(?P<listed>{NUMBER_PATTERN})\s+on\s+(?:the|our|today's)\s+agenda",
    _I,
)
_ANNOUNCING = re.compile(
    r"\b(?:går|gå|videre|over|nået|kommet?|kommer|springer|vender|skal|lad os)\b[^.?!]{0,40}?\btil\b"
    r"|\b(?:så|nu|dermed|hermed|derefter|herefter)\s+(?:er|har|tager|går|skal|kommer|behandler|åbner|starter)\b"
    r"|\b(?:tager|tage|åbner|behandler|behandle|starter med|starte med|begynder med|begynde med)\b"
    r"|\bnæste\s+(?:punkt|sag|emne)\b|\bsidste\s+punkt\b|\bvi\s+er\s+(?:nu\s+)?(?:ved|på|nået)\b|\bbringer os\b"
    r"|\bklar til\b|\bgå i gang med\b"
    r"|\b(?:mov(?:e|es|ing)|go|goes|going|turn(?:s|ing)?|com(?:e|es|ing)|brings?|proceed|get|on|over|back|return(?:ing)?)"
    r"\b[^.?!]{0,30}?\bto\b|\bonto\b"
    r"|\bnext\s+(?:item|point|topic|up|on the agenda|is|we|subject|one)\b|\b(?:last|final)\s+(?:item|point|topic)\b"
    r"|\b(?:start|begin|open|continue|proceed|deal)(?:ing)?\s+with\b|\btak(?:e|ing)\s+(?:up|item)\b"
    r"|\blet(?:'s|’s| us)\s+(?:do|take|move|go|turn|look|start|hear|have|discuss|talk)\b"
    r"|\bwe(?:'re| are) (?:now )?(?:on|at)\b",
    _I,
)
_NOT_NOW = re.compile(
    r"\b(?:under|i forbindelse med|jf\.?|jævnfør|ligesom|vedrørende|angående|fra|af|i)\s+(?:punkt|pkt|dagsordens)"
    r"|\b(?:senere|om lidt|næste gang|næste møde|nævnt|nævnte|sidst|tidligere|på et tidspunkt|ikke\s+(?:endnu|nået))\b"
    r"|\b(?:inden|før|når|hvis|indtil|mens)\s+(?:vi|jeg|man|punkt)\b|\bhører\s+(?:til|hjemme|under)\b"
    r"|\b(?:talte|behandlede|drøftede|nåede|snakkede|diskuterede)\b|\b(?:skal|kan|vil|kommer)\s+nok\b"
    r"|\bkommer tilbage\b"
    r"|\b(?:under|in|from|about|of|at|per)\s+(?:agenda\s+)?item\b"
    r"|\b(?:later|earlier|next time|next meeting|previous(?:ly)?|already|last time|in a moment|not yet)\b"
    r"|\b(?:when|before|until|once|if|while|after)\s+(?:we|you|i|they|item)\b|\b(?:mentioned|discussed|covered|talked)\b"
    r"|\b(?:will|'ll|’ll)\s+(?:come|get|return|be)\b",
    _I,
)
_RETURNS = re.compile(
    r"\b(?:vi\s+vender|vender\s+vi|lad os (?:lige )?vende|skal (?:lige )?tilbage|går (?:lige )?(?:vi )?tilbage)\b"
    r"[^.?!]{0,20}?\btil(?:bage til)?\b|\b(?:let(?:'s|’s| us)|we(?:'re| are)?)\s+(?:now\s+)?(?:go(?:ing)?|com(?:e|ing)|"
    r"return(?:ing)?|turn(?:ing)?)\s+(?:back\s+)?to\b|\breturning to\b",
    _I,
)
_LATER = re.compile(r"\b(?:senere|om lidt|næste gang|under|efter pausen|later|next time|after the break|under)\b", _I)
_POSTPONES = re.compile(
    r"\b(?:udsæt\w*|udskyd\w*|udskudt|udsat|udgår|udgået|tages? af dagsordenen|spring\w* (?:vi )?over"
    r"|postpone\w*|defer\w*|skip\w*|withdrawn|drop(?:s|ped)?|tabled|taken off)\b",
    _I,
)
_NEXT = re.compile(
    r"\b(?:det\s+)?næste\s+(?:punkt|sag|emne)\b|\bvidere\s+til\s+(?:det\s+|den\s+)?næste\s*[.,!]?$"
    r"|\b(?:punktet|sagen) efter\b"
    r"|\bnext\s+(?:agenda\s+)?(?:item|point|topic|subject)\b|\bmov(?:e|ing)\s+on(?:\s+now|\s+then)?\s*[.,!]?$"
    r"|\b(?:move|moving|go)\s+on\s+to\s+(?:the\s+)?next\b",
    _I,
)
_AOB = re.compile(
    r"\beventuelt\s*[.?!]*$|^\s*(?:og|så|og så)?\s*eventuelt\b\s*[.,?!]"
    r"|\b(?:punktet|til|under|punkt|sidste|er der|har vi|er)\s+(?:noget til\s+)?eventuelt\b"
    r"|\bany other business\b|\bA\.?O\.?B\.?\b|\bany(?:thing)? else (?:under|for) (?:AOB|other business)\b",
    _I,
)
_SUBJECT = (
    r"(?:punkt|sag|debat|drøftelse|diskussion|forhandling|behandling|spørgsmål|spørgetid|spørgetime|orientering)\w*"
)
_CLOSES = re.compile(
    rf"\b{_SUBJECT}(?:\s+\w+){{0,6}}?\s+(?:er\s+)?(?:(?:nu|hermed|dermed|derfor|så|således)\s+)?"
    r"(?:afsluttet|sluttet|lukket|slut|færdig(?:behandlet)?)\b"
    rf"|\ber\s+(?:vi\s+)?(?:{_SUBJECT}\s+)?(?:(?:nu|hermed|dermed)\s+)?(?:afsluttet|sluttet|færdige\s+med)\b"
    rf"|\ber\s+{_SUBJECT}\s+(?:(?:nu|hermed|dermed)\s+)?slut\b"
    rf"|\b(?:afslutter|slutter|lukker|runder)\s+(?:vi|jeg)?\s*(?:dermed|hermed|så)?\s*(?:dette|det|denne|den)\s+{_SUBJECT}"
    r"|\btag(?:er|es|et|en)?\s+(?:vi\s+)?(?:\w+\s+){0,3}?til\s+efterretning\b"
    r"|\b(?:closes?|concludes?|completes?|ends?|finish(?:es)?|wraps? up)\s+(?:this|that|the|our)\s+"
    r"(?:agenda\s+)?(?:item|point|discussion|debate|topic|session)\b"
    r"|\b(?:this|that|the)\s+(?:item|discussion|debate)\s+is\s+(?:now\s+)?(?:closed|concluded|over|done)\b"
    r"|\bdone with (?:this|that|item)\b",
    _I,
)
_DECIDES = re.compile(
    r"\b(?:er|blev|bliver)\s+(?:\w+\s+){0,2}?(?:vedtaget|forkastet|godkendt|tiltrådt|nedstemt|besluttet|valgt)\b"
    r"|\b(?:motion|proposal|amendment|item|it|minutes|budget)\s+(?:is|was|are|has been|have been|stands?)\s+(?:\w+\s+)?"
    r"(?:carried|adopted|approved|passed|rejected|defeated|agreed)\b|\bso (?:agreed|ordered|decided)\b",
    _I,
)
_OPENS_DEBATE = re.compile(
    r"\b(?:debatten|drøftelsen|diskussionen|forhandlingen|punktet|ordet|sagen)\s+er\s+(?:(?:nu|hermed|dermed|så)\s+)?"
    r"(?:åben|åbnet|åbent|frit|givet fri)\b|\bthe (?:floor|debate|discussion) is (?:now )?open(?:ed)?\b",
    _I,
)
_HANDS_OVER = re.compile(
    r"\b(?:giver|får|har|tager)\s+(?:\w+\s+){0,3}?ordet\b|\bordet\s+(?:er\s+dit|til|går til)\b|\bværsgo(?:d)?\b"
    r"|\bnæste\s+(?:taler|spørger|ordfører|indlæg|spørgsmål)\b"
    r"|\bvil du (?:starte|indlede|fortælle|præsentere|lægge ud)\b"
    r"|\bspørgsmål\s+(?:fra|om|til)\b|\bover til\b"
    r"|\bquestions?\s+(?:now\s+)?(?:is|are|come|comes|from|on|about|then)\b|\bhand(?:ing)?\s+(?:you\s+)?over\b"
    r"|\bover to\b"
    r"|\bthe floor is yours\b|\bhas the floor\b|\bgo ahead\b"
    r"|\bnext speaker\b|\bbring(?:ing)?\s+\w+\s+in\b"
    r"|\b(?:go|move|turn|going|moving|turning)\s+(?:now\s+|on\s+|over\s+|back\s+)*to\s+(?-i:[A-ZÆØÅ])",
    _I,
)
_OPENS_MEETING = re.compile(
    r"\bmødet\s+er\s+(?:hermed\s+)?(?:åbnet|åbent|sat|i gang)\b|\bvelkommen\s+til\b"
    r"|\b(?:og|hjertelig|hjerteligt|rigtig)\s+velkommen\b|^\W*velkommen\b|\bbyde?r?\s+(?:\w+\s+)?velkommen\b"
    r"|\blad os (?:\w+\s+)?(?:komme|gå) i gang\b"
    r"|\b(?:så\s+)?(?:går|starter|begynder)\s+vi\s*(?:så\s*)?(?:i gang|mødet|[.!]|$)"
    r"|\båbner\s+(?:jeg\s+)?(?:hermed\s+)?mødet\b"
    r"|\bcall\s+(?:the|this)\s+meeting\s+to\s+order\b|\bwelcome(?:\s+\w+){0,3}\s+to\s+(?:the|this|our|today)\b"
    r"|\bwelcome(?:,)?\s+(?:everyone|everybody|all)\b|\b(?:good (?:morning|afternoon|evening))\b.*\bwelcome\b"
    r"|\blet(?:'s|’s| us)\s+(?:get\s+(?:going|started)|begin|start)\b|\b(?:open|start|begin)\s+the\s+meeting\b"
    r"|\bmeeting\s+is\s+(?:now\s+)?(?:open|called to order|in session)\b",
    _I,
)
_WELCOMES_SOMEBODY = re.compile(
    r"\bvelkommen til (?:hr\.?|fru|frk\.?|(?:den |vores )?(?:næste|gæst\w*|taler|oplægsholder\w*)|ordfører\w*"
    r"|\w*minister\w*|\w*direktør\w*|borgmester\w*)\b"
    r"|\bwelcome(?:\s+\w+){0,3}\s+to\s+(?:the|our) (?:next|guests?|minister|first (?:speaker|witness))\b",
    _I,
)
_ENDS_MEETING = re.compile(
    r"\bmødet\s+er\s+(?:(?:hermed|dermed|nu|så)\s+)?(?:hævet|slut|sluttet|afsluttet|forbi)\b|\b(?:hæver|slutter|lukker)\s+"
    r"(?:jeg|vi)?\s*(?:hermed|dermed|så)?\s*mødet\b|\btak for (?:et (?:\w+ )?møde|i dag|mødet|i aften)\b"
    r"|\bmeeting\s+(?:is\s+|stands\s+)?(?:now\s+|hereby\s+)?(?:adjourned|closed|over|concluded|ended)\b"
    r"|\b(?:close|adjourn|end|conclude)s?\s+(?:the|this|our|today's)\s+meeting\b|\bwe(?:'re| are)\s+adjourned\b"
    r"|\bthat\s+(?:concludes|ends|closes)\s+(?:the|our|today's)\s+meeting\b",
    _I,
)
_BREAKS = re.compile(
    r"\b(?:holder|tager|lad os (?:\w+ )?(?:holde|tage)|skal vi (?:\w+ )?(?:holde|tage)|så er der|vi har)\s+"
    r"(?:(?:vi|så|nu|lige|nok|en|et|lille|kort|kaffe|lidt|\w+\s+minutters?)\s+){0,4}(?:\w*pause)\b"
    r"|\b(?:\w+)\s+minutters\s+pause\b|\bpause\s+(?:til|indtil|i)\s+(?:klokken|kl|\w+ minutter|kvart|halv)"
    r"|\bmødet\s+(?:er\s+)?(?:afbrydes|udsættes|afbrudt|udsat)\b"
    r"|\b(?:take|have|taking|having)\s+(?:(?:a|our|the|short|quick|brief|coffee|lunch|\w+[- ]minute)\s+){1,3}break\b"
    r"|\bbreak\s+(?:until|till|for\s+\w+\s+minutes)\b|\b(?:meeting|session)\s+(?:is\s+)?(?:suspended|in recess)\b"
    r"|\badjourn\s+for\s+(?:lunch|\w+\s+minutes)\b|\b(?:\w+)[- ]minute\s+(?:break|recess)\b",
    _I,
)
_NOT_A_BREAK = re.compile(
    r"\b\w*pausen?\s+(?:efter|før|inden|senere)\b|\bbreak\s+(?:after|before|later)\b|"
    r"\b(?:efter|før|inden|sidste|after|before|next|if|hvis)\s+(?:\w+\s+){0,2}(?:\w*pause\w*|break)\b",
    _I,
)
_RESUMES = re.compile(
    r"\b(?:så|nu)\s+(?:er vi tilbage|fortsætter vi|genoptager vi|starter vi igen|er vi klar igen)\b"
    r"|\bvelkommen tilbage\b|\b(?:mødet|vi)\s+(?:er\s+)?(?:genoptag\w*|fortsætter)\b|\blad os fortsætte\b"
    r"|\b(?:er vi|er alle)\s+(?:\w+\s+)?(?:tilbage|klar(?:e)?\s+(?:til at fortsætte|igen))\b|\bgenåbner\b"
    r"|\bwelcome back\b|\blet(?:'s|’s| us)\s+(?:\w+\s+)?(?:resume|continue|reconvene|start again)\b"
    r"|\bwe(?:'re| are)\s+(?:all\s+)?back\b|\b(?:meeting|session)\s+(?:is\s+)?(?:resumed|resumes)\b|\bback in session\b"
    r"|\b(?:resume|reconvene)\s+(?:the|our)\b",
    _I,
)
_NOTICES = re.compile(
    r"\bfølgende (?:anmeldelser|meddelelser)\b|\b(?:jeg|vi) (?:har )?(?:modtaget|fået) meddelelse\b"
    r"|\bder er (?:\w+ )?(?:modtaget|indkommet) (?:meddelelse|afbud|anmeldelse)\w*"
    r"|\bthe following (?:notices|announcements|notifications)\b"
    r"|\b(?:i|we) (?:have )?received (?:notice|notification|apologies)\b",
    _I,
)
_NOTICES_TITLE = re.compile(
    r"^\W*(?:\d+\W*)?(?:\w+ )?(?:meddel|anmeld|oriente|nyt fra|afbud|announce|notice|information|apolog)\w*", _I
)  # the first words of an item that holds them


@dataclass(frozen=True)
class Agenda:
    """The agenda as cues name it: numbers, words of the titles and what they weigh.

    Attributes
    ----------
    by_number : dict of int to int
        Number as it is said, to index of the item.
    weights : tuple of dict
        For each item, stem of its title to its share of the title's weight; rare stems weigh more.
    aob : int or None
        Index of "Eventuelt", where the agenda has it.
    notices : bool
        Whether the first item is itself for notices: then they do not lie before it.
    """

    by_number: dict[int, int]
    weights: tuple[dict[str, float], ...]
    aob: int | None = None
    size: int = field(default=0)
    notices: bool = False


_AOB_TITLE = re.compile(r"^\W*(?:\d+\W*)?(?:eventuelt|evt\.?|any other business|aob|other business)\b", _I)
_LEADING_NUMBER = re.compile(r"\d{1,4}")


def read_agenda(items: Sequence[AgendaItem]) -> Agenda:
    """Prepare the agenda for reading cues: printed numbers first, positions where they do not collide."""
    by_number: dict[int, int] = {}
    for item in items:
        printed = _LEADING_NUMBER.search(item.number)
        if printed:
            by_number.setdefault(int(printed.group()), item.index)
    for item in items:
        by_number.setdefault(item.index + 1, item.index)
    titles = [dict.fromkeys(stems(item.title)) for item in items]
    counts: dict[str, int] = {}
    for title in titles:
        for word in title:
            counts[word] = counts.get(word, 0) + 1
    weights = []
    for title in titles:
        raw = {word: 1.0 / counts[word] for word in title}
        total = sum(raw.values()) or 1.0
        weights.append({word: value / total for word, value in raw.items()})
    aob = next((item.index for item in items if _AOB_TITLE.search(item.title)), None)
    notices = any(_NOTICES_TITLE.search(item.title) for item in items[:1])
    return Agenda(by_number, tuple(weights), aob, len(items), notices)


def read_cues(text: str, agenda: Agenda) -> tuple[Cue, ...]:
    """Find the cues of one utterance.

    Examples
    --------
    >>> from pipeline.meeting import AgendaItem
    >>> agenda = read_agenda([AgendaItem(0, "1", "Referat"), AgendaItem(1, "2", "Budget")])
    >>> [(cue.kind.name, cue.items) for cue in read_cues("Så går vi videre til punkt to.", agenda)]
    [('ANNOUNCES', (1,))]
    """
    n_words = max(1, len(text.split()))
    cues: list[Cue] = []
    before = 0
    for sentence in sentences(text):
        cues += _of_sentence(sentence, before / n_words, agenda)
        before += len(sentence.split())
    named = {item for cue in cues if cue.kind in (CueKind.ANNOUNCES, CueKind.MERGES) for item in cue.items}
    if len(named) >= LISTING:
        return tuple(cue for cue in cues if cue.kind not in (CueKind.ANNOUNCES, CueKind.MERGES))
    return tuple(cues)


_PLAIN = (
    (_CLOSES, CueKind.CLOSES, CLEAR),
    (_DECIDES, CueKind.DECIDES, CLEAR),
    (_OPENS_DEBATE, CueKind.OPENS_DEBATE, CLEAR),
    (_HANDS_OVER, CueKind.HANDS_OVER, CLEAR),
    (_OPENS_MEETING, CueKind.OPENS_MEETING, CLEAR),
    (_ENDS_MEETING, CueKind.ENDS_MEETING, STRONG),
    (_RESUMES, CueKind.RESUMES, CLEAR),
)


def _of_sentence(sentence: str, position: float, agenda: Agenda) -> list[Cue]:
    cues = [Cue(kind, strength, position) for pattern, kind, strength in _PLAIN if pattern.search(sentence)]
    if _WELCOMES_SOMEBODY.search(sentence):
        cues = [cue for cue in cues if cue.kind is not CueKind.OPENS_MEETING]
    if _BREAKS.search(sentence) and not _NOT_A_BREAK.search(sentence):
        cues.append(Cue(CueKind.BREAKS, CLEAR, position))
    if not agenda.notices and _NOTICES.search(sentence):
        cues.append(Cue(CueKind.NOTICES, CLEAR, position))
    references = _references(sentence, agenda)
    if references:
        return cues + _numbered_cues(sentence, position, references, agenda)
    if agenda.aob is not None and _AOB.search(sentence) and not _NOT_NOW.search(sentence.replace("under", "")):
        return [
            *cues,
            Cue(CueKind.ANNOUNCES, STRONG if _ANNOUNCING.search(sentence) else CLEAR, position, (agenda.aob,)),
        ]
    return cues + _titled_cues(sentence, position, agenda)


def _references(sentence: str, agenda: Agenda) -> tuple[int, ...]:
    """Indices of the items that a sentence names by number."""
    found: list[int] = []
    for match in (*_REFERENCE.finditer(sentence), *_ORDINAL_REFERENCE.finditer(sentence)):
        for value in match.groupdict().values():
            number = read_number(value) if value else None
            if number is not None and number in agenda.by_number:
                found.append(agenda.by_number[number])
    return tuple(dict.fromkeys(found))


def _numbered_cues(sentence: str, position: float, items: tuple[int, ...], agenda: Agenda) -> list[Cue]:
    if _POSTPONES.search(sentence):
        return [Cue(CueKind.POSTPONES, STRONG, position, items)]
    if len(items) >= LISTING:
        return []
    if _RETURNS.search(sentence) and not _LATER.search(sentence):
        return [Cue(CueKind.ANNOUNCES, STRONG, position, items[:1])]
    if _NOT_NOW.search(sentence):
        return []
    starts = _REFERENCE.match(sentence.lstrip(" -–—\"'»")) or _ORDINAL_REFERENCE.match(sentence.lstrip())
    announcing = _ANNOUNCING.search(sentence)
    strength = STRONG if announcing or starts else WEAK
    words = [word for word in stems(sentence) if read_number(word) is None]
    if len(words) >= FOREIGN_WORDS and not any(word in agenda.weights[item] for item in items for word in words):
        strength *= UNSUPPORTED  # the number may be misheard, or of another agenda
    if len(items) == 2 and (announcing or starts):
        return [Cue(CueKind.MERGES, strength, position, tuple(sorted(items)))]
    return [Cue(CueKind.ANNOUNCES, strength, position, items[:1])]


def _titled_cues(sentence: str, position: float, agenda: Agenda) -> list[Cue]:
    cues = []
    moves = _ANNOUNCING.search(sentence) is not None
    if _NEXT.search(sentence) and not _NOT_NOW.search(sentence):
        cues.append(Cue(CueKind.NEXT, STRONG, position))
    if _NOT_NOW.search(sentence):
        return cues
    words = set(stems(sentence))
    coverage = sorted(
        ((sum(weight for word, weight in title.items() if word in words), index)
         for index, title in enumerate(agenda.weights) if title),
        reverse=True,
    )  # fmt: skip
    if not coverage or coverage[0][0] < TITLE_COVERAGE:
        return cues
    best, index = coverage[0]
    runner_up = coverage[1][0] if len(coverage) > 1 else 0.0
    if best - runner_up < 0.2:
        return cues
    n_found = sum(word in words for word in agenda.weights[index])
    if _POSTPONES.search(sentence):
        return [*cues, Cue(CueKind.POSTPONES, CLEAR, position, (index,), by_title=True)]
    if moves or cues:
        strength = best * (CLEAR if n_found == 1 else STRONG)
        cues.append(Cue(CueKind.ANNOUNCES, strength, position, (index,), by_title=True))
    elif n_found > 1 and best >= 0.7:
        cues.append(Cue(CueKind.ANNOUNCES, WEAK, position, (index,), by_title=True))
    return cues
