"""Actions: who undertakes, is asked or is told to do what, and by when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from pipeline.draft.found import Found, assent_to, evidence_of
from pipeline.draft.language import Language
from pipeline.draft.people import People, listed
from pipeline.draft.sentences import Sentence
from pipeline.draft.speech import lower_first, without_stop
from pipeline.minutes import StatementKind

if TYPE_CHECKING:
    from pipeline.meeting import Attendee

TAKEN_WITHIN = 3  # sentences behind a need in which somebody takes it on
ASKED_WITHIN = 3  # sentences before a promise in which it was asked for
FOLLOW_UP = 2  # further sentences of the one who says yes in which the deadline is heard
SHORT_WORDS = 15  # a longer follow-up is the thing itself, not a promise
MIN_STEM = 5  # letters by which two forms of a verb are one
SAME_ACTION = 70  # rapidfuzz token-set ratio from which two wordings are one action


@dataclass(frozen=True, slots=True)
class _Context:
    """What every rule needs."""

    sentences: Sequence[Sentence]
    people: People
    language: Language

    def deadline(self, text: str) -> str:
        match = self.language.cues.deadline.search(text)
        return match.group(0).strip() if match else ""

    def follow_up(self, sentence: Sentence) -> list[Sentence]:
        """The short sentences with which the same voice goes on."""
        behind = [one for one in self.sentences if one.turn == sentence.turn and one.order > sentence.order]
        taken: list[Sentence] = []
        for one in behind[:FOLLOW_UP]:
            if one.question or one.n_words > SHORT_WORDS:
                break
            taken.append(one)
        return taken

    def presents(self, sentence: Sentence) -> bool:
        """Whether the one who said yes goes on at length: then it was a call to speak, not an action."""
        words = sum(one.n_words for one in self.sentences if one.turn == sentence.turn and one.order >= sentence.order)
        return words > 3 * SHORT_WORDS


_Rule = tuple[Found, set[int]]


def find_actions(
    sentences: Sequence[Sentence], people: People, language: Language, used: set[int]
) -> tuple[list[Found], set[int]]:
    """Find the actions of an item, and the sentences they used up."""
    context = _Context(sentences, people, language)
    found: list[Found] = []
    taken: set[int] = set()
    for place, sentence in enumerate(sentences):
        if sentence.order in used or sentence.order in taken or sentence.n_words < 3:
            continue
        action = next(filter(None, (rule(context, place) for rule in _RULES)), None)
        if action is None:
            continue
        one, orders = action
        twin = next((other for other in found if other.owner == one.owner and _alike(other.content, one.content)), None)
        if twin is not None:
            found[found.index(twin)] = _merged(twin, one)
        else:
            found.append(one)
        taken |= orders
    return found, taken


def _alike(first: str, second: str) -> bool:
    return fuzz.token_set_ratio(first, second) >= SAME_ACTION


def _merged(first: Found, second: Found) -> Found:
    """The fuller of two wordings of one action, resting on both."""
    fuller = second if second.deadline and not first.deadline else first
    evidence = tuple(dict.fromkeys((*first.evidence, *second.evidence)))
    return replace(fuller, evidence=evidence, order=min(first.order, second.order))


def _action(
    context: _Context, owners: tuple[Attendee | str, ...], what: str, rests: Sequence[Sentence], confidence: float
) -> Found:
    """Make the action; a deadline said beside it is added to what is to be done."""
    formulas = context.language.formulas
    what = without_stop(what)
    names = [one if isinstance(one, str) else one.name for one in owners]
    owner = listed(names, formulas.conjunction) if names else ""
    deadline = context.deadline(what)
    if not deadline:
        deadline = next((late for late in (context.deadline(rest.text) for rest in rests[1:]) if late), "")
        bare_date = ""
        if not deadline:
            dates = (context.language.cues.full_date.search(rest.text) for rest in rests[1:])
            bare_date = next((match.group(0).strip() for match in dates if match), "")
        if deadline:
            deadline = lower_first(deadline)
            what = f"{what} {deadline}"
        elif bare_date:
            deadline = bare_date
            what = formulas.frist.format(what=what, deadline=bare_date)
    return Found(
        StatementKind.ACTION,
        formulas.action.format(owner=owner or lower_first(formulas.participant), what=what),
        evidence_of(*rests),
        rests[0].order,
        who=tuple(one.key for one in owners if not isinstance(one, str)),
        confidence=min(rest.confidence for rest in rests) * confidence,
        weight=4.0,
        owner=owner,
        deadline=deadline,
        required=True,
        content=what,
    )


def _owners(context: _Context, names: tuple[str, ...], assent: Sentence | None) -> tuple[Attendee | str, ...]:
    """Who is meant by the names; by no name, the one who says yes. Empty where nobody can be told."""
    owners: list[Attendee | str] = []
    for name in names:
        attendee = context.people.one(name) if name else None
        speaks = assent.attendee if assent is not None else None
        if attendee is None and speaks is not None:
            said_yes = context.people.meeting.attendee(speaks)
            misheard = name.split()[:1] == said_yes.name.split()[:1]
            if not name or misheard or said_yes in context.people.matches(name):
                attendee = said_yes
        if attendee is None and not name:
            return ()
        owners.append(attendee if attendee is not None else name)
    return tuple(dict.fromkeys(owners))


def _requested(context: _Context, place: int) -> _Rule | None:
    """Somebody is asked ("Bettina, can you send ...?") and says yes, or is given a deadline."""
    sentence = context.sentences[place]
    asked = context.language.grammar.request(sentence.text, context.people.speaker(sentence.attendee))
    if asked is None:
        return None
    names, what = asked
    task = context.language.cues.takes_it.match(what)
    if task is not None:
        meant = _needed(context, place)
        if meant is None:
            return None
        what = f"{meant} {task['rest'].strip()}".strip()
    assent = assent_to(context.sentences, place, context.language)
    asked_one = context.people.one(names[0]) if len(names) == 1 and names[0] else None
    if asked_one and assent and assent.attendee not in (None, asked_one.key):
        assent = None  # somebody else says yes to something else
    rests = [sentence, *([assent, *context.follow_up(assent)] if assent else [])]
    return _agreed(context, names, what, rests, assent)


BACK = 4  # sentences before "I will sign it" in which "sign the contract" lies


def _needed(context: _Context, place: int) -> str | None:
    """What "can you take that?" refers to: the need stated right before."""
    for sentence in reversed(context.sentences[max(0, place - 2) : place]):
        meant = context.language.grammar.need(sentence.text, context.people.speaker(sentence.attendee))
        if meant is not None:
            return meant
    return None


def _resolved(context: _Context, place: int, what: str) -> str:
    """The undertaking with what "it" stands for, where somebody else just named it with the same verb."""
    bare_object = context.language.cues.bare_object.match(what)
    if bare_object is None:
        return what
    named = re.compile(rf"\b{re.escape(bare_object['verb'][:MIN_STEM])}\w*\s+(?P<object>[^,.?!]+)", re.IGNORECASE)
    for sentence in reversed(context.sentences[max(0, place - BACK) : place]):
        match = named.search(sentence.text)
        if match is None or sentence.voice == context.sentences[place].voice:
            continue
        thing = without_stop(context.language.cues.deadline.sub("", match["object"]).strip())
        if thing and not context.language.cues.bare_object.match(f"x {thing}"):
            return f"{bare_object['verb']} {thing}{bare_object['rest']}"
    return what


def _called(context: _Context, place: int) -> _Rule | None:
    """Somebody is looked for ("who sends ...?", "we need somebody to ...") and takes it on."""
    sentence = context.sentences[place]
    grammar, speaker = context.language.grammar, context.people.speaker(sentence.attendee)
    what = grammar.call(sentence.text, speaker) or grammar.need(sentence.text, speaker)
    if what is None:
        return None
    for volunteer in context.sentences[place + 1 : place + 1 + TAKEN_WITHIN]:
        match = context.language.cues.takes_on.match(volunteer.raw)
        if match is None or volunteer.attendee is None or volunteer.voice == sentence.voice:
            continue
        other = match.groupdict().get("other")
        names = ((other,) if other else ()) + ("",)
        return _agreed(context, names, what, [sentence, volunteer, *context.follow_up(volunteer)], volunteer)
    return None


def _agreed(
    context: _Context, names: tuple[str, ...], what: str, rests: list[Sentence], assent: Sentence | None
) -> _Rule | None:
    owners = _owners(context, names, assent)
    if not owners:
        return None
    one = _action(context, owners, what, rests, 0.9 if assent else 0.6)
    if not one.deadline and (assent is None or context.presents(assent)):
        return None
    if context.language.cues.at_once.match(what) and (assent is None or not one.deadline):
        return None
    kept = [rest for rest in rests if rest in rests[:2] or (one.deadline and one.deadline in rest.text)]
    one = replace(one, evidence=evidence_of(*kept))
    return one, {rest.order for rest in kept}


def _supplied(context: _Context, place: int) -> _Rule | None:
    """Something is asked for ("can we have ...?") and somebody says that it will be sent."""
    sentence = context.sentences[place]
    grammar = context.language.grammar
    thing = grammar.want(sentence.text)
    if thing is None:
        return None
    for answer in context.sentences[place + 1 : place + 1 + TAKEN_WITHIN]:
        if answer.attendee is None or answer.voice == sentence.voice:
            continue
        given = grammar.delivery(answer.text)
        if given is None:
            continue
        owner = context.people.meeting.attendee(answer.attendee)
        one = _action(context, (owner,), f"{given[0]} {thing} {given[1]}".strip(), [sentence, answer], 0.85)
        return one, {sentence.order, answer.order}
    return None


def _assigned(context: _Context, place: int) -> _Rule | None:
    """Somebody is named in the third person: "the secretariat sends ..."."""
    sentence = context.sentences[place]
    if sentence.raw.rstrip().endswith("?"):
        return None
    given = context.language.grammar.assignment(sentence.text, context.people.speaker(sentence.attendee))
    if given is None:
        return None
    who, what = given
    owners: tuple[Attendee | str, ...] = context.people.mentioned(who)
    if not owners:
        if not context.language.cues.unit.match(who):
            return None
        owners = (who[:1].lower() + who[1:],)
    if not context.deadline(sentence.text) and not context.people.chairs(sentence):
        return None
    return _action(context, owners, what, (sentence,), 0.85), {sentence.order}


def _undertaken(context: _Context, place: int) -> _Rule | None:
    """Somebody whose name is known undertakes it: with a deadline, with a promise, or because it was asked for."""
    sentence = context.sentences[place]
    if sentence.question:
        return None
    cues = context.language.cues
    what = context.language.grammar.commitment(sentence.text, context.people.speaker(sentence.attendee))
    if what is None or cues.at_once.match(what):
        return None
    owner = context.people.meeting.attendee(sentence.attendee) if sentence.attendee else None
    what = _resolved(context, place, what)
    rests = [sentence, *context.follow_up(sentence), *_asked_when(context, place)]
    one = _action(context, (owner,) if owner else (), what, rests, 0.85)
    firm = cues.promises.search(sentence.raw) is not None or _asked_for(context, place) or _thanked(context, place)
    firm = firm and cues.conditional.search(sentence.raw) is None and len(what.split()) >= SHORTEST_PROMISE
    if not one.deadline and not firm:
        return None
    kept = [rest for rest in rests if rest is sentence or (one.deadline and one.deadline in lower_first(rest.text))]
    return replace(one, evidence=evidence_of(*kept)), {rest.order for rest in kept}


SHORTEST_PROMISE = 3  # words; "sends it" says too little


THANKED_WITHIN = 3  # sentences behind a promise in which others promise too, and somebody thanks


def _thanked(context: _Context, place: int) -> bool:
    """Whether another voice thanks for it right behind, among further promises."""
    said = context.sentences[place]
    behind = context.sentences[place + 1 : place + 1 + THANKED_WITHIN]
    return any(one.voice != said.voice and context.language.cues.thanked.search(one.raw) for one in behind)


def _asked_for(context: _Context, place: int) -> bool:
    """Whether another voice asked or named a need right before."""
    sentence = context.sentences[place]
    before = context.sentences[max(0, place - ASKED_WITHIN) : place]
    grammar = context.language.grammar
    return any(
        one.voice != sentence.voice
        and (one.question or grammar.need(one.text, context.people.speaker(one.attendee)) is not None)
        for one in before
    )


def _asked_when(context: _Context, place: int) -> list[Sentence]:
    """What the same voice answers when somebody asks right behind by when."""
    sentence = context.sentences[place]
    behind = context.sentences[place + 1 : place + 1 + TAKEN_WITHIN]
    asked = next((one for one in behind if one.question and context.language.cues.asks_when.search(one.raw)), None)
    if asked is None:
        return []
    return [one for one in behind if one.order > asked.order and one.voice == sentence.voice][:1]


_RULES = (_requested, _called, _supplied, _assigned, _undertaken)
