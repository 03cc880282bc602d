"""Danish speech as reported speech: word order, pronouns, stance; what cannot be turned is quoted, never guessed."""

from __future__ import annotations

import pytest

from pipeline.draft.danish.grammar import DanishGrammar
from pipeline.draft.language import Speaker, Stance

GRAMMAR = DanishGrammar()
MEMBER = Speaker("Et medlem", "bestyrelsen", "bestyrelsens", "bestyrelsen", frozenset({"søren"}))
GUEST = Speaker("En deltager", "de", "deres", "dem")


def report(said: str, speaker: Speaker = MEMBER) -> tuple[str, Stance, bool]:
    clause = GRAMMAR.report(GRAMMAR.clean(said), speaker)
    assert clause is not None
    return clause.text, clause.stance, clause.quoted


@pytest.mark.parametrize(
    ("said", "clause"),
    [
        ("Jeg synes, at vi skal offentliggøre prisen.", "prisen bør offentliggøres"),
        ("Vi skal sælge bygningen inden jul.", "bygningen skal sælges inden jul"),
        ("Vi skal ikke sælge bygningen.", "bygningen ikke skal sælges"),
        ("Vi skal bruge flere penge på skolen.", "man skal bruge flere penge på skolen"),
    ],
)
def test_the_passive_is_used_where_the_object_is_plain(said: str, clause: str) -> None:
    assert report(said)[0] == clause


@pytest.mark.parametrize(
    ("said", "clause"),
    [
        ("Vi har ikke fået svar fra kommunen endnu.", "man ikke har fået svar fra kommunen endnu"),
        ("Nu har vi ventet i to år.", "man nu har ventet i to år"),
        ("I går talte jeg med borgmesteren.", "vedkommende i går talte med borgmesteren"),
        ("Derfor bør vi ikke vente.", "man derfor ikke bør vente"),
        ("Desværre har leverandøren ikke leveret til tiden.", "leverandøren desværre ikke har leveret til tiden"),
        ("Vi må aldrig komme i den situation igen.", "man aldrig må komme i den situation igen"),
        ("Så har Søren Dahl skrevet, at han er syg.", "Søren Dahl har skrevet, at han er syg"),
        ("Jeg ved ikke, om det holder.", "vedkommende ikke ved, om det holder"),
        ("Hvis vi venter, mister vi tilskuddet.", "hvis man venter, mister man tilskuddet"),
        (
            "Prisen er ikke fastsat, men vi regner med 10 mio. kr.",
            "prisen ikke er fastsat, men at man regner med 10 mio. kr",
        ),
    ],
)
def test_the_adverb_stands_before_the_verb_of_a_subordinate_clause(said: str, clause: str) -> None:
    assert report(said)[0] == clause


def test_whom_we_stands_for_is_never_guessed() -> None:
    said = "Vi er glade for vores nye bus."
    for speaker in (MEMBER, GUEST):
        assert report(said, speaker)[0] == "de er glade for deres nye bus"


@pytest.mark.parametrize(
    ("said", "clause"),
    [
        ("Vores faste udgifter er steget med 10 procent.", "de faste udgifter er steget med 10 procent"),
        ("Mange af vores lejere kommer fra byen.", "mange af lejerne kommer fra byen"),
        ("Vores revisor har set på regnskabet.", "revisoren har set på regnskabet"),
        ("Vi er glade for vores nye hus.", "man er glade for det nye hus"),
        ("Det koster os 20.000 kroner om året.", "det koster dem 20.000 kroner om året"),
    ],
)
def test_ours_needs_no_owner_where_the_definite_form_is_certain(said: str, clause: str) -> None:
    assert report(said)[0] == clause


def test_a_reflexive_pronoun_stays_reflexive() -> None:
    assert report("Vi skal bestemme os senest i januar.")[0] == "man skal bestemme sig senest i januar"


@pytest.mark.parametrize(
    ("said", "stance"),
    [
        ("Jeg tror, at det bliver dyrere.", Stance.BELIEVE),
        ("Det bliver dyrere, tror jeg.", Stance.BELIEVE),
        ("Jeg tror ikke, at det bliver dyrere.", Stance.DOUBT),
        ("Jeg foreslår, at det udskydes til maj.", Stance.PROPOSE),
        ("Jeg er bekymret for, at det bliver dyrere.", Stance.CONCERN),
        ("Jeg vil opfordre til, at de pårørende inddrages.", Stance.URGE),
        ("Jeg håber, at det bliver billigere.", Stance.HOPE),
        ("Det er vigtigt, at vi får en aftale på plads.", Stance.STRESS),
        ("Jeg har talt med borgmesteren.", Stance.PERSONAL),
    ],
)
def test_the_stance_of_the_speaker_is_kept(said: str, stance: Stance) -> None:
    assert report(said)[1] is stance


