"""The questions with their answers, and the remarks of an item."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from pipeline.draft.found import Found, evidence_of
from pipeline.draft.language import Clause, Speaker, Stance
from pipeline.draft.speech import sentence as printed
from pipeline.draft.speech import without_stop
from pipeline.draft.weight import TITLE_WORDS, Weigher, content_words
from pipeline.minutes import StatementKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from pipeline.draft.language import Language
    from pipeline.draft.people import People
    from pipeline.draft.sentences import Sentence

ANSWER_WITHIN = 6  # sentences by other voices after a question in which its answer begins
ANSWER_SENTENCES = 2  # of the answering turn that are reported
SHORTEST_WORDS = 5
QUESTIONS_TOGETHER = 3  # questions in a row that are printed as one
ANSWERED = 4.0  # weight that an answer adds: a question with its answer is what members look for
LIGHTEST = 0.4  # weight below which a remark is small talk
SHORT_REFERENCE = 9  # words; so short a sentence of the chair's about "they" or "it" refers to papers or people at hand
LONGEST_THANKS = 12
LONGEST_WORDS = 60  # a longer sentence is the recogniser's, not a speaker's
MOST_CANDIDATES = 1000  # that are compared in pairs; no item prints more than a hundred
SHARED = 3  # content words that two remarks must share at least to say the same
SAME = 82  # rapidfuzz token-set ratio from which two remarks say the same


def is_idle(sentence: Sentence, language: Language) -> bool:
    """Whether a sentence holds nothing to report: courtesy, backchannel, procedure, or too short."""
    cues = language.cues
    if sentence.n_words < 2 or cues.backchannel.match(sentence.raw) or cues.courtesy.match(sentence.raw):
        return True
    if cues.thanks.match(sentence.raw) and sentence.n_words <= LONGEST_THANKS:
        return True
    said = (sentence.raw, sentence.digits, sentence.text)
    return any(
        cue.search(text) for cue in (cues.procedural, cues.asks_for_questions, cues.introduces) for text in said
    ) or bool(cues.echo.match(sentence.text))


def reportable(sentence: Sentence, people: People, language: Language) -> Clause | None:
    """The sentence as reported clause, where it is neither too short nor a recogniser's run-on."""
    if not SHORTEST_WORDS - 1 <= sentence.n_words <= LONGEST_WORDS:
        return None
    return language.grammar.report(sentence.text, people.speaker(sentence.attendee))


def inside(clause: Clause, language: Language) -> str:
    """The clause where it stands under a lead or behind "it was replied that": its stance is kept."""
    return language.formulas.inside.get(clause.stance, "{clause}").format(clause=clause.text)


def find_questions(
    sentences: Sequence[Sentence],
    people: People,
    language: Language,
    used: set[int],
    weigh: Weigher,
    asked_for: Collection[int] = (),
) -> tuple[list[Found], set[int]]:
    """Questions with their answers, and the sentences used up; ``asked_for``: orders of those known to be questions."""
    found: list[Found] = []
    spent = set(used)
    by_order = {one.order: one for one in sentences}
    for place, sentence in enumerate(sentences):
        if not sentence.question or sentence.order in spent:
            continue
        if is_idle(sentence, language) and sentence.order not in asked_for:
            continue
        if people.chairs(sentence) and sentence.n_words <= SHORT_REFERENCE and not _verbal(sentence, language):
            continue
        if _calls(sentence, people):
            continue
        asked = _asked_together(sentences, place, spent, language)
        before = _about(sentences, place, people, language, spent)
        text = _question_text(asked, people, language, before)
        last = next(at for at in range(place, len(sentences)) if sentences[at] is asked[-1])
        if text is None or _settled(sentences, last, people, used):
            continue
        answer, answered = _answer(sentences, last, people, language, spent)
        said = [weigh(by_order[order]) for order in sorted(answered)]
        weight = max([*(weigh(one) for one in asked), *said]) + (ANSWERED if answer else 0.0)
        weight *= 0.5 if people.chairs(sentence) else 1.0
        if answer is None and sentence.n_words < SHORTEST_WORDS:
            continue
        who = (sentence.attendee,) if sentence.attendee else ()
        found.append(
            Found(
                StatementKind.QUESTION,
                text,
                evidence_of(*([before[0]] if before else []), *asked),
                sentence.order,
                who,
                sentence.confidence * 0.8,
                weight,
                voices=(sentence.voice or "",),
            )
        )
        spent |= {one.order for one in asked} | ({before[0].order} if before else set())
        if answer is not None:
            found.append(replace(answer, answers=sentence.order, weight=weight))
            spent |= answered
    return found, spent - used


