"""How English writes numbers."""

import re

from pipeline.draft.figures import NumberStyle

MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
STYLE = NumberStyle(
    code="en",
    scale=re.compile(r"\b(?:million|billion)\b", re.IGNORECASE),
    unit=re.compile(r"(?:per\s?cent|pounds?|euros?|dollars?|pence|miles?|km\b|kilomet)", re.IGNORECASE),
    month=MONTH,
    ordinals={
        "first": 1,
        "second": 2,
        "third": 3,
        "fourth": 4,
        "fifth": 5,
        "sixth": 6,
        "seventh": 7,
        "eighth": 8,
        "ninth": 9,
        "tenth": 10,
        "eleventh": 11,
        "twelfth": 12,
    },
    date="{day} {month}",
    separator=",",
    half=re.compile(r"and\s+(?:a|one)\s+(?:half|quarter)|half|thirds?\b|quarters?\b", re.IGNORECASE),
)
NUMBER_WORDS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred thousand".split()
)
"""Number words that may be said twice in a row, and that are never names."""
CAPITALS = frozenset(
    f"{MONTH.lower()}|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Christmas|Easter|English|German|Danish|French|Dutch|"
    "Spanish|Italian|Swedish|Norwegian|Polish|British|European|American|Scottish|Welsh|Irish".lower().split("|")
)
"""Words that English writes with a capital wherever they stand."""
