"""Fits the function model to labelled dialogues."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from pipeline.draft.hearing import sentence_features
from pipeline.draft.languages import language_of
from pipeline.draft.people import People
from pipeline.draft.sentences import read_item
from pipeline.draft.spelling import is_unpunctuated
from pipeline.functions import Known
from pipeline.functions.model import FUNCTIONS, FunctionModel, key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.draft.sentences import Sentence
    from pipeline.evaluate.functions.dialogues import Dialogue
    from pipeline.functions import Function
    from pipeline.functions.features import Features

INVERSE_REGULARISATION = 0.2
NEVER = -12.0  # bias of a function that no sentence has
COMMON = 2 * len(Known)  # rows in which a feature must occur: two sentences, each with all that can be known

Row = tuple["Features", frozenset["Function"]]


def training_rows(dialogue: Dialogue, known: Known = Known.NAMES) -> list[Row]:
    """The features of every sentence of a dialogue, and the labels of the utterances that it was said in."""
    said, people = _read(dialogue, known)
    seen = sentence_features(said, dialogue.meeting.items[dialogue.index], people)
    labels = [frozenset(label for ref in one.evidence for label in dialogue.labels[ref]) for one in said]
    return list(zip(seen, labels, strict=True))


def _read(dialogue: Dialogue, known: Known) -> tuple[tuple[Sentence, ...], People]:
    language = language_of(dialogue.meeting.language)
    conversation = dialogue.conversation
    spoken = conversation.utterances
    if known is not Known.NAMES:
        conversation = replace(conversation, voices=())
    chair = dialogue.meeting.chair
    leader = chair.key if chair is not None and known is Known.LEADER else None
    said = read_item(dialogue.index, spoken, conversation, language, 0.0, unpunctuated=is_unpunctuated(spoken))
    return said.sentences, People(dialogue.meeting, language, leader=leader)


def fit(rows: Sequence[Row]) -> FunctionModel:
    """Fit one logistic regression a function; features seen in fewer than `COMMON` rows are left out."""
    counts = Counter(key_of(feature) for seen, _ in rows for feature in seen)
    keys = np.array(sorted(key for key, count in counts.items() if count >= COMMON), np.uint32)
    matrix = _matrix([seen for seen, _ in rows], keys)
    weights = np.zeros((len(keys), len(FUNCTIONS)), np.float32)
    bias = np.full(len(FUNCTIONS), NEVER, np.float32)
    for column, function in enumerate(FUNCTIONS):
        has = np.array([function in labels for _, labels in rows])
        if has.any() and not has.all():
            fitted = LogisticRegression(C=INVERSE_REGULARISATION, solver="liblinear", random_state=0).fit(matrix, has)
            weights[:, column], bias[column] = fitted.coef_[0], fitted.intercept_[0]
    return FunctionModel(keys, weights, bias)


def _matrix(rows: Iterable[Features], keys: np.ndarray) -> csr_matrix:
    """The features as numbers. shape = (n_rows, n_keys)"""
    place = {int(key): at for at, key in enumerate(keys)}
    values: list[float] = []
    columns: list[int] = []
    starts = [0]
    for row in rows:
        for feature, value in row.items():
            at = place.get(key_of(feature))
            if at is not None:
                columns.append(at)
                values.append(value)
        starts.append(len(columns))
    return csr_matrix(
        (np.array(values), np.array(columns, np.int32), np.array(starts, np.int32)), shape=(len(starts) - 1, len(keys))
    )
