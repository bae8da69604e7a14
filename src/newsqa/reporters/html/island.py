"""Data inside the page: JSON, compressed, as text that no parser takes for anything else."""

from __future__ import annotations

import base64
import gzip
import json
from typing import Any


def island(name: str, value: Any) -> str:
    """Return an element that holds a value; the page's script reads it when it is needed."""
    packed = gzip.compress(json.dumps(value, separators=(",", ":")).encode(), 6, mtime=0)
    return f'<script type="application/gzip" id="{name}">{base64.b64encode(packed).decode()}</script>\n'