_ADDRESS = re.compile(r"\b(?:du|you)\b", re.IGNORECASE)


def _calls(sentence: Sentence, people: People) -> bool:
    """Whether the chair only calls on somebody: by name at the item's beginning, or "will you fetch her?"."""
    if not people.chairs(sentence):
        return False
    called = sentence.order <= OPENING and bool(people.mentioned(sentence.raw.split(",")[0])) and "," in sentence.raw
    return called or (sentence.n_words <= SHORT_REFERENCE and _ADDRESS.search(sentence.text) is not None)


OPENING = 2  # sentences with which an item is opened


def _verbal(sentence: Sentence, language: Language) -> bool:
    """Whether a question can be turned: "and the minutes?" holds no verb, and only leads on."""
    return language.grammar.ask(sentence.text, Speaker("", "x", "x", "x")) is not None


def _asked_together(
    sentences: Sequence[Sentence], place: int, used: set[int], language: Language
) -> tuple[Sentence, ...]:
    """The question and those that the same voice asks right behind it."""
    asked = [sentences[place]]
    for one in sentences[place + 1 : place + QUESTIONS_TOGETHER]:
        if one.turn != asked[0].turn or not one.question or one.order in used or is_idle(one, language):
            break
        if one.n_words >= SHORTEST_WORDS:  # "do we know that?" adds nothing
            asked.append(one)
    return tuple(asked)


def _settled(sentences: Sequence[Sentence], place: int, people: People, used: set[int]) -> bool:
    """Whether the chair's question has its answer in a statement already: apologies, a vote, an action."""
    if not people.chairs(sentences[place]):
        return False
    behind = [one for one in sentences[place + 1 : place + 4] if one.voice != sentences[place].voice]
    return any(one.order in used for one in behind)


_Said = tuple["Sentence", "Clause"]


def _about(
    sentences: Sequence[Sentence], place: int, people: People, language: Language, used: set[int]
) -> _Said | None:
    """What the asker states right before asking whether "it" is so: without it nobody knows what was asked."""
    asked = sentences[place]
    before = sentences[place - 1] if place else None
    if before is None or before.turn != asked.turn or before.question or before.order in used:
        return None
    if len(content_words(before.text, language)) < TITLE_WORDS or is_idle(before, language):
        return None
    if not language.cues.refers_back.search(asked.text):
        return None
    clause = reportable(before, people, language)
    return (before, clause) if clause is not None and not clause.quoted and not clause.phrase else None


def _question_text(
    asked: Sequence[Sentence], people: People, language: Language, before: _Said | None = None
) -> str | None:
    """One sentence for what is asked together; in the asker's words where one of them cannot be turned."""
    formulas = language.formulas
    if not all(one.n_words <= LONGEST_WORDS for one in asked) or sum(one.n_words for one in asked) < 3:
        return None
    turned = [language.grammar.ask(one.text, people.speaker(one.attendee)) for one in asked]
    clauses = [clause for clause in turned if clause]
    if len(clauses) < len(asked):
        return printed(formulas.ask_quote.format(text=" ".join(one.text for one in asked).rstrip(" ?.")))
    about = f"{formulas.about_word} "
    if any(clause.startswith(about) for clause in clauses):
        topics = [clause for clause in clauses if clause.startswith(about)]
        others = [clause for clause in clauses if not clause.startswith(about)]
        text = formulas.ask_about.format(topic=f" {formulas.conjunction} ".join(topics)).rstrip(".")
        return printed(f"{text}, {formulas.including} {f' {formulas.conjunction} '.join(others)}" if others else text)
    question = formulas.ask_whether.format(clause=f", {formulas.conjunction} ".join(clauses))
    if before is None:
        return printed(question)
    label = people.speaker(asked[0].attendee).label
    stated = formulas.report[before[1].stance].format(clause=before[1].text, label=label)
    return printed(f"{without_stop(stated)}, {formulas.conjunction} {question[:1].lower()}{question[1:]}")


