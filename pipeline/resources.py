"""Where the files that come with the code lie: in the checkout, or inside the installed package."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """Return the path of a file or folder such as ``configs/default.toml`` or ``templates/referat``.

    Raises
    ------
    FileNotFoundError
        It is neither in the checkout nor in the installed package: the installation is broken.
    """
    for root in (_PACKAGE / "resources", _PACKAGE.parent):
        if (root / name).exists():
            return root / name
    raise FileNotFoundError(name)
