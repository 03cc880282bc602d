"""Labelled dialogues: what the function model is fitted to, and how well a draft finds what they hold."""

from pipeline.evaluate.functions.dialogues import Dialogue, Wanted, read_dialogues
from pipeline.evaluate.functions.fit import begins_rows, fit, fit_begins, training_rows

__all__ = ["Dialogue", "Wanted", "begins_rows", "fit", "fit_begins", "read_dialogues", "training_rows"]
