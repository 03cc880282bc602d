"""English verbs as far as agreement and the passive need them."""

from __future__ import annotations

SINGULAR_AUXILIARY = {
    "are": "is",
    "were": "was",
    "have": "has",
    "do": "does",
    "am": "is",
    "aren't": "is not",
    "weren't": "was not",
    "haven't": "has not",
    "don't": "does not",
}
PLURAL_AUXILIARY = {"am": "are", "'m": "are"}
MODALS = frozenset(
    "can could shall should will would may might must cannot can't couldn't shouldn't won't wouldn't mustn't".split()
)
AUXILIARIES = frozenset("am is are was were have has had do does did".split())
BASE = frozenset(
    """
need want expect plan propose suggest recommend support believe hope think see know understand work run use spend pay
owe own hold keep make take give get go come receive send require face lack rely depend intend aim look feel agree
disagree ask say mean run start stop open close offer provide deliver consider wish prefer like live meet build buy
sell hire train employ serve cover save lose win charge raise cut share measure report estimate assume anticipate
begin become bring call cause change choose climb continue create decrease depend describe design develop die
disappear
do draw drive drop eat enjoy exist explain extend fail fall fall feed fill finish fit fix fly form gain go grow happen
hear help hit hope hurt improve include increase inform invite involve join jump kick land lead learn leave let lie
listen lock manage mean move notice obtain organise own pass perform play point prefer prepare prevent produce
promise protect prove
push reach read receive recommend reduce refuse release remember remove rent repair replace reply require respond rest
return rise save say seem sell separate shake shine sign sleep solve sort sound speak spread stay steal stick study
succeed suffer supply suppose switch teach tell tend touch train travel treat turn visit vote wait walk warn
wash watch
wear weigh win worry write
insist note welcome appreciate remain stand sit find put set follow call try still review manage operate cost
""".split()
)
PARTICIPLES = {
    "publish": "published",
    "approve": "approved",
    "adopt": "adopted",
    "review": "reviewed",
    "postpone": "postponed",
    "delay": "delayed",
    "extend": "extended",
    "reduce": "reduced",
    "increase": "increased",
    "raise": "raised",
    "fund": "funded",
    "hire": "hired",
    "close": "closed",
    "open": "opened",
    "send": "sent",
    "prepare": "prepared",
    "write": "written",
    "rewrite": "rewritten",
    "revise": "revised",
    "update": "updated",
    "check": "checked",
    "consider": "considered",
    "discuss": "discussed",
    "clarify": "clarified",
    "test": "tested",
    "monitor": "monitored",
    "replace": "replaced",
    "repair": "repaired",
    "renew": "renewed",
    "build": "built",
    "buy": "bought",
    "sell": "sold",
    "keep": "kept",
    "prioritise": "prioritised",
    "prioritize": "prioritized",
    "schedule": "scheduled",
    "inform": "informed",
    "involve": "involved",
    "consult": "consulted",
    "set": "set",
    "cut": "cut",
    "measure": "measured",
    "evaluate": "evaluated",
    "protect": "protected",
    "improve": "improved",
    "strengthen": "strengthened",
    "plan": "planned",
    "use": "used",
}


def third_person(verb: str) -> str:
    """The third person singular of a base form.

    >>> third_person("need"), third_person("rely"), third_person("do")
    ('needs', 'relies', 'does')
    """
    if verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        return verb + "es"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + "s"
