"""What is worth reporting of talk in which nobody proposes, decides or sums up in so many words.

Where the functions of the sentences say little, the words do: what a meeting comes back to is what it is about. The
passages are chosen so that together they hold as much as possible of the words that recur, each counted once and as
heavy as it recurs often, for the words they cost: concept coverage (Gillick and Favre 2009, "A scalable global model
for summarization"), solved greedily by gain for cost, which is good for budgeted submodular functions (Lin and Bilmes
2010).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.draft.language import Language
from pipeline.draft.weight import content_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.draft.found import Found
    from pipeline.transcript import Conversation


@dataclass(slots=True)
class Themes:
    """The words that a meeting comes back to, and those that were reported already.

    Attributes
    ----------
    said : Counter of str
        In how many utterances each content word occurs.
    content_of : dict of str to frozenset of str
        The content words of each utterance.
    words_of : dict of str to int
        How many words each utterance has: what it costs a reader to read the evidence.
    reported : set of str
        Words that the draft holds so far; they count no second time.
    """

    language: Language
    said: Counter[str]
    words_of: Mapping[str, int]
    content_of: Mapping[str, frozenset[str]]
    reported: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, conversation: Conversation, language: Language) -> Themes:
        """Count the words of a conversation."""
        spoken = conversation.utterances
        content = {one.id: frozenset(content_words(one.text, language)) for one in spoken}
        said = Counter(word for words in content.values() for word in words)
        return cls(language, said, {one.id: len(one.words) for one in spoken}, content)

    def note(self, found: Iterable[Found]) -> None:
        """Count the words of statements as reported."""
        for one in found:
            self.reported |= self._words((one,))

    def choose(self, groups: Sequence[tuple[int, list[Found]]], budget: int, most: int) -> list[list[Found]]:
        """The groups of statements that together say most within so many words; of each item so many at most.

        Each group comes with the item it belongs to. It costs the words it prints or the words of its evidence,
        whichever are more.
        """
        words = [self._words(group) for _, group in groups]
        costs = [self.cost(group) for _, group in groups]
        left = {place for place, cost in enumerate(costs) if cost <= budget}
        taken: Counter[int] = Counter()
        chosen: list[int] = []
        gains = {place: self._gain(words[place], costs[place]) for place in left}
        while left:
            best = max(left, key=lambda place: (gains[place], -place))
            gain = self._gain(words[best], costs[best])
            if gain < gains[best]:  # gains only fall: an outdated one is brought up to date when it comes first
                gains[best] = gain
                continue
            if gain <= 0:
                break
            item = groups[best][0]
            chosen.append(best)
            taken[item] += 1
            budget -= costs[best]
            self.reported |= words[best]
            left = {
                place
                for place in left - {best}
                if costs[place] <= budget and (taken[item] < most or groups[place][0] != item)
            }
        return [groups[place][1] for place in sorted(chosen)]

    def cost(self, group: Sequence[Found]) -> int:
        """The words that these print or rest on, whichever are more; at least 1."""
        evidence = {ref for one in group for ref in one.evidence}
        return max(1, sum(len(one.text.split()) for one in group), sum(self.words_of.get(ref, 0) for ref in evidence))

    def _gain(self, words: set[str], cost: int) -> float:
        return sum(self.said[word] - 1 for word in words - self.reported) / cost

    def _words(self, group: Sequence[Found]) -> set[str]:
        return {word for one in group for ref in one.evidence for word in self.content_of.get(ref, ())}
