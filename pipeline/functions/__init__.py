"""What a sentence does in a meeting, learned from labelled dialogues: decides, asks, takes on, tells, or nothing."""

from pipeline.functions.function import Function
from pipeline.functions.model import FunctionModel, Known, functions_model
from pipeline.functions.spoken import Spoken, name_words

__all__ = ["Function", "FunctionModel", "Known", "Spoken", "functions_model", "name_words"]
