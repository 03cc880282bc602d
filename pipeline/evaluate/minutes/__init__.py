"""How good the draft is: the facts it holds, the errors the check catches, the decisions it does not miss."""

from pipeline.evaluate.minutes.facts import Fact, FactScore, read_facts, score_facts
from pipeline.evaluate.minutes.report import MinutesReport, evaluate_minutes

__all__ = ["Fact", "FactScore", "MinutesReport", "evaluate_minutes", "read_facts", "score_facts"]
