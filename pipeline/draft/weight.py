"""How much a sentence of the discussion weighs, and the words that carry meaning."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from pipeline.draft.speech import bare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.draft.language import Language
    from pipeline.draft.sentences import Sentence

LONG_CONTENT = 22  # content words from which a sentence says too much at once
TITLE_WORDS = 2  # content words of the title from which a sentence that holds two fifths of them announces it


def content_words(text: str, language: Language) -> list[str]:
    """The words that carry meaning, in lower case."""
    words = (bare(token) for token in text.split())
    return [word for word in words if len(word) > 2 and word not in language.cues.stopwords]


def telling_words(text: str, language: Language) -> list[str]:
    """The content words that a referat has not of its own: without "it was decided", "the board"."""
    formal = set(content_words(language.formulas.vocabulary, language))
    return [word for word in content_words(text, language) if word not in formal]


class Weigher:
    """Weighs a sentence by the item's frequent words and its weighty ones.

    The frequency part is SumBasic's (Nenkova and Vanderwende 2005): the mean probability of the content words.
    """

    def __init__(self, sentences: Sequence[Sentence], title: str, language: Language) -> None:
        self._language = language
        self._counts = Counter(word for one in sentences for word in set(content_words(one.text, language)))
        self._title = set(content_words(title, language))

    def announces(self, sentence: Sentence) -> bool:
        """Whether a sentence says little but the title of the item."""
        words = set(content_words(sentence.text, self._language))
        said = words & self._title
        return len(said) >= TITLE_WORDS and 5 * len(said) >= 2 * len(words)

    def __call__(self, sentence: Sentence) -> float:
        """The weight, at least 0."""
        words = content_words(sentence.text, self._language)
        if not words:
            return 0.0
        common = sum(math.log1p(self._counts[word] - 1) for word in words) / len(words)
        weighty = min(4, len(self._language.cues.weighty.findall(sentence.digits)))
        titled = len(self._title & set(words))
        size = min(1.0, 0.3 + 0.1 * len(words)) if len(words) <= LONG_CONTENT else 0.8
        return (0.5 + common + 0.5 * weighty + 0.5 * titled) * size
