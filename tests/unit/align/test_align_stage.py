"""Behaviours of the alignment on small meetings."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from align_meetings import aligned, codes, conversation, meeting, path

from pipeline.minutes import LedgerKind, Outside

DANISH = meeting("Godkendelse af referat", "Budget for 2027", "Renovering af legepladsen", "Eventuelt")
ANNOUNCED = [
    "Jens: Kan I høre mig nu?",
    "Mona: Ja, det går fint. Har I også regnvejr?",
    "Formand: Velkommen til mødet. Der er afbud fra Lone.",
    "Formand: Vi begynder med punkt 1, godkendelse af referatet.",
    "Jens: Jeg har ingen bemærkninger.",
    "Formand: Så går vi videre til punkt to.",
    "Mona: Vi har brugt flere penge end ventet på varme, og underskuddet vokser.",
    "Jens: Kan vi spare på rengøringen?",
    "Formand: Godt. Så tager vi næste punkt.",
    "Mona: Gyngerne er rustne, og legepladsen skal have nyt sand.",
    "Jens: Børnene savner en rutsjebane.",
    "Formand: Så er vi nået til eventuelt.",
    "Mona: Jeg har ikke noget.",
    "Formand: Tak for i dag, mødet er hævet.",
    "Jens: Skal du med bussen?",
]
ENGLISH = meeting("Minutes", "Budget for 2027", "Playground renovation", "Any other business", language="en")


def test_the_chairs_announcements_in_danish_place_every_utterance() -> None:
    found = aligned(conversation(ANNOUNCED), DANISH)
    assert path(found) == ["before"] * 3 + [0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, "after"]
    assert codes(found) == []


def test_the_chairs_announcements_in_english_place_every_utterance() -> None:
    lines = [
        "Jens: Is my camera on?",
        "Formand: I call the meeting to order.",
        "Formand: Let's start with item one, the minutes.",
        "Mona: No comments from me.",
        "Formand: Moving on to item two.",
        "Jens: Heating was more expensive than we expected.",
        "Formand: Thank you. Next item, please.",
        "Mona: The swings are rusty and need paint.",
        "Formand: Is there any other business?",
        "Jens: Nothing here.",
        "Formand: Then the meeting is adjourned.",
        "Mona: Are you taking the bus?",
    ]
    found = aligned(conversation(lines), ENGLISH)
    assert path(found) == ["before"] * 2 + [0, 0, 1, 1, 2, 2, 3, 3, 3, "after"]


def test_an_announcement_at_the_end_of_an_utterance_belongs_to_the_item_it_leaves() -> None:
    lines = [
        "Formand: Punkt 1.",
        "Jens: Ingen bemærkninger.",
        "Formand: Det var godt, og det noterer vi så med tak til sekretariatet for arbejdet. Så er det punkt 2.",
        "Mona: Pengene slår ikke til.",
    ]
    assert path(aligned(conversation(lines), DANISH)) == [0, 0, 0, 1]


def test_printed_numbers_are_understood() -> None:
    of = meeting("Status", "Økonomi", "Eventuelt", numbers=["89/20", "90/20", "91/20"])
    lines = ["Formand: Punkt 89.", "Jens: Det går fremad.", "Formand: Så går vi til punkt 90.", "Mona: Tak."]
    assert path(aligned(conversation(lines), of)) == [0, 0, 1, 1]


def test_a_mention_of_a_later_item_does_not_move_the_meeting() -> None:
    lines = [
        "Formand: Punkt 1, godkendelse af referatet.",
        "Jens: Hvad med legepladsen?",
        "Formand: Det vender vi tilbage til under punkt 3.",
        "Jens: Fint, så har jeg ikke mere til referatet.",
        "Formand: Så går vi til punkt 2, budgettet.",
        "Mona: Budgettet ser fornuftigt ud.",
        "Formand: Så er det punkt 3.",
        "Mona: Gyngerne er rustne.",
    ]
    assert path(aligned(conversation(lines), DANISH)) == [0, 0, 0, 0, 1, 1, 2, 2]


def test_what_a_member_says_of_an_item_weighs_less_than_what_the_chair_does() -> None:
    lines = [
        "Formand: Punkt 1, godkendelse af referatet.",
        "Jens: Punkt 3 glæder jeg mig til.",
        "Mona: Referatet er fint.",
        "Formand: Så går vi til punkt 2, budgettet.",
        "Mona: Budgettet ser fornuftigt ud.",
        "Formand: Så er det punkt 3, legepladsen.",
        "Jens: Endelig.",
    ]
    assert path(aligned(conversation(lines), DANISH)) == [0, 0, 0, 1, 1, 2, 2]


def test_a_return_to_an_earlier_item_is_followed_and_remarked() -> None:
    lines = [
        "Formand: Punkt 1, godkendelse af referatet.",
        "Jens: Jeg har ikke læst det endnu.",
        "Formand: Så går vi til punkt 2, budgettet.",
        "Mona: Budgettet ser fornuftigt ud.",
        "Formand: Lad os vende tilbage til punkt 1.",
        "Jens: Nu har jeg læst det, og jeg er enig.",
        "Formand: Så er det punkt 3, legepladsen.",
        "Mona: Gyngerne er rustne.",
    ]
    found = aligned(conversation(lines), DANISH)
    assert path(found) == [0, 0, 1, 1, 0, 0, 2, 2]
    resumed = next(remark for remark in found.remarks if remark.code == "item-resumed")
    assert resumed.message == "Punkt 1 blev genoptaget senere i mødet."
    assert resumed.start_s is not None


def test_items_taken_in_another_order_are_followed() -> None:
    lines = [
        "Formand: Vi tager punkt 3 først, legepladsen.",
        "Mona: Gyngerne er rustne.",
        "Formand: Så går vi tilbage til punkt 1.",
        "Jens: Referatet er godkendt.",
        "Formand: Punkt 2, budgettet.",
        "Jens: Vi mangler penge.",
        "Formand: Punkt 4, eventuelt.",
        "Mona: Intet.",
    ]
    assert path(aligned(conversation(lines), DANISH)) == [2, 2, 0, 0, 1, 1, 3, 3]


def test_items_taken_together_stand_under_the_first_and_the_reviewer_is_told() -> None:
    lines = [
        "Formand: Punkt 1, referatet.",
        "Jens: Fint.",
        "Formand: Punkt 2 og 3 tager vi under ét.",
        "Mona: Budgettet rækker ikke til legepladsen.",
        "Formand: Så er der eventuelt.",
        "Jens: Nej tak.",
    ]
    found = aligned(conversation(lines), DANISH)
    assert path(found) == [0, 0, 1, 1, 3, 3]
    assert [r.message for r in found.remarks] == ["Punkt 3 blev behandlet sammen med punkt 2 og står der."]


def test_a_postponed_item_stays_empty_and_the_reviewer_is_told() -> None:
    lines = [
        "Formand: Punkt 1, referatet.",
        "Jens: Fint.",
        "Formand: Punkt 2 udsættes til næste møde.",
        "Formand: Så går vi til punkt 3, legepladsen.",
        "Mona: Gyngerne er rustne.",
        "Formand: Så er der eventuelt.",
        "Jens: Nej tak.",
    ]
    found = aligned(conversation(lines), DANISH)
    assert path(found)[3:] == [2, 2, 3, 3]
    assert "item-postponed" in codes(found) or path(found)[2] == 1


def test_a_skipped_item_stays_empty_and_the_reviewer_is_told() -> None:
    lines = [
        "Formand: Punkt 1, referatet.",
        "Jens: Fint.",
        "Formand: Så går vi til punkt 3, legepladsen.",
        "Mona: Gyngerne er rustne.",
        "Formand: Så er der eventuelt.",
        "Jens: Nej tak.",
    ]
    found = aligned(conversation(lines), DANISH)
    assert path(found) == [0, 0, 2, 2, 3, 3]
    assert [r.message for r in found.remarks] == ["Punkt 2 blev ikke fundet i mødet."]


def test_talk_in_an_announced_break_lies_outside() -> None:
    lines = [
        "Formand: Punkt 1, referatet.",
        "Jens: Fint.",
        "Formand: Punkt 2, budgettet.",
        "Mona: Det er et stort budget.",
        "Formand: Så holder vi ti minutters pause.",
        "Jens: Er der mere kaffe?",
        "Mona: Ja, ude i køkkenet.",
        "Formand: Så er vi tilbage.",
        "Mona: Budgettet skal vedtages før jul.",
        "Formand: Punkt 3, legepladsen.",
        "Jens: Gyngerne er rustne.",
    ]
    found = aligned(conversation(lines), DANISH)
    assert path(found) == [0, 0, 1, 1, 1, "break", "break", 1, 1, 2, 2]
    assert [(b.utterance_id, b.item) for b in found.boundaries[2:4]] == [("u0006", None), ("u0008", 1)]
    assert found.boundaries[3].confidence == 1.0


def test_a_long_silence_ends_an_announced_break() -> None:
    lines = [
        "Formand: Punkt 1, referatet.",
        "Formand: Let us take a short break.",
        "Jens: Coffee?",
        "...240",
        "Mona: Referatet mangler et navn.",
        "Formand: Punkt 2, budgettet.",
    ]
    assert path(aligned(conversation(lines), DANISH)) == [0, 0, "break", 0, 1]


def test_a_break_that_is_only_spoken_of_takes_nothing_out() -> None:
    lines = [
        "Formand: Punkt 1, referatet.",
        "Jens: Skal vi holde en pause efter næste punkt?",
        "Mona: Det kan vi godt.",
        "Formand: Efter pausen tager vi legepladsen.",
        "Formand: Punkt 2, budgettet.",
        "Jens: Vi mangler penge.",
    ]
    assert "break" not in path(aligned(conversation(lines), DANISH))


def test_a_speech_does_not_lie_before_the_meeting() -> None:
    lines = [
        "Jens: " + "Kirkegårdsmuren er revnet hele vejen rundt og må renoveres. " * 25,
        "Mona: Tak for det, og rigtig velkommen til debatten om muren.",
        *["Jens: Muren på kirkegården er fra forrige århundrede, og den skal renoveres."] * 20,
    ]
    assert "before" not in path(aligned(conversation(lines, chair=None), meeting("Kirkegårdsmuren", "Skolebusser")))


def test_where_nobody_leads_little_is_taken_for_small_talk() -> None:
    lines = [*UNANNOUNCED * 8, "Jens: Lad os komme i gang med skolebuskørslen.", *UNANNOUNCED * 40]
    assert "before" not in path(aligned(conversation(lines, chair=None), SILENT_AGENDA))


def test_a_late_arrival_changes_no_item() -> None:
    lines = [
        "Formand: Punkt 1, referatet.",
        "Jens: Fint.",
        "Formand: Punkt 2, budgettet.",
        "Mona: Budgettet er stort.",
        "Lone: Undskyld, jeg er forsinket.",
        "Formand: Velkommen til, Lone. Mona fortsætter.",
        "Mona: Budgettet skal vedtages før jul.",
        "Formand: Punkt 3, legepladsen.",
        "Jens: Gyngerne er rustne.",
    ]
    assert path(aligned(conversation(lines), DANISH)) == [0, 0, 1, 1, 1, 1, 1, 2, 2]


SILENT_AGENDA = meeting("Skolebuskørsel", "Vandværkets takster", "Biblioteket åbningstider")
UNANNOUNCED = [
    "Jens: Skolebussen kører for sent om morgenen, og børnene når ikke første time.",
    "Mona: Skolebuskørslen kunne begynde ti minutter tidligere.",
    "Lone: Chaufføren på skolebussen siger, at ruten er for lang.",
    "Jens: Taksterne på vandværket er steget to gange på et år.",
    "Mona: Vandværket skal skifte rør, og taksten dækker det.",
    "Lone: Kan vandværkets takster deles op efter forbrug?",
    "Jens: Biblioteket har åbent til klokken otte om torsdagen.",
    "Mona: Åbningstider på biblioteket om lørdagen mangler.",
    "Lone: Biblioteket kan have ubemandede åbningstider.",
]


def test_items_that_nobody_announces_are_found_by_what_is_said() -> None:
    assert path(aligned(conversation(UNANNOUNCED, chair=None), SILENT_AGENDA)) == [0] * 3 + [1] * 3 + [2] * 3


def test_without_sentence_vectors_words_still_find_the_items() -> None:
    found = aligned(conversation(UNANNOUNCED, chair=None), SILENT_AGENDA, sentence_vectors=False)
    assert path(found) == [0] * 3 + [1] * 3 + [2] * 3


def test_an_unknown_chair_is_known_by_making_the_announcements() -> None:
    known = aligned(conversation(ANNOUNCED), DANISH)
    unknown = aligned(conversation(ANNOUNCED, chair=None), DANISH)
    assert path(unknown) == path(known)


def test_a_presenter_who_begins_to_speak_begins_the_item() -> None:
    of = meeting("Orientering", "Drøftelse", presenters=["Jens Bach", "Mona Krogh"])
    speech = " ".join(["Det har været et travlt år med mange opgaver, og vi er glade for indsatsen."] * 3)
    said = conversation([f"J: {speech}", "K: Tak for det.", f"M: {speech}", "K: Tak for det."], chair=None)
    named = tuple(replace(v, attendee={"J": "a02", "M": "a03"}.get(v.voice)) for v in said.voices)
    assert path(aligned(replace(said, voices=named), of)) == [0, 0, 1, 1]


def test_an_agenda_of_another_meeting_is_refused_instead_of_forced() -> None:
    of = meeting("Valg af dirigent", "Kontingentfastsættelse", "Indkomne forslag fra medlemmerne")
    found = aligned(conversation(UNANNOUNCED * 2, chair=None), of)
    assert codes(found) == ["agenda-does-not-fit"]
    assert set(found.items.values()) == {None}
    assert set(found.outside.values()) == {Outside.BEFORE}
    assert {entry.kind for entry in found.ledger} == {LedgerKind.OUTSIDE, LedgerKind.NO_SPEECH}


@pytest.mark.parametrize(("language", "word"), [("da", "dagsorden"), ("en", "agenda")])
def test_without_an_agenda_everything_but_the_edges_stands_under_one_item(language: str, word: str) -> None:
    of = meeting("Mødet", language=language, implicit_agenda=True)
    found = aligned(conversation(ANNOUNCED), of)
    assert path(found) == ["before"] * 2 + [0] * 12 + ["after"]
    assert codes(found) == ["no-agenda"]
    assert word in found.remarks[0].message


def test_a_meeting_in_which_nothing_was_said_is_remarked() -> None:
    found = aligned(conversation([]), DANISH)
    assert found.items == {}
    assert codes(found) == ["no-utterances"]


def test_a_transcript_without_times_has_no_ledger_and_the_same_items() -> None:
    timed, untimed = (aligned(conversation(ANNOUNCED, times=times), DANISH) for times in (True, False))
    assert path(timed) == path(untimed)
    assert untimed.ledger == ()


def test_boundaries_name_the_change_its_doubt_and_two_other_places() -> None:
    found = aligned(conversation(ANNOUNCED), DANISH)
    assert [(b.utterance_id, b.item) for b in found.boundaries] == [
        ("u0001", None),
        ("u0004", 0),
        ("u0006", 1),
        ("u0009", 2),
        ("u0012", 3),
        ("u0015", None),
    ]
    budget = found.boundaries[2]
    assert budget.confidence > 0.9
    assert len(budget.alternatives) == 2
    assert budget.utterance_id not in budget.alternatives


def test_a_change_that_nobody_announces_is_less_certain_than_an_announced_one() -> None:
    announced = aligned(conversation(ANNOUNCED), DANISH).boundaries[2].confidence
    unannounced = aligned(conversation(UNANNOUNCED, chair=None), SILENT_AGENDA).boundaries[1].confidence
    assert unannounced < announced


def test_one_item_may_take_nearly_the_whole_meeting() -> None:
    debate = ["Mona: Budgettet for skolerne er for lavt i år.", "Jens: Budgettet til vejene er for højt."] * 150
    lines = [
        "Formand: Punkt 1, referatet.",
        "Jens: Fint.",
        "Formand: Punkt 2, budgettet.",
        *debate,
        "Formand: Punkt 3, legepladsen.",
        "Formand: Punkt 4, eventuelt.",
    ]
    assert path(aligned(conversation(lines), DANISH)) == [0, 0, 1, *[1] * 300, 2, 3]


def test_sixty_items_are_told_apart() -> None:
    of = meeting(*(f"Sag om emne{chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(60)))
    lines = [line for i in range(60) for line in (f"Formand: Så går vi til punkt {i + 1}.", "Jens: Det er jeg enig i.")]
    assert path(aligned(conversation(lines), of)) == [i for i in range(60) for _ in range(2)]


@pytest.mark.slow
def test_five_hours_take_seconds() -> None:
    topics = [
        "skolebus",
        "vandværk",
        "bibliotek",
        "havnen",
        "torvet",
        "stadion",
        "svømmehal",
        "museum",
        "parken",
        "vejene",
    ]
    of = meeting(*topics)
    about = [topics[i // 500] for i in range(5000)]
    lines = [f"{'Jens' if i % 2 else 'Mona'}: Jeg taler om {x}, spørgsmål {i} om {x}." for i, x in enumerate(about)]
    began = time.perf_counter()
    found = aligned(conversation(lines, chair=None), of)
    assert time.perf_counter() - began < 60
    right = sum(item == i // 500 for i, item in enumerate(found.items.values()))
    assert right / 5000 > 0.98
