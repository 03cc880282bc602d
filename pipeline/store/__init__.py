"""The content-addressed store: what was computed once is never computed again, and never read half-written."""

from pipeline.store.artifacts import Artifact, Store
from pipeline.store.fingerprint import fingerprint

__all__ = ["Artifact", "Store", "fingerprint"]
