"""Whether an agenda is of this meeting."""

from __future__ import annotations

import numpy as np

from pipeline.align.cues import Cue, CueKind
from pipeline.align.fit import LIKE_POOR, TOGETHER, Fit, fit
from pipeline.align.text import stems
from pipeline.meeting import AgendaItem

AGENDA = [
    AgendaItem(i, str(i + 1), title)
    for i, title in enumerate(["Renovering af legepladsen", "Priser i svømmehallen", "Plan for cykelstier"])
]
CALLED = [Cue(CueKind.ANNOUNCES, 1.0, 0.0, (i,)) for i in range(len(AGENDA))]
TOGETHER_SAID = ["renovering af legepladsen", "priser i svømmehallen", "plan for cykelstier", "andet"]
SCATTERED = ["renovering", "svømmehallen", "andet", "svømmehallen", "andet", "renovering"]
JUST_BELOW = (
    LIKE_POOR - 0.75 * TOGETHER
)  # enough where the titles' words are said together, too little where they are not


def judged(said: list[str], closest: float | None, called: int = 0, words: int = 200) -> Fit:
    return fit(
        [stems(text) for text in said],
        [words] * len(said),
        AGENDA,
        [tuple(CALLED[:called])] + [()] * (len(said) - 1),
        [1.0] * len(said),
        None if closest is None else np.full(len(AGENDA), closest),
    )


def test_words_that_are_said_but_not_together_make_an_agenda_doubtful() -> None:
    assert judged(TOGETHER_SAID, JUST_BELOW) is Fit.GOOD
    assert judged(SCATTERED, JUST_BELOW) is Fit.POOR


def test_a_meaning_that_comes_close_makes_up_for_the_words() -> None:
    assert judged(["andet", "mere"], LIKE_POOR + 0.001) is Fit.GOOD


def test_an_agenda_is_refused_only_where_nothing_of_it_is_heard() -> None:
    assert judged(["andet", "mere"], 0.8) is Fit.NONE
    assert judged(SCATTERED, 0.8) is Fit.POOR
    assert judged(["andet", "mere"], 0.8, called=1) is Fit.POOR


def test_the_chair_is_believed_who_calls_item_after_item() -> None:
    assert judged(["andet", "mere"], 0.8, called=2) is Fit.GOOD


def test_without_sentence_vectors_words_alone_decide() -> None:
    assert judged(TOGETHER_SAID, None) is Fit.GOOD
    assert judged(["legepladsen", "svømmehallen"], None) is Fit.POOR
    assert judged(["andet", "mere"], None) is Fit.NONE


def test_of_a_few_words_nothing_is_judged() -> None:
    assert judged(["andet", "mere"], 0.5, words=10) is Fit.GOOD
