"""Words of weight, by language."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What must not change between what was said and what is written.

    Attributes
    ----------
    months : tuple of tuples of str
        The names and short names of the twelve months.
    negation, hedging, deciding : re.Pattern
        Words that deny, that leave open, and that settle a matter.
    doubt : re.Pattern
        Single words that make a sentence uncertain, and that a report must not drop.
    settling : re.Pattern
        Words with which a meeting says that a matter is settled now.
    decided, considered : re.Pattern
        How a referat says that something was decided, and that it was only talked about.
    reported : re.Pattern
        How a referat begins to report what somebody said.
    asking : re.Pattern
        Words that announce a question, or report one.
    granting : re.Pattern
        How an answer begins that says yes.
    asked : re.Pattern
        How a referat reports a question.
    reporting_words : frozenset of str
        With which a referat stands for "I" and "we": nobody says them.
    leaving : re.Pattern
        Words with which a referat says that somebody left.
    accepting, rejecting : re.Pattern
        Words with which a proposal is taken and with which it is turned down.
    opposing : tuple of (str, int)
        Prefixes that turn a word into its opposite, and the letters that a word must have then.
    no_denial : re.Pattern
        Phrases with a word of negation that deny nothing: tags, "not least", "or not".
    denied_report : re.Pattern
        A sentence that reports that something was not said: no referat does.
    weekdays : tuple of str
        From Monday.
    function_words : frozenset of str
        Words that say nothing of the subject.
    """

    months: tuple[tuple[str, ...], ...]
    negation: re.Pattern[str]
    hedging: re.Pattern[str]
    deciding: re.Pattern[str]
    doubt: re.Pattern[str]
    settling: re.Pattern[str]
    decided: re.Pattern[str]
    considered: re.Pattern[str]
    reported: re.Pattern[str]
    asking: re.Pattern[str]
    granting: re.Pattern[str]
    asked: re.Pattern[str]
    reporting_words: frozenset[str]
    leaving: re.Pattern[str]
    accepting: re.Pattern[str]
    rejecting: re.Pattern[str]
    opposing: tuple[tuple[str, int], ...]
    no_denial: re.Pattern[str]
    denied_report: re.Pattern[str]
    weekdays: tuple[str, ...]
    function_words: frozenset[str]


