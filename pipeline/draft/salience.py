"""What is worth reporting of talk in which nobody proposes, decides or sums up in so many words.

Where the functions of the sentences say little, the words do: what a meeting comes back to is what it is about. The
passages are chosen so that together they hold as much as possible of the words that are worth most, each counted once,
for the words they cost: concept coverage (Gillick and Favre 2009, "A scalable global model for summarization"), solved
greedily by gain for cost, which is good for budgeted submodular functions (Lin and Bilmes 2010).
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from pipeline.draft.speech import bare
from pipeline.draft.weight import content_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.draft.found import Found
    from pipeline.draft.language import Language
    from pipeline.transcript import Conversation

STEM = 6  # letters: "knap", "knappen"; the endings of a word do not make it another
LAST = 2 / 3  # of the words said: behind it, what was settled is said again
WORTH = (0.54, 0.64, 0.70, 0.64)  # of the traits, in their order; fitted by bench/draft_words.py


def stems(text: str, language: Language) -> frozenset[str]:
    """The words that carry meaning, cut to a stem."""
    return frozenset(word[:STEM] for word in content_words(text, language))


def traits(conversation: Conversation, language: Language) -> dict[str, tuple[float, float, float, float]]:
    """What tells whether a word will stand in the minutes, in any language and of any subject.

    Returns
    -------
    dict of str to tuple of float
        Of each stem: the logarithm of the number of utterances it occurs in; of one more than the times it stands
        behind an article (a thing that is spoken of, not a way of speaking); whether it is as long as a stem can be;
        the share of its utterances in the last third of the meeting.
    """
    often: Counter[str] = Counter()
    late: Counter[str] = Counter()
    named: Counter[str] = Counter()
    n_words = sum(len(one.words) for one in conversation.utterances)
    passed = 0
    for one in conversation.utterances:
        said = stems(one.text, language)
        often.update(said)
        if passed >= LAST * n_words:
            late.update(said)
        passed += len(one.words)
        spoken = [bare(token) for token in one.text.split()]
        named.update(word[:STEM] for before, word in pairwise(spoken) if before in language.cues.articles)
    return {
        word: (math.log(count), math.log1p(named[word]), float(len(word) == STEM), late[word] / count)
        for word, count in often.items()
    }


@dataclass(frozen=True, slots=True)
class Limits:
    """What the choice may cost.

    Attributes
    ----------
    evidence, printed : int
        Words of the utterances that the statements rest on, and words that they print.
    most : int
        Statements of one kind in one item.
    """

    evidence: int
    printed: int
    most: int


@dataclass(slots=True)
class Themes:
    """The words that a meeting comes back to, and those that were reported already.

    Attributes
    ----------
    worth : dict of str to float
        How much is gained when a stem is reported.
    stems_of : dict of str to frozenset of str
        The stems in each utterance.
    words_of : dict of str to int
        How many words each utterance has: what it costs a reader to read the evidence.
    used : set of str
        Utterances that the draft rests on so far; they cost nothing and are worth nothing a second time.
    reported : set of str
        The stems in them.
    """

    worth: dict[str, float]
    words_of: dict[str, int]
    stems_of: dict[str, frozenset[str]]
    used: set[str] = field(default_factory=set)
    reported: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, conversation: Conversation, language: Language) -> Themes:
        """Weigh the words of a conversation."""
        worth = {
            word: math.exp(sum(weight * trait for weight, trait in zip(WORTH, given, strict=True)))
            for word, given in traits(conversation, language).items()
        }
        spoken = conversation.utterances
        return cls(
            worth, {one.id: len(one.words) for one in spoken}, {one.id: stems(one.text, language) for one in spoken}
        )

    def note(self, found: Iterable[Found]) -> int:
        """Count statements as reported; how many more words of evidence the draft has by them."""
        fresh = self._fresh(found)
        self.used |= fresh
        self.reported |= self._stems(fresh)
        return self._cost(fresh)

    def choose(self, groups: Sequence[tuple[int, list[Found]]], limits: Limits) -> list[list[Found]]:
        """The groups of statements that together say most within the limits; each comes with the item it belongs to.

        Of equal ones the first is taken. Gains only fall while no evidence is shared: an outdated one is brought up to
        date when it comes first, and those that share evidence with what was chosen at once.
        """
        evidence, printed = limits.evidence, limits.printed
        sharing = _sharing(groups)
        gains = {place: self._gain(group) for place, (_, group) in enumerate(groups)}
        taken: Counter[tuple[int, str]] = Counter()
        chosen: list[int] = []
        while gains:
            best = max(gains, key=lambda place: (gains[place], -place))
            item, group = groups[best]
            gain = self._gain(group)
            if gain < gains[best]:
                gains[best] = gain
                continue
            del gains[best]
            words = sum(len(one.text.split()) for one in group)
            kind = (item, group[0].kind)
            if gain <= 0:
                break
            if self._cost(self._fresh(group)) > evidence or words > printed or taken[kind] >= limits.most:
                continue
            chosen.append(best)
            taken[kind] += 1
            printed -= words
            evidence -= self.note(group)
            touched = set(chain.from_iterable(sharing[ref] for one in group for ref in one.evidence))
            gains.update((place, self._gain(groups[place][1])) for place in touched & gains.keys())
        return [groups[place][1] for place in sorted(chosen)]

    def _gain(self, group: Iterable[Found]) -> float:
        """What is gained for every word of further evidence."""
        fresh = self._fresh(group)
        return sum(self.worth[word] for word in self._stems(fresh) - self.reported) / max(1, self._cost(fresh))

    def _fresh(self, found: Iterable[Found]) -> set[str]:
        return {ref for one in found for ref in one.evidence} - self.used

    def _cost(self, refs: Iterable[str]) -> int:
        return sum(self.words_of.get(ref, 0) for ref in refs)

    def _stems(self, refs: Iterable[str]) -> set[str]:
        return {word for ref in refs for word in self.stems_of.get(ref, ())}


def _sharing(groups: Sequence[tuple[int, list[Found]]]) -> dict[str, list[int]]:
    """The groups that rest on each utterance."""
    sharing: dict[str, list[int]] = {}
    for place, (_, group) in enumerate(groups):
        for ref in {ref for one in group for ref in one.evidence}:
            sharing.setdefault(ref, []).append(place)
    return sharing
