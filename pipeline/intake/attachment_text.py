"""The text of one document, read in this process alone: what is made to hurt the reader hurts nobody else."""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from pipeline.attachment import Unread
from pipeline.errors import InputError
from pipeline.intake.line import join_broken
from pipeline.intake.pdf_file import PICTURE
from pipeline.intake.printed import limit_memory
from pipeline.intake.read import read_lines
from pipeline.intake.unreadable import UnreadableError

MAX_CHARACTERS = 400_000  # some 150 pages
_MAX_MEMORY = 2 * 2**30
_MAX_PROCESSOR_S = 120  # also of the process in which a PDF is read


def read_text_of(path: Path) -> tuple[str, bool]:
    """Return the text of a document, a paragraph a line, and whether its end was cut off.

    Raises
    ------
    InputError
        It cannot be read, or holds no text.
    """
    paragraphs: list[list[str]] = []  # each in its printed lines
    room, cut = MAX_CHARACTERS, False
    for line in read_lines(path):
        if line.text == PICTURE:
            continue
        text, cut = line.text[:room], len(line.text) > room
        if not (line.joins and paragraphs):
            paragraphs.append([text])
        elif paragraphs[-1][-1].endswith("-"):
            paragraphs[-1][-1] = join_broken(paragraphs[-1][-1], text)
        else:
            paragraphs[-1].append(text)
        if cut:
            break
        room -= len(text)
    text = "\n".join(" ".join(lines) for lines in paragraphs)
    if not any(letter.isalpha() for letter in text):
        raise UnreadableError(path, "there is no text in it", "give a document with text", why=Unread.NO_TEXT)
    return text, cut


def main() -> None:
    """Print the text of the document named on the command line, or why there is none, as JSON."""
    limit_memory(_MAX_MEMORY)
    resource.setrlimit(resource.RLIMIT_CPU, (_MAX_PROCESSOR_S, _MAX_PROCESSOR_S))
    try:
        text, cut = read_text_of(Path(sys.argv[1]))
        told = {"text": text, "cut": cut}
    except UnreadableError as error:
        told = {"unread": error.why}
    except InputError:
        told = {"unread": Unread.DAMAGED}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
