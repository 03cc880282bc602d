"""Who said it: names from what is said, and words under the right voice."""

from pipeline.evaluate.speakers.naming import NameScore
from pipeline.evaluate.speakers.plates import PlateScore, score_plates
from pipeline.evaluate.speakers.rates import Errors, WordScores, score_words
from pipeline.evaluate.speakers.report import MeetingScore, SpeakersReport, evaluate_speakers

__all__ = [
    "Errors",
    "MeetingScore",
    "NameScore",
    "PlateScore",
    "SpeakersReport",
    "WordScores",
    "evaluate_speakers",
    "score_plates",
    "score_words",
]
