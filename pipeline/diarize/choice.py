"""Which weights tell voices apart when the configuration leaves it open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pipeline.weights import Registry

AUTO = "auto"
COMMUNITY = {"segmentation": "pyannote-community-1-segmentation", "embedding": "pyannote-community-1-embedding"}
SMALL = {"segmentation": "pyannote-segmentation-3.0", "embedding": "campplus-zh-en"}


def chosen(registry: Registry, role: Literal["segmentation", "embedding"], told: str) -> str:
    """Return the id of the weights for a role.

    Parameters
    ----------
    told : str
        An id; or `AUTO`: pyannote's community-1 where both halves of it have been pulled (damaged weights are not
        passed over: opening them says so), otherwise the small ones.
    """
    if told != AUTO:
        return told
    here = all(registry.pulled(model_id) for model_id in COMMUNITY.values())
    return COMMUNITY[role] if here else SMALL[role]