def _words(*words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


_DANISH = Lexicon(
    months=tuple(
        (name, name[:3])
        for name in (
            "januar", "februar", "marts", "april", "maj", "juni",
            "juli", "august", "september", "oktober", "november", "december",
        )
    ),
    negation=_words("ikke", "ingen", "intet", "aldrig", "hverken", "næppe", "uden", "afvis\\w*", "afslå\\w*",
        "afslog\\w*", "ej", "undlad\\w*", "undlod\\w*", "forkast\\w*", "nægt\\w*", "intetsteds", "ingenting",
    ),
    hedging=_words(
        "måske", "muligvis", "formentlig", "sandsynligvis", "eventuelt", "overvej\\w*", "hvis", "kunne", "tror",
    ),
    deciding=_words(
        "beslut\\w*", "vedtag\\w*", "godkend\\w*", "tiltræd\\w*", "tiltrådt\\w*", "vedtog\\w*", "aftal\\w*",
        "indstiller", "forkast\\w*", "stem(?:mer|te) (?:for|imod)", "(?:er|var) imod", "enig\\w*",
        r"så\s+\w+r\s+vi", r"det\s+\w+r\s+vi", r"vi\s+(?:siger|takker)\s+(?:ja|nej)", r"(?:bliver|"
                                                                                      r"er)\s+det\s+(?:sådan|en|et|"
                                                                                      r"den|det)",
        r"lad\s+os", r"(?:er|blev|gen)\s?valgt", "udsæt\\w*", "udskyd\\w*", "udskudt", "udsat", "genoptag\\w*",
        r"op\s+igen",
        "bevilg\\w*", "nedstemt", "konkluder\\w*", r"i\s+orden", r"ingen\s+ind(?:vend|sig)\w*", "tilslutt\\w*",
    ),
    doubt=_words("måske", "muligvis", "formentlig", "sandsynligvis", "eventuelt", "formodentlig", "antagelig\\w*"),
    settling=_words(
        r"(?:er|blev|bliver|har|hermed|dermed|så)\s+(?:\w+\s+){0,3}"
        r"(?:vedtaget|besluttet|godkendt|tiltrådt|forkastet|aftalt|afvist)",
        r"vi\s+(?:\w+\s+)?(?:beslutter|vedtager|godkender|aftaler|tiltræder)",
        r"(?:beslutter|vedtager|godkender|aftaler|tiltræder)\s+vi",
        r"enige?\s+om", r"enighed\s+om", r"beslutningen\s+(?:er|bliver)", r"lad\s+os\s+(?:aftale|beslutte)",
    ),
    decided=re.compile(
        r"^(?:\S+\s+){0,6}?(?:blev\s+(?:\w+\s+)?(?:besluttet|vedtaget|godkendt|tiltrådt|bevilget|valgt|udskudt|"
        r"udsat|forkastet|afvist)"
        r"|besluttede|vedtog|godkendte|tiltrådte|valgte|tilsluttede\s+sig|fulgte|afviste|forkastede)\b",
        re.IGNORECASE,
    ),
    considered=re.compile(
        r"^(?:\S+\s+){0,6}?(?:blev\s+(?:\w+\s+)?(?:overvejet|drøftet|foreslået|diskuteret|talt\s+om)"
        r"|overvejede|drøftede|foreslog|diskuterede|talte\s+om)\b",
        re.IGNORECASE,
    ),
    reported=re.compile(
        r"^(?:Det|Der|Et medlem|En deltager|Flere medlemmer)\s+(?:blev\s+)?(?:\w+\s+){1,4}?(?:om,\s+)?(?:at|om|for|"
        r"til)\b", re.IGNORECASE
    ),
    asking=re.compile(
        r"\b(?:spørge(?:r|s)?|spurgt?e?|gad\s+vide|(?:gerne|godt|vil|skal|bare|blot|lige)\s+(?:høre|vide)|(?:mit|et)\s+spørgsmål)"
        r"(?:\s+[\w.]+){0,4}?,?\s*(?:om|til|hv\w+|:)(?!\w)",
        re.IGNORECASE,
    ),
    granting=re.compile(r"(?:ja|jo|jamen\s+ja|nemlig|præcis|det\s+(?:er|kan|vil|har|gør|skal)\s+(?:det|vi|jeg))\b"
                        r"(?!\s+men)", re.IGNORECASE),
    asked=re.compile(r"\bder\s+blev\s+spurgt,?(?:\s+(?:om|til)\b)?|\bspurgte,?(?:\s+(?:om|til)\b)?", re.IGNORECASE),
    reporting_words=frozenset(("vedkommende", "vedkommendes", "man")),
    leaving=_words("forlod", "forlader", "gik", "går", "tog\\s+hjem", "måtte\\s+gå"),
    accepting=_words(
        "godkend\\w*", "vedtag\\w*", "vedtog\\w*", "tiltr\\w*", "bevilg\\w*", "støtte\\w*", "tilslut\\w*",
        "ja",
    ),
    rejecting=_words("afvis\\w*", "afslå\\w*", "afslog\\w*", "forkast\\w*", "nedstem\\w*", "nægt\\w*"),
    opposing=(("u", 5),),
    no_denial=re.compile(
        r",\s*(?:er|var|har|kan|vil|skal)?\s*(?:det|vi|du|I)?\s*ikke(?:\s+(?:også|sandt))?\s*(?=\?)"
        r"|\bikke\s+uden\b|\beller\s+(?:ej|ikke)\b|\bingen\s+(?=imod|hverken)|\bhverken\s+for\s+eller\s+imod\b",
        re.IGNORECASE,
    ),
    denied_report=re.compile(
        r"^D(?:et|er)\s+blev\s+(?:ikke|aldrig)\s+"
        r"(?:bemærket|spurgt|svaret|oplyst|fremhævet|foreslået|udtrykt|påpeget|anført|tilføjet|orienteret)\b",
        re.IGNORECASE,
    ),
    weekdays=("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
    function_words=frozenset(
        "og i jeg det at en den til er som på de med han af for ikke der var mig sig men et har om vi "
        "min havde ham hun nu over da fra du ud sin dem os op man hans hvor eller hvad skal selv her "
        "alle vil blev kunne ind når være dog noget ville jo deres efter ned skulle denne end dette mit "
        "også under have dig anden hende mine alt meget sit sine vor mod disse hvis din nogle hos blive "
        "mange ad bliver hendes været så blevet kan bare lige altså sådan her der".split()
    ),
)  # fmt: skip
_ENGLISH = Lexicon(
    months=(
        ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
        ("july", "jul"), ("august", "aug"), ("september", "sep", "sept"), ("october", "oct"), ("november", "nov"),
        ("december", "dec"),
    ),
    negation=_words(
        "not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without", "\\w+n['’]t", "cannot",
        "reject\\w*", "refus\\w*", "fail(?:s|ed|ing)?", "declin\\w*", "hardly", "scarcely", "den(?:y|ies|ied)",
    ),
    hedging=_words(
        "maybe", "perhaps", "possibly", "probably", "might", "could", "would", "if", "whether", "consider\\w*", "think",
    ),
    deciding=_words(
        "decid\\w*", "decision", "approv\\w*", "adopt\\w*", "agree\\w*", "resolv\\w*", "carried", "reject\\w*",
        "votes? (?:for|against)", "in favou?r", "against", r"so\s+we(?:['’]ll|\s+will)", r"let['’]s", r"let\s+us",
        "deferred?", "postponed?", "adjourned?", "elected", "conclude\\w*", "no objections?", "settled",
    ),
    doubt=_words("maybe", "perhaps", "possibly", "probably", "might", "presumably"),
    settling=_words(
        r"(?:is|are|was|were|be|been|both|hereby|have|has)\s+(?:\w+\s+){0,3}"
        r"(?:approved|adopted|agreed|decided|carried|rejected|resolved|accepted)",
        r"(?:we|board|committee|council)\s+(?:\w+\s+)?(?:decides?|agrees?|approves?|adopts?|resolves?)",
        r"let['’]?\s?us\s+(?:agree|decide)", r"let['’]s\s+(?:agree|decide)", r"decision\s+is", r"motion\s+passes",
    ),
    decided=re.compile(
        r"^(?:\S+\s+){0,6}?(?:(?:was|were)\s+(?:\w+\s+)?(?:decided|approved|adopted|carried|agreed|rejected|"
        r"resolved|elected|deferred)"
        r"|decided|approved|adopted|agreed|rejected|resolved|elected)\b",
        re.IGNORECASE,
    ),
    considered=re.compile(
        r"^(?:\S+\s+){0,6}?(?:(?:was|were)\s+(?:\w+\s+)?(?:considered|discussed|proposed|suggested|debated)"
        r"|considered|discussed|proposed|suggested|debated)\b",
        re.IGNORECASE,
    ),
    reported=re.compile(r"^(?:It|A member|A participant|Several members)\s+(?:was\s+)?(?:\w+\s+){1,4}?(?:that|"
                        r"whether|to|about)\b", re.IGNORECASE),
    asking=re.compile(
        r"\b(?:ask(?:s|ed)?|wonder(?:s|ed)?|(?:like|want|wanted)\s+to\s+(?:know|hear)|(?:my|a)\s+question)"
        r"(?:\s+[\w.]+){0,4}?,?\s*(?:if|whether|about|wh\w+|how|:)(?!\w)",
        re.IGNORECASE,
    ),
    granting=re.compile(r"(?:yes|yeah|yep|indeed|exactly|that['’]s\s+right)\b(?!,?\s+but)", re.IGNORECASE),
    asked=re.compile(r"\b(?:was\s+)?asked,?(?:\s+(?:whether|if|about)\b)?", re.IGNORECASE),
    reporting_words=frozenset(("speaker", "one")),
    leaving=_words("left", "leaves", "had\\s+to\\s+leave"),
    accepting=_words(
        "approv\\w*", "adopt\\w*", "accept\\w*", "grant\\w*", "carried", "agree\\w*", "support\\w*", "yes",
    ),
    rejecting=_words("reject\\w*", "refus\\w*", "declin\\w*", "turn(?:ed)?\\s+down"),
    opposing=(("un", 4), ("im", 7)),
    no_denial=re.compile(
        r",\s*\w+n['’]t\s+(?:it|he|she|they|we|you|there)\s*(?=\?)|\bor\s+not\b|\bnot\s+without\b"
        r"|\bnone\s+(?=against|abstaining)",
        re.IGNORECASE,
    ),
    denied_report=re.compile(
        r"^(?:It|\w+)\s+was\s+(?:not|never)\s+"
        r"(?:noted|asked|replied|reported|emphasised|proposed|expressed|pointed|suggested|added|stressed)\b",
        re.IGNORECASE,
    ),
    weekdays=("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    function_words=frozenset(
        "the a an and or but of to in on at for from with by as is are was were be been being it its "
        "this that these those he she they we you i his her their our your my me him them us not no so "
        "if then than there here what which who will would can could shall should may might must do does "
        "did have has had just about into over very well".split()
    ),
)  # fmt: skip
LEXICONS = {"da": _DANISH, "en": _ENGLISH}


def lexicon(language: str) -> Lexicon:
    """Return the words of weight of a language; English for one we have none for."""
    return LEXICONS.get(language, LEXICONS["en"])
