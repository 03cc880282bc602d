"""Try to refute every sentence of the draft, and say what it leaves out."""

from pipeline.check.stage import VERSION, check, degraded

__all__ = ["VERSION", "check", "degraded"]
