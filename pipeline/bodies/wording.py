"""The item on the last referat, in Danish and English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from babel.dates import format_date

if TYPE_CHECKING:
    from datetime import date

_APPROVAL = re.compile(
    r"\b(?:godkend\w*|underskr\w*|bemærkninger)\b.*(?:referat|protokol|protokollat)|"
    r"(?:referat|protokol|protokollat)\w*\b.*\b(?:godkend\w*|underskr\w*)|"
    r"\b(?:referat|protokol)\w*\s+(?:af|fra)\b.*\bmøde|"
    r"\b(?:approv\w*|adopt\w*|confirm\w*|sign\w*)\b.*\bminutes\b|\bminutes\b.*\b(?:approv\w*|adopt\w*|confirm\w*)|"
    r"\bminutes\s+(?:of|from)\b.*\bmeeting\b",
    re.IGNORECASE,
)


def says_approval(title: str) -> bool:
    """Whether an item is about the approval of the last referat.

    Examples
    --------
    >>> says_approval("Godkendelse af referat fra sidste møde"), says_approval("Minutes of the last meeting")
    (True, True)
    >>> says_approval("Godkendelse af budget"), says_approval("Approval of the agenda")
    (False, False)
    """
    return bool(_APPROVAL.search(title))


def approval_title(number: str, day: date, language: str) -> str:
    """Return the title of the item.

    Examples
    --------
    >>> from datetime import date
    >>> approval_title("12", date(2026, 3, 5), "da")
    'Godkendelse af referat af 12. møde den 5. marts 2026'
    >>> approval_title("", date(2026, 3, 5), "en")
    'Approval of the minutes of the meeting of 5 March 2026'
    """
    if language == "da":
        ordinal = f"{number}. møde" if number.isdecimal() else f"møde {number}".strip()
        return f"Godkendelse af referat af {ordinal} den {format_date(day, 'd. MMMM y', 'da')}"
    which = f"meeting {number}" if number else "the meeting"
    return f"Approval of the minutes of {which} of {format_date(day, 'd MMMM y', 'en')}"
