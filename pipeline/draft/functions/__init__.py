"""What a sentence does in a meeting, learned from labelled dialogues: decides, asks, takes on, tells, or nothing."""

from pipeline.draft.functions.function import Function
from pipeline.draft.functions.model import FunctionModel, Hearing, hear, model_for

__all__ = ["Function", "FunctionModel", "Hearing", "hear", "model_for"]
