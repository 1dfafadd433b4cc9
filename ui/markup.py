"""Attributes whose names Python cannot write as arguments."""

from __future__ import annotations

from typing import Any


def attributes(**named: str) -> dict[str, Any]:
    """Attributes for a Dash component: ``aria_label="…"`` stands for ``aria-label``."""
    return {name.replace("_", "-"): value for name, value in named.items()}
