"""Danish."""

from pipeline.draft.danish.cues import CUES
from pipeline.draft.danish.formulas import FORMULAS
from pipeline.draft.danish.grammar import DanishGrammar
from pipeline.draft.danish.numbers import NUMBER_WORDS
from pipeline.draft.language import Language

LANGUAGE = Language("da", CUES, FORMULAS, DanishGrammar(), NUMBER_WORDS)
