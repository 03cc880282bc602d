"""What the reviewer reads, in the language of the referat."""

from __future__ import annotations

_MESSAGES = {
    "unknown-evidence": (
        "Udsagnet henviser til noget, der ikke findes i optagelsen: {what}.",
        "The statement rests on something that is not in the recording: {what}.",
    ),
    "number-not-heard": (
        "Tallet {what} høres ikke i det, som udsagnet bygger på.",
        "The number {what} is not heard in what the statement rests on.",
    ),
    "unit-not-heard": (
        "Tallet høres med en anden enhed end i udsagnet: {what}.",
        "The number is heard with another unit than in the statement: {what}.",
    ),
    "number-elsewhere": (
        "Tallet {what} høres, men om noget andet: her blev der sagt et andet tal.",
        "The number {what} is heard, but of something else: another number was said here.",
    ),
    "month-not-heard": (
        "Måneden i udsagnet høres ikke i det, som udsagnet bygger på.",
        "The month in the statement is not heard in what it rests on.",
    ),
    "weekday-not-heard": (
        "Ugedagen i udsagnet høres ikke i det, som udsagnet bygger på: lyt, og ret dagen.",
        "The day of the week in the statement is not heard in what it rests on: listen and correct the day.",
    ),
    "actor-not-heard": (
        "{what} står som den, der handler, men hverken taler eller nævnes i det, som udsagnet bygger på.",
        "{what} is said to act, but neither speaks nor is named in what the statement rests on.",
    ),
    "doubt-dropped": (
        "Der blev sagt »måske« eller lignende; udsagnet har ikke forbeholdet med.",
        "It was said with a reservation such as “perhaps” that the statement leaves out.",
    ),
    "doubt-added": (
        "Udsagnet tager et forbehold, som ikke høres i det, det bygger på.",
        "The statement makes a reservation that is not heard in what it rests on.",
    ),
    "only-asked": (
        "Der blev spurgt om det; udsagnet gengiver det, som om det blev oplyst.",
        "It was asked; the statement reports it as if it had been said to be so.",
    ),
    "only-stated": (
        "Der blev ikke spurgt om det, det blev sagt; udsagnet gengiver det som et spørgsmål.",
        "It was not asked but said to be so; the statement reports it as a question.",
    ),
    "decision-weakened": (
        "Udsagnet står som en beslutning, men siger kun, at sagen blev drøftet eller foreslået.",
        "The statement stands as a decision but only says that the matter was discussed or proposed.",
    ),
    "other-language": (
        "Der tales et andet sprog end dansk i optagelsen: ret »language« i mødets oplysninger, og kør igen.",
        "Another language than English is spoken in the recording: correct “language” in the meeting's details and "
        "run again.",
    ),
    "absent-speaks": (
        "{what} har meldt afbud, men høres tale her: ret fremmødet eller navnet på stemmen.",
        "{what} sent apologies but is heard to speak here: correct the attendance or the name of the voice.",
    ),
    "gone-speaks": (
        "{what} er gået ifølge udkastet, men høres tale her: ret fremmødet eller navnet på stemmen.",
        "{what} has left according to the draft but is heard to speak here: correct the attendance or the name of "
        "the voice.",
    ),
    "away-speaks": (
        "{what} var her gået ifølge deltagerrapporten, men høres tale: ret fremmødet eller navnet på stemmen.",
        "{what} was not there according to the attendance report but is heard to speak: correct the attendance or the "
        "name of the voice.",
    ),
    "name-not-heard": (
        "{what} hverken taler eller nævnes i det, som udsagnet bygger på.",
        "{what} neither speaks nor is named in what the statement rests on.",
    ),
    "negation-differs": (
        "Udsagnet og det sagte er ikke enige om et »ikke«.",
        "The statement and what was said differ in a negation.",
    ),
    "decision-only-considered": (
        "Der høres ingen beslutning i det, som udsagnet bygger på.",
        "No decision is heard in what the statement rests on.",
    ),
    "votes-exceed-present": (
        "Der er talt {what} stemmer, men kun {limit} af de mødte kan stemme.",
        "{what} votes were counted, but only {limit} of those present can vote.",
    ),
    "absent-acts": (
        "{what} har meldt afbud, men optræder i udsagnet.",
        "{what} sent apologies but acts in the statement.",
    ),
    "action-without-owner": ("Opgaven har ingen ansvarlig.", "The action has no owner."),
    "action-without-deadline": ("Opgaven har ingen frist.", "The action has no deadline."),
    "item-without-outcome": (
        "Punktet lægger op til en beslutning, men udkastet har ingen.",
        "The item asks for a decision, but the draft has none.",
    ),
    "item-not-heard": (
        "Der er intet i optagelsen, som er henført til punktet.",
        "Nothing in the recording was placed under the item.",
    ),
    "decision-not-reported": (
        "Her høres ord om en beslutning, som intet udsagn bygger på.",
        "Words of a decision are heard here that no statement rests on.",
    ),
    "long-passage-not-reported": (
        "Et langt stykke af punktet ({what} min.) er ikke omtalt i udkastet.",
        "A long passage of the item ({what} min) is not reported in the draft.",
    ),
}


def message(code: str, language: str, **values: object) -> str:
    """Return the sentence for a code, Danish for Danish meetings and English otherwise."""
    danish, english = _MESSAGES[code]
    return (danish if language == "da" else english).format(**values)
