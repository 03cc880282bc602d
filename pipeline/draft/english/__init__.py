"""English."""

from pipeline.draft.english.cues import CUES
from pipeline.draft.english.formulas import FORMULAS
from pipeline.draft.english.grammar import EnglishGrammar
from pipeline.draft.english.numbers import NUMBER_WORDS
from pipeline.draft.language import Language

LANGUAGE = Language("en", CUES, FORMULAS, EnglishGrammar(), NUMBER_WORDS)
