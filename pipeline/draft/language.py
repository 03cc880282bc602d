"""What the engine needs to know of a language: its cues, its formulas, and how it reports speech."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Stance(StrEnum):
    """How a speaker stands to what is said: it decides the verb under which the clause is reported."""

    NOTE = "note"
    BELIEVE = "believe"
    DOUBT = "doubt"
    PROPOSE = "propose"
    CONCERN = "concern"
    SUPPORT = "support"
    URGE = "urge"
    STRESS = "stress"
    HOPE = "hope"
    INFORM = "inform"
    PERSONAL = "personal"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, as far as the pronouns need to know.

    Attributes
    ----------
    label : str
        ``"Et medlem"``, ``"A member"``: how a first-person clause is attributed without a name.
    group : str
        What "we" means when this person says it (``"bestyrelsen"``), or empty where it cannot be known.
    group_genitive, group_object : str
        The same in the genitive, and as an object.
    proper : frozenset of str
        Words (lower case) that keep their capital.
    """

    label: str
    group: str = ""
    group_genitive: str = ""
    group_object: str = ""
    proper: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Clause:
    """A reported clause: what stands after "at" or "that", without final punctuation.

    ``quoted``: it could not be turned safely and holds the speaker's own words.
    ``phrase``: it is a noun phrase or an infinitive, not a clause.
    """

    text: str
    stance: Stance = Stance.NOTE
    quoted: bool = False
    phrase: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is decided once a proposal finds assent, as a sentence.

    ``asks``: it is put as a question. ``chair``: so only when the chair says it; from others it asks for information.
    """

    text: str
    asks: bool = False
    chair: bool = False


@dataclass(frozen=True, slots=True)
class Cues:
    """Patterns by which a sentence shows its function in the meeting; searched without regard to case."""

    courtesy: re.Pattern[str]
    procedural: re.Pattern[str]
    directed: re.Pattern[str]
    anaphoric: re.Pattern[str]
    refers_back: re.Pattern[str]
    backchannel: re.Pattern[str]
    asks_for_questions: re.Pattern[str]
    welcome: re.Pattern[str]
    apologies: re.Pattern[str]
    none_missing: re.Pattern[str]
    substitute: re.Pattern[str]
    arrives: re.Pattern[str]
    greets: re.Pattern[str]
    returns: re.Pattern[str]
    leaves: re.Pattern[str]
    conflict: re.Pattern[str]
    interest: re.Pattern[str]
    withdraws: re.Pattern[str]
    no_conflict: re.Pattern[str]
    first_person: re.Pattern[str]
    i_do: re.Pattern[str]
    you_do: re.Pattern[str]
    dissent: re.Pattern[str]
    on_record: re.Pattern[str]
    record_that: re.Pattern[str]
    record_request: re.Pattern[str]
    votes_against: re.Pattern[str]
    decision: re.Pattern[str]
    confirms: re.Pattern[str]
    declines: re.Pattern[str]
    approval: re.Pattern[str]
    rejection: re.Pattern[str]
    proposal_to_decide: re.Pattern[str]
    assent: re.Pattern[str]
    refusal: re.Pattern[str]
    takes_note: re.Pattern[str]
    closes: re.Pattern[str]
    sums_up: re.Pattern[str]
    takes_on: re.Pattern[str]
    promises: re.Pattern[str]
    thanked: re.Pattern[str]
    conditional: re.Pattern[str]
    asks_when: re.Pattern[str]
    at_once: re.Pattern[str]
    takes_it: re.Pattern[str]
    bare_object: re.Pattern[str]
    unit: re.Pattern[str]
    introduces: re.Pattern[str]
    thanks: re.Pattern[str]
    nothing: re.Pattern[str]
    any_other_business: re.Pattern[str]
    next_meeting: re.Pattern[str]
    full_date: re.Pattern[str]
    deadline: re.Pattern[str]
    unanimous: re.Pattern[str]
    casting_vote: re.Pattern[str]
    vote: re.Pattern[str]
    vote_for: re.Pattern[str]
    vote_against: re.Pattern[str]
    vote_abstain: re.Pattern[str]
    yes: re.Pattern[str]
    no: re.Pattern[str]
    weighty: re.Pattern[str]
    hedge: re.Pattern[str]
    negation: re.Pattern[str]
    echo: re.Pattern[str]
    stopwords: frozenset[str]
    articles: frozenset[str]
    name_words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Formulas:
    """The sentences of the referat, with their gaps. Everything a reader sees that nobody said."""

    welcome: str
    welcome_impersonal: str
    apologies: str
    substitute: str
    substitute_plain: str
    arrives: str
    leaves: str
    late: str
    returns: str
    conflict: str
    conflict_impersonal: str
    dissent: str
    dissent_against: str
    dissent_quote: str
    objection: str
    objection_quote: str
    update: str
    update_impersonal: str
    present: str
    present_impersonal: str
    bullets_clauses: str
    bullets_sentences: str
    remarks_body: str
    remarks: str
    report: dict[Stance, str]
    report_phrase: dict[Stance, str]
    report_many: str
    inside: dict[Stance, str]
    report_quote: str
    ask_whether: str
    ask_about: str
    about_word: str
    including: str
    ask_quote: str
    answer: str
    answer_yes: str
    answer_no: str
    answer_yes_that: str
    answer_no_that: str
    answer_quote: str
    approved: str
    rejected: str
    vote: str
    vote_quote: str
    vote_for: str
    vote_against: str
    vote_abstain: str
    nobody: str
    casting_vote: str
    unanimous: str
    action: str
    task_that: str
    task_quote: str
    note_orientation: str
    note_other: str
    approved_closing: str
    discussed: str
    nothing: str
    next_meeting: str
    member: str
    participant: str
    others: tuple[str, str, str]
    frist: str
    concluded: str
    decided_that: str
    decided_quote: str
    followed: str
    settled: str
    unanimously: str
    conjunction: str
    body_nouns: tuple[tuple[str, str], ...]
    body_fallback: str
    status_title: re.Pattern[str]
    topic_status: str
    topic_item: str
    vocabulary: str
    llm_fallback: str
    llm_reasons: dict[str, str]
    llm_partial: str
    low_confidence: str
    foreign: str


class Grammar(Protocol):
    """How a language turns speech into reported speech."""

    def clean(self, text: str) -> str:
        """Drop fillers, false starts, repetitions and courtesies; keep every word of content."""
        ...

    def report(self, text: str, speaker: Speaker) -> Clause | None:
        """Turn a declarative sentence into a reported clause; None where it holds nothing to report."""
        ...

    def ask(self, text: str, speaker: Speaker) -> str | None:
        """Turn a question into a reporting sentence; None where it asks nothing."""
        ...

    def is_question(self, text: str) -> bool:
        """Whether the sentence asks something."""
        ...

    def is_polar(self, text: str) -> bool:
        """Whether yes or no answers the question: it asks for no word and offers no choice."""
        ...

    def commitment(self, text: str, speaker: Speaker) -> str | None:
        """Return what a first person undertakes, as a verb phrase to stand behind a name; None if nothing."""
        ...

    def request(self, text: str, speaker: Speaker) -> tuple[tuple[str, ...], str] | None:
        """Return who is asked to do something (as said, maybe nobody by name), and the verb phrase; None if "
        "nobody is.
        """
        ...

    def call(self, text: str, speaker: Speaker) -> str | None:
        """Return what "who sends ...?" looks for somebody to do, as a verb phrase; None if it is another question."""
        ...

    def need(self, text: str, speaker: Speaker) -> str | None:
        """Return what "somebody must ..." says is to be done, by nobody yet, as a verb phrase; None if nothing is."""
        ...

    def want(self, text: str) -> str | None:
        """Return what "can we have ...?" asks to be given; None if nothing is."""
        ...

    def delivery(self, text: str) -> tuple[str, str] | None:
        """Return verb and rest of "we will send that by Friday", said of the thing asked for; None if it is not."""
        ...

    def assignment(self, text: str, speaker: Speaker) -> tuple[str, str] | None:
        """Return who (third person, as said) is to do what; None if nobody is."""
        ...

    def decide(self, text: str, body: str, speaker: Speaker) -> str | None:
        """Return the sentence of a decision that says what was decided; None where it does not say what."""
        ...

    def resolve(self, text: str, body: str, speaker: Speaker, *, plain: bool) -> str | None:
        """Return the sentence of what a chair settles in everyday words; `plain`: also by "we send ..." alone."""
        ...

    def conclude(self, text: str, body: str, speaker: Speaker) -> str | None:
        """Return what stands behind "it was decided that": "we" is the body; None where it must be quoted."""
        ...

    def in_third_person(self, text: str, name: str, *, addressed: bool) -> str | None:
        """Put a name for "I", or for "you" where it is who is `addressed`; None where the verb would not fit."""
        ...

    def proposal(self, text: str, body: str, speaker: Speaker) -> Proposal | None:
        """Return what is decided once "can we approve ...?" or "I propose ..." finds assent; None if it is neither."""
        ...

    def digits(self, text: str) -> str:
        """Numbers in words become digits."""
        ...

    def small_digits(self, text: str) -> str:
        """Numbers in words become digits, the small ones that text2num leaves alone too: "two against"."""
        ...

    def join(self, clauses: list[str]) -> str:
        """Several reported clauses as one: "A, and that B"."""
        ...

    def genitive(self, noun: str) -> str:
        """The genitive of a name or noun."""
        ...


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the draft."""

    code: str
    cues: Cues
    formulas: Formulas
    grammar: Grammar
    number_words: frozenset[str]
