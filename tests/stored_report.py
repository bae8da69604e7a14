"""Stored reports with any content, for tests of what becomes of it."""

import json
from pathlib import Path

from newsqa import schema

RESULT = {"suite": "s", "rule": "control-character", "code": "TXT005", "severity": "error", "evaluated": 10, "failed": 1,
          "share": 0.9, "mostly": 1.0, "status": "fail", "reason": "1 of 10"}  # fmt: skip
FINDING = {"article_id": "a.txt", "path": "a.txt", "line": 3, "column": 5, "end_line": 3, "end_column": 9, "start": 20,
           "end": 25, "code": "TXT005", "rule": "control-character", "severity": "error", "message": "wrong",
           "excerpt": "wrong", "fingerprint": "00000000000000aa", "field": "text"}  # fmt: skip


def write(path, findings=(), results=(), **about):
    """Write a report as JSON; each finding and result is the usual one with some values changed."""
    whole = {
        "newsqa": "0", "suite": "s", "ok": False, "fail_level": "warning", "complete": True, "articles": 10,
        "results": [RESULT | row for row in results] or [RESULT], "broken": [], "notes": [],
        "run": {"paths": ["nowhere"], "format": None, "fields": {}, "reference_time": "2026-01-01T00:00:00+00:00",
                "timezone": None, "phrases": [], "options": {}},
        "by_source": None,
        "findings": [dict.fromkeys(schema.FINDINGS.names) | FINDING | row for row in findings],
    } | about  # fmt: skip
    Path(path).write_text(json.dumps(whole), "utf-8")
    return path