def _from(sentences: Sequence[Sentence], place: int) -> Iterator[Sentence]:
    """The sentences from a place on, without walking there: an item may have thousands."""
    return (sentences[at] for at in range(place, len(sentences)))


def _answer(
    sentences: Sequence[Sentence], place: int, people: People, language: Language, used: set[int]
) -> tuple[Found | None, set[int]]:
    """The first other voice that says something of content, up to two sentences of its turn."""
    asked = sentences[place]
    formulas, cues = language.formulas, language.cues
    behind = (one for one in _from(sentences, place + 1) if one.voice != asked.voice or one.voice is None)
    window = list(islice(behind, ANSWER_WITHIN))
    begin = next((one for one in window if _answers(one, people, language, used)), None)
    if begin is None:
        return None, set()
    later = takewhile(lambda one: one.turn <= begin.turn, _from(sentences, place + 1))
    turn = [one for one in later if one.turn == begin.turn and one.order >= begin.order and one.order not in used]
    yes, no = bool(cues.yes.match(begin.raw)), bool(cues.no.match(begin.raw))
    clauses: list[tuple[Sentence, Clause]] = []
    for one in turn:
        if one.question and one is not begin:
            break
        clause = None if is_idle(one, language) else reportable(one, people, language)
        if clause is None and one is begin and ((not yes and not no) or one.n_words > SHORT_YES):
            clause = _fragment(one, language)
        if clause is not None and not clause.phrase:
            clauses.append((one, clause))
        if len(clauses) == ANSWER_SENTENCES:
            break
    who = (begin.attendee,) if begin.attendee else ()
    if not clauses:
        if (not yes and not no) or not language.grammar.is_polar(asked.text):
            return None, set()
        text = formulas.answer_yes if yes else formulas.answer_no
        return Found(StatementKind.ANSWER, text, begin.evidence, begin.order, who, begin.confidence * 0.7), {
            begin.order
        }
    safe = [] if clauses[0][1].quoted and clauses[0][0] is begin else [one for one in clauses if not one[1].quoted]
    chosen = safe or clauses
    rests = tuple(dict.fromkeys(((begin,) if yes or no else ()) + tuple(one for one, _ in chosen)))
    if safe:
        body = language.grammar.join([inside(clause, language) for _, clause in chosen])
        polar = language.grammar.is_polar(asked.text)
        pattern = (
            formulas.answer_yes_that if yes and polar else formulas.answer_no_that if no and polar else formulas.answer
        )
        text = printed(pattern.format(clause=body))
    else:
        said = ". ".join(without_stop(one.text) for one, _ in chosen)
        text = printed(formulas.answer_quote.format(text=said))
    found = Found(StatementKind.ANSWER, text, evidence_of(*rests), rests[0].order, who, begin.confidence * 0.8)
    return found, {one.order for one in turn if one.order <= rests[-1].order}


SHORT_YES = 3  # words; "yes, of course" says no more than yes
FRAGMENT = range(1, 16)  # words; "fourteen thousand in all" answers "how much?" without a verb


def _fragment(sentence: Sentence, language: Language) -> Clause | None:
    """An answer without a verb, in the speaker's own words."""
    said = without_stop(sentence.text)
    telling = bool(content_words(said, language)) or _has_number(sentence)
    telling = telling and len(said.split()) in FRAGMENT and not is_idle(sentence, language)
    return Clause(said, quoted=True) if telling else None


def _has_number(sentence: Sentence) -> bool:
    return any(letter.isdigit() for letter in sentence.text)


def _answers(sentence: Sentence, people: People, language: Language, used: set[int]) -> bool:
    cues = language.cues
    if sentence.order in used or (sentence.question and sentence.raw.rstrip().endswith("?")):
        return False
    if cues.yes.match(sentence.raw) or cues.no.match(sentence.raw):
        return (not cues.procedural.search(sentence.raw) and not people.chairs(sentence)) or sentence.n_words > 4
    return not is_idle(sentence, language) and (sentence.n_words >= 3 or _has_number(sentence))


