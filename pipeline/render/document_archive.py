"""Writes docs/archive.md: ``python -m pipeline.render.document_archive > docs/archive.md``."""

from __future__ import annotations

import json
import sys

from pipeline.render.archive import DIGESTS, METADATA, schema

_PAGE = """# The archive package

This page is written by `python -m pipeline.render.document_archive > docs/archive.md`; do not edit it by hand.

`referat archive` ([secretary.md](secretary.md); in code `pipeline.render.write_archive`) puts a referat into one zip
for a records system:

```
referat archive MEETING_DIR --out sag.zip --case-number 2026-0417 --approved-by "Per Holm, formand" \\
    --confidentiality public
```

| entry | what |
|---|---|
| `documents/` | the documents as they were written: `referat.pdf`, `referat.docx`, ... |
| `METADATA` | title, body, date, case number, confidentiality, status, approvals, the list of documents; schema below |
| `DIGESTS` | the SHA-256 of every other entry, one a line: digest, two spaces, name |

`sha256sum --check DIGESTS` reads the digest list in the unpacked folder. Entries are sorted and bear no time: the same
files and metadata give the same package, byte for byte.

A public package is made from the public edition and says so in `confidentiality`: of a closed item it holds nothing
but the heading. Without an approval it holds the draft, and `status` says so.

## Schema of `METADATA`

UTF-8, JSON Schema (draft 2020-12):

```json
SCHEMA
```
"""


def page() -> str:
    """The whole page."""
    text = json.dumps(schema(), ensure_ascii=False, indent=2)
    return _PAGE.replace("METADATA", METADATA).replace("DIGESTS", DIGESTS).replace("SCHEMA", text)


if __name__ == "__main__":
    sys.stdout.write(page())
