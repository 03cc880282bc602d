"""How well speech is recognised: ``referat evaluate asr``."""

from pipeline.evaluate.asr.corpus import Clip, load
from pipeline.evaluate.asr.evaluation import evaluate_asr
from pipeline.evaluate.asr.measures import FILLERS, Counts, normalise, word_counts
from pipeline.evaluate.asr.report import AsrReport, ClipScore

__all__ = [
    "FILLERS",
    "AsrReport",
    "Clip",
    "ClipScore",
    "Counts",
    "evaluate_asr",
    "load",
    "normalise",
    "word_counts",
]