def find_remarks(
    sentences: Sequence[Sentence], people: People, language: Language, used: set[int], weigh: Weigher
) -> list[Found]:
    """What else was said, as reported speech, what says the same merged."""
    found: list[Found] = []
    for sentence in sentences:
        if sentence.order in used or sentence.question or is_idle(sentence, language):
            continue
        if _leads(sentence, people, language, weigh):
            continue
        clause = reportable(sentence, people, language)
        if clause is None or len(content_words(clause.text, language)) < (1 if clause.phrase else 3):
            continue
        if weigh(sentence) < LIGHTEST and not clause.phrase:
            continue
        formulas = language.formulas
        label = people.speaker(sentence.attendee).label
        if clause.quoted:
            if people.chairs(sentence) or language.cues.directed.search(sentence.text):
                continue
            text = formulas.report_quote.format(text=clause.text)
        elif clause.phrase:
            if clause.stance not in formulas.report_phrase:
                continue
            text = formulas.report_phrase[clause.stance].format(clause=clause.text)
        else:
            text = formulas.report[clause.stance].format(clause=clause.text, label=label)
        weight = weigh(sentence) * (0.4 if clause.quoted else 0.7 if clause.stance is Stance.PERSONAL else 1.0)
        weight *= 0.5 if people.chairs(sentence) else 1.0
        found.append(
            Found(
                StatementKind.REMARK,
                printed(text),
                sentence.evidence,
                sentence.order,
                (sentence.attendee,) if sentence.attendee else (),
                sentence.confidence * (0.6 if clause.quoted else 0.75),
                weight,
                voices=(sentence.voice or "",),
                content=clause.text,
            )
        )
    return [_said_by_many(one, people, language) for one in merge(found, language)]


def _leads(sentence: Sentence, people: People, language: Language, weigh: Weigher) -> bool:
    """Whether somebody leads the meeting here: hands over, announces the item, or speaks of papers at hand."""
    cues = language.cues
    if cues.directed.search(sentence.raw):
        return True
    if not people.chairs(sentence):
        return False
    reference = cues.anaphoric.search(sentence.text)
    if reference is not None and len(sentence.text[reference.start("who") :].split()) <= SHORT_REFERENCE:
        return True
    return weigh.announces(sentence)


def _said_by_many(remark: Found, people: People, language: Language) -> Found:
    """A plain remark that several members made says so."""
    formulas = language.formulas
    plain = printed(formulas.report[Stance.NOTE].format(clause=remark.content))
    several = len(remark.who) > 1 and all(people.is_member(key) for key in remark.who)
    if not several or remark.text != plain:
        return remark
    return replace(remark, text=printed(formulas.report_many.format(clause=remark.content)))


@dataclass(frozen=True, slots=True)
class _Profile:
    """What two statements must share to say the same: figures, negation, and most content words."""

    figures: tuple[str, ...]
    negated: bool
    words: frozenset[str]
    text: str

    def same(self, other: _Profile) -> bool:
        """Whether both say the same."""
        if (self.figures, self.negated) != (other.figures, other.negated) or len(self.words & other.words) < SHARED:
            return False
        return fuzz.token_set_ratio(self.text, other.text) >= SAME


def _profile(found: Found, language: Language) -> _Profile:
    words = content_words(found.content, language)
    return _Profile(
        tuple(re.findall(r"\d+", language.grammar.digits(found.content))),
        language.cues.negation.search(found.content) is not None,
        frozenset(words),
        " ".join(words),
    )


def merge(found: list[Found], language: Language) -> list[Found]:
    """Statements that say the same become one that rests on all of them: the weightiest wording."""
    if len(found) > MOST_CANDIDATES:
        heaviest = sorted(found, key=lambda one: (-one.weight, one.order))[:MOST_CANDIDATES]
        found = sorted(heaviest, key=lambda one: one.order)
    kept: list[Found] = []
    profiles: list[_Profile] = []
    for one in found:
        profile = _profile(one, language)
        twin = next((place for place, other in enumerate(profiles) if other.same(profile)), None)
        if twin is None:
            kept.append(one)
            profiles.append(profile)
            continue
        best, lesser = (kept[twin], one) if kept[twin].weight >= one.weight else (one, kept[twin])
        kept[twin] = replace(
            best,
            evidence=tuple(dict.fromkeys((*kept[twin].evidence, *one.evidence))),
            who=tuple(dict.fromkeys((*kept[twin].who, *one.who))),
            voices=tuple(dict.fromkeys((*kept[twin].voices, *one.voices))),
            weight=best.weight + 0.5 * lesser.weight,
            order=min(best.order, lesser.order),
        )
    return kept
