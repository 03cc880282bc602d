"""Labelled dialogues: what the function model is fitted to, and how well a draft finds what they hold."""

from pipeline.evaluate.functions.dialogues import Dialogue, Wanted, read_dialogues
from pipeline.evaluate.functions.fit import fit, training_rows

__all__ = ["Dialogue", "Wanted", "fit", "read_dialogues", "training_rows"]
