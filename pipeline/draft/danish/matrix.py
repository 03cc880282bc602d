"""Danish openings under which something is said ("jeg synes, at"), and the stance that each shows."""

from __future__ import annotations

import re

from pipeline.draft.language import Stance

_SOFT = (
    r"(?:\s+(?:bare|lige|også|nok|virkelig|faktisk|gerne|godt|helt klart|sådan set|i virkeligheden|egentlig|kun|da|jo|"
    r"så|personligt|stadig|fortsat|meget|altså|selv|dog|her))*"
)
_THAT = r"\s*,?\s*(?:at\s+)?"


def _opening(pattern: str, that: str = _THAT) -> re.Pattern[str]:
    return re.compile(rf"^(?:{pattern}){that}", re.IGNORECASE)


_I = r"(?:jeg|vi)"
# In order: the first that fits is taken off. What stands behind must be a clause of its own.
OPENINGS: tuple[tuple[re.Pattern[str], Stance], ...] = (
    (_opening(rf"(?:{_I}){_SOFT}\s+(?:tror|synes|mener){_SOFT}\s+ikke(?:\s+(?:helt|rigtig))?"), Stance.DOUBT),
    (_opening(rf"(?:{_I}){_SOFT}\s+(?:vil|kan|må|skal){_SOFT}\s+(?:foreslå|anbefale)"), Stance.PROPOSE),
    (_opening(rf"(?:{_I}){_SOFT}\s+(?:foreslår|anbefaler)"), Stance.PROPOSE),
    (_opening(r"(?:mit|vores|et) forslag (?:er|kunne være|går ud på)"), Stance.PROPOSE),
    (_opening(rf"(?:{_I}){_SOFT}\s+(?:er|bliver){_SOFT}\s+(?:bekymre(?:t|de)|nervøse?|bange)\s+for"), Stance.CONCERN),
    (
        _opening(rf"(?:{_I}){_SOFT}\s+(?:støtter|bakker op om|går ind for|er enige?(?: i)?|kan tilslutte mig)"),
        Stance.SUPPORT,
    ),
    (_opening(rf"(?:{_I}){_SOFT}\s+frygter"), Stance.CONCERN),
    (_opening(r"(?:min|vores) bekymring (?:er|går på)"), Stance.CONCERN),
    (_opening(rf"(?:{_I}){_SOFT}\s+(?:vil|må|skal|kan){_SOFT}\s+(?:opfordre|appellere)(?:\s+\w+)?\s+til"), Stance.URGE),
    (_opening(rf"(?:{_I}){_SOFT}\s+(?:opfordrer|appellerer)(?:\s+\w+)?\s+til"), Stance.URGE),
    (
        _opening(
            r"(?:man|i|du|vi) skal(?: \w+)? (?:huske(?: på)?|være opmærksomme?(?: på)?|tænke på)", that=r"\s*,?\s*at\s+"
        ),
        Stance.STRESS,
    ),
    (
        _opening(
            rf"(?:{_I}){_SOFT}\s+(?:vil|må|skal|kan){_SOFT}\s+(?:understrege|fremhæve|pointere|slå fast|"
            rf"gøre opmærksom på)"
        ),
        Stance.STRESS,
    ),
    (_opening(rf"(?:{_I}){_SOFT}\s+(?:understreger|fremhæver|pointerer|gør opmærksom på)"), Stance.STRESS),
    (_opening(rf"(?:{_I}){_SOFT}\s+(?:håber){_SOFT}(?:\s+på)?"), Stance.HOPE),
    (
        _opening(
            rf"(?:{_I}){_SOFT}\s+(?:kan|vil|skal|må){_SOFT}\s+(?:oplyse|fortælle|meddele|sige|bekræfte|svare|nævne|"
            r"tilføje|supplere med|konstatere|orientere om)(?:\s+(?:jer|dig|om))?"
        ),
        Stance.INFORM,
    ),
    (_opening(rf"(?:{_I}){_SOFT}\s+(?:formoder|antager|tror|gætter på|vurderer|regner med){_SOFT}"), Stance.BELIEVE),
    (_opening(r"(?:min|vores) vurdering er"), Stance.BELIEVE),
    (
        _opening(
            rf"(?:{_I}){_SOFT}\s+(?:kan(?: godt| nu)? (?:se|læse|forstå)|har (?:set|bemærket|læst))", r"\s*,?\s*at\s+"
        ),
        Stance.NOTE,
    ),
    (_opening(rf"(?:{_I}){_SOFT}\s+(?:synes|mener|syns|tænker|bemærker|noterer mig){_SOFT}"), Stance.NOTE),
    (_opening(r"(?:min|vores) (?:holdning|opfattelse|bemærkning|pointe) er"), Stance.NOTE),
    (
        _opening(
            rf"(?:{_I}){_SOFT}\s+(?:vil|skal|må|ønsker){_SOFT}\s+(?:have|få|at få|at have|"
            rf"bede om at få)?{_SOFT}\s*(?:ført|skrevet|taget)?\s*(?:ind )?(?:det )?(?:ført )?til (?:referat|"
            rf"protokol)\w*"
        ),
        Stance.INFORM,
    ),
    (_opening(r"(?:det er|der er ingen tvivl om)\s+(?:klart|rigtigt|sandt|fakta)"), Stance.NOTE),
)

