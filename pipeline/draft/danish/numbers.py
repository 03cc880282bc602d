"""How Danish writes numbers."""

import re

from pipeline.draft.figures import NumberStyle

MONTH = "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
STYLE = NumberStyle(
    code="da",
    scale=re.compile(r"\b(?:million(?:er)?|milliard(?:er)?|mio\.?|mia\.?)\b", re.IGNORECASE),
    unit=re.compile(r"(?:procent|pct|kroner|kr\b|øre|km\b|m2|MW|kW)", re.IGNORECASE),
    month=MONTH,
    ordinals={
        "første": 1,
        "anden": 2,
        "tredje": 3,
        "fjerde": 4,
        "femte": 5,
        "sjette": 6,
        "syvende": 7,
        "ottende": 8,
        "niende": 9,
        "tiende": 10,
        "ellevte": 11,
        "tolvte": 12,
    },
    date="{day}. {month}",
    separator=".",
    half=re.compile(r"(?:og\s+)?(?:en|et)\s+(?:halv|kvart)|halv", re.IGNORECASE),
)
NUMBER_WORDS = frozenset(
    "en et to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten tyve "
    "tredive fyrre halvtreds tres halvfjerds firs halvfems hundrede tusind tusinde".split()
)
"""Number words that may be said twice in a row, and that are never names."""
