"""How good the draft is: the facts it holds, the errors the check catches, the decisions it does not miss."""

from pipeline.evaluate.minutes.facts import Fact, FactScore, read_facts, score_facts

__all__ = ["Fact", "FactScore", "read_facts", "score_facts"]