# Subordinate clauses that come without a matrix of their own.
QUESTION_OPENINGS = re.compile(
    rf"^(?:(?:{_I}){_SOFT}\s+(?:vil|skal|kunne|må|vil godt){_SOFT}\s+(?:spørge|høre|vide)(?:\s+(?:dig|jer|til|"
    rf"ind til))?"
    rf"|(?:{_I}){_SOFT}\s+(?:spørger|tænker på|er i tvivl om|er nysgerrig på|er interesseret i)"
    r"|(?:må|kan|kunne) (?:jeg|vi)(?:\s+(?:lige|godt|ikke|få lov at|kort))*\s+(?:spørge|høre|"
    r"få at vide)(?:\s+(?:dig|jer|om noget))?"
    r"|(?:mit|et) spørgsmål (?:er|går på|lyder)|spørgsmålet er"
    r"|kan (?:du|i|man|vi)(?:\s+(?:ikke|lige|eventuelt|evt\.?|kort))*\s+(?:sige|fortælle|oplyse|svare på|"
    r"forklare|bekræfte)"
    r"(?:\s+(?:mig|os|lidt))*)\s*,?\s*(?=(?:om|hvornår|hvordan|hvad|hvor|hvem|hvorfor|hvilke[nt]?|hvorvidt|at)\b)",
    re.IGNORECASE,
)
ABOUT = re.compile(
    rf"^(?:kan (?:du|i|man|vi)(?:\s+(?:ikke|lige|eventuelt|kort|sige|fortælle|oplyse|uddybe|noget|lidt|mere|nærmere))+"
    rf"\s+(?:om|på)|(?:{_I}){_SOFT}\s+har{_SOFT}\s+(?:et|to|nogle)?\s*(?:enkelt |kort |lille )?spørgsmål"
    rf"\s+(?:til|om|vedrørende)|(?:{_I}){_SOFT}\s+(?:vil|kunne){_SOFT}\s+(?:spørge|høre)(?:\s+ind)?\s+til"
    r"|hvad med)\s+(?P<topic>.+)$",
    re.IGNORECASE,
)
EXPAND = re.compile(r"^kan (?:du|i)(?:\s+(?:ikke|lige|kort))*\s+uddybe\s+(?P<topic>.+)$", re.IGNORECASE)


# The same behind the clause: ", tror jeg".
TAILS: tuple[tuple[re.Pattern[str], Stance], ...] = (
    (re.compile(r",?\s+(?:har jeg|har vi) (?:fået (?:oplyst|at vide)|hørt|forstået)$", re.IGNORECASE), Stance.INFORM),
    (
        re.compile(r",?\s+(?:tror|formoder|vurderer|antager|regner) (?:jeg|vi)(?: med)?(?: nok)?$", re.IGNORECASE),
        Stance.BELIEVE,
    ),
    (re.compile(r",?\s+(?:synes|mener) (?:jeg|vi)(?: nok)?$", re.IGNORECASE), Stance.NOTE),
    (re.compile(r",?\s+så vidt (?:jeg|vi) ved$", re.IGNORECASE), Stance.BELIEVE),
    (re.compile(r",?\s+håber (?:jeg|vi)$", re.IGNORECASE), Stance.HOPE),
)


def strip_tail(text: str) -> tuple[str, Stance | None]:
    """Take ", tror jeg" off the end.

    >>> strip_tail("det koster 10 kroner, tror jeg")
    ('det koster 10 kroner', <Stance.BELIEVE: 'believe'>)
    """
    for pattern, stance in TAILS:
        match = pattern.search(text)
        if match and match.start():
            return text[: match.start()], stance
    return text, None


def strip_opening(text: str) -> tuple[str, Stance | None]:
    """Take the opening off: the clause behind it, and the stance it showed (None: there was none).

    >>> strip_opening("jeg synes, at vi skal vente")
    ('vi skal vente', <Stance.NOTE: 'note'>)
    """
    for pattern, stance in OPENINGS:
        match = pattern.match(text)
        least = 1 if stance in (Stance.SUPPORT, Stance.CONCERN) else 2
        if match and len(text[match.end() :].split()) >= least:
            return text[match.end() :], stance
    return text, None
