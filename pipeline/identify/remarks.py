"""What this stage tells the reviewer, in Danish and English."""

from __future__ import annotations

from pipeline.remark import Remark

_TEXTS: dict[str, tuple[str, str]] = {
    "voice-conflict": (
        "En stemme er ikke navngivet: forskellige tegn peger på både {one} og {other}.",
        "A voice is not named: different signs point to both {one} and {other}.",
    ),
    "apologies-speak": (
        "{one} har meldt afbud, men ser ud til at tale; stemmen er ikke navngivet.",
        "{one} sent apologies but seems to speak; the voice is not named.",
    ),
    "guest-proposed": (
        "{one} nævnes som deltager, men står ikke på deltagerlisten; tilføj vedkommende, hvis det er rigtigt.",
        "{one} is spoken of as taking part but is not on the attendee list; add the person if that is right.",
    ),
    "shared-account": (
        "Flere personer præsenterer sig med samme stemme eller konto ({one}); den er ikke navngivet.",
        "Several people introduce themselves with one voice or account ({one}); it is not named.",
    ),
    "one-person-two-voices": (
        "Flere stemmer ligner {one}; kun den sikreste er navngivet.",
        "Several voices look like {one}; only the surest is named.",
    ),
    "same-name": (
        "{one} står flere gange på deltagerlisten og kan ikke kendes fra hinanden på navnet.",
        "{one} is on the attendee list more than once and cannot be told apart by name.",
    ),
    "platform-other-meeting": (
        "Transskriptionens navne passer ikke til deltagerlisten; den ligner et andet mødes. Navnene er ikke brugt.",
        "The transcript's names do not fit the attendee list; it looks like another meeting's. They were not used.",
    ),
    "platform-unknown-name": (
        "Transskriptionen har talere, der ikke står på deltagerlisten: {one}.",
        "The transcript has speakers who are not on the attendee list: {one}.",
    ),
    "words-without-voice": (
        "{one} ord kunne ikke gives til nogen stemme.",
        "{one} words could not be given to any voice.",
    ),
    "absent-speaks": (
        "{one} ser ud til at tale, men var der ikke på det tidspunkt ifølge mødelisten; stemmen er ikke navngivet.",
        "{one} seems to speak but was not there at that time by the attendance report; the voice is not named.",
    ),
    "never-there-speaks": (
        "{one} ser ud til at tale, men var der slet ikke ifølge mødelisten; stemmen er ikke navngivet.",
        "{one} seems to speak but was never there by the attendance report; the voice is not named.",
    ),
    "presence-unused": (
        "Hvornår deltagerne kom og gik, er ikke brugt: det vides ikke, hvornår optagelsen begynder. "
        "Skriv recording_start i meeting.toml.",
        "When the attendees came and left was not used: it is not known when the recording begins. "
        "Write recording_start in meeting.toml.",
    ),
    "presence-part": (
        "Hvornår deltagerne kom og gik, er kun brugt for optagelsens første del: det vides ikke, hvornår de andre dele "
        "begynder.",
        "When the attendees came and left was used for the first part of the recording only: it is not known when the "
        "others begin.",
    ),
    "decisions-stale": (
        "{one} afgørelser om stemmer blev truffet på en anden optagelse og er ikke brugt (voices.toml).",
        "{one} decisions on voices were made on another recording and were not used (voices.toml).",
    ),
    "decision-not-on-list": (
        "En person har givet en stemme navnet {one}, som ikke står entydigt på deltagerlisten; den er ikke navngivet.",
        "A person named a voice {one}, who is not on the attendee list, or is there more than once; it is not named.",
    ),
    "decision-without-words": (
        "En afgørelse om en stemme ({one}) dækker ingen ord mere.",
        "A decision on a voice ({one}) covers no words any more.",
    ),
    "no-words": ("Der er ingen ord at fordele på stemmer.", "There are no words to give to voices."),
    "plates-unreadable": (
        "Der blev ikke fundet navneskilte i billedet, som passer til deltagerlisten.",
        "No name plates that fit the attendee list were found in the picture.",
    ),
}


def remark(
    code: str,
    language: str,
    *,
    one: str = "",
    other: str = "",
    start_s: float | None = None,
    end_s: float | None = None,
) -> Remark:
    """Make the remark with a code, in Danish or (for any other language) English."""
    danish, english = _TEXTS[code]
    text = danish if language == "da" else english
    return Remark("identify", code, text.format(one=one, other=other), start_s, end_s)