@pytest.mark.parametrize("hedge", ["måske", "nok", "vel", "formentlig"])
def test_hedges_are_never_dropped(hedge: str) -> None:
    assert hedge in report(f"Vi har {hedge} brug for en ny maskine.")[0].split()


@pytest.mark.parametrize("negation", ["ikke", "aldrig", "næppe"])
def test_negations_are_never_dropped(negation: str) -> None:
    assert negation in report(f"Regionen har {negation} svaret på brevet.")[0].split()


@pytest.mark.parametrize(
    "said", ["Du skal huske din nøgle.", "Det mener jeg ikke er rigtigt.", "De maskiner, som vi købte, er ikke kommet."]
)
def test_what_cannot_be_turned_is_quoted(said: str) -> None:
    text, _, quoted = report(said)
    assert quoted
    assert text == said.rstrip(".")


@pytest.mark.parametrize("said", ["En rigtig fin rapport.", "Ja, netop.", "Godt så."])
def test_what_is_no_clause_is_not_reported(said: str) -> None:
    assert GRAMMAR.report(GRAMMAR.clean(said), MEMBER) is None


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("Har I overvejet at sælge huset?", "om man har overvejet at sælge huset"),
        ("Hvornår forventer I at være færdige?", "hvornår man forventer at være færdige"),
        ("Kan du sige noget om økonomien?", "til økonomien"),
        ("Må jeg spørge, om der er styr på stilladset?", "om der er styr på stilladset"),
        ("Hvad koster en ny maskine?", "hvad en ny maskine koster"),
        ("Hvorfor blev mødet ikke aflyst?", "hvorfor mødet ikke blev aflyst"),
        ("Hvordan sikrer vi, at det ikke sker igen?", "hvordan man sikrer, at det ikke sker igen"),
        ("Hvad sker der, hvis vi ikke får tilskuddet?", "hvad der sker, hvis man ikke får tilskuddet"),
        ("Bliver de nye regler indført til januar?", "om de nye regler bliver indført til januar"),
        ("Har de gamle huse fået nye vinduer?", "om de gamle huse har fået nye vinduer"),
        ("Skal det godkendes, eller bestemmer vi selv?", "om det skal godkendes, eller om man bestemmer selv"),
        ("Er det allerede 60 år siden?", "om det allerede er 60 år siden"),
        ("Hvem har ansvaret for det?", "hvem der har ansvaret for det"),
        ("Hvor mange patienter venter?", None),
    ],
)
def test_the_inversion_of_a_question_is_undone(question: str, clause: str | None) -> None:
    assert GRAMMAR.ask(GRAMMAR.clean(question), MEMBER) == clause


@pytest.mark.parametrize(
    ("said", "cleaned"),
    [
        ("Øh, vi har, øh, tre tilbud.", "vi har tre tilbud."),
        ("Vi skal vi skal sende den.", "vi skal sende den."),
        ("Den gamle ville ikke, øh, den ville ikke gå med.", "Den gamle ville ikke gå med."),
        ("Tak for ordet. Prisen er for høj.", "Prisen er for høj."),
        ("Prisen er jo for høj.", "Prisen er for høj."),
        ("Jo mere vi venter, jo dyrere bliver det.", "Jo mere vi venter, jo dyrere bliver det."),
        ("Lageret, altså flislageret, er fuldt.", "Lageret, flislageret, er fuldt."),
        ("Vi mangler to to-værelses lejligheder.", "Vi mangler to to-værelses lejligheder."),
    ],
)
def test_fillers_and_false_starts_are_dropped(said: str, cleaned: str) -> None:
    assert GRAMMAR.clean(said) == cleaned


def test_somebody_who_reads_this_can_hear_who_is_asked() -> None:
    assert GRAMMAR.request("Bettina, kan du sende planen rundt inden fredag?", MEMBER) == (
        ("Bettina",),
        "sender planen rundt inden fredag",
    )
    assert GRAMMAR.request("Lone, vil du og Pia stå for programmet?", MEMBER) == (
        ("Lone", "Pia"),
        "står for programmet",
    )
    assert GRAMMAR.request("Jens, du rakte hånden op.", MEMBER) is None
    assert GRAMMAR.call("Hvem skriver det første nyhedsbrev?", MEMBER) == "skriver det første nyhedsbrev"
    assert GRAMMAR.commitment("Jeg sender det rundt i morgen.", MEMBER) == "sender det rundt i morgen"
    assert GRAMMAR.commitment("Jeg er træt.", MEMBER) is None
