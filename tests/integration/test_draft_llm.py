"""The draft by a real llama.cpp server: with a tiny random model made here, and with a real small one where given.

And by servers that misbehave on the wire, or answer as they are told.

xllamacpp holds llama.cpp's server, and gguf writes the model: both come with the development dependencies, and neither
is needed to use Referat. REFERAT_LLAMA_MODEL names the gguf file of a real instruction model.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import socketserver
import subprocess
import sys
import threading
import time
import urllib.request
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.draft import DraftOptions, draft
from pipeline.draft.llm.engine import TOKENS_A_STATEMENT, most_statements
from pipeline.draft.llm.prompt import Line, halves
from pipeline.meeting import AgendaItem, Attendee, Body, ItemKind, Meeting, Role, Style
from pipeline.minutes import Alignment, Origin, StatementKind
from pipeline.transcript import Conversation, Utterance, VoiceName, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline.minutes import Draft

PYTHON = sys.executable
MODEL = os.environ.get("REFERAT_LLAMA_MODEL", "")
CONTEXT = 8192
SAID = (
    ("a02", "The roof of the boathouse was damaged by the storm in August."),
    ("a02", "The cheapest quotation is 64,000 pounds."),
    ("a03", "I think we should ask for one more quotation before Christmas."),
    ("a01", "So we approve the repair of the roof."),
)
NUMBERED = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
PACKED = gzip.compress(b" " * 2**24)

MAKE_MODEL = """
import sys
import gguf
import numpy as np

embedding, hidden, heads, layers = 32, 64, 2, 1
tokens = [b"<unk>", b"<s>", b"</s>", *(f"<0x{i:02X}>".encode() for i in range(256)), *map(chr, range(32, 127))]
types = [2, 3, 3, *[6] * 256, *[1] * 95]
writer = gguf.GGUFWriter(sys.argv[1], "llama")
writer.add_context_length(int(sys.argv[2]))
writer.add_embedding_length(embedding)
writer.add_block_count(layers)
writer.add_feed_forward_length(hidden)
writer.add_head_count(heads)
writer.add_head_count_kv(heads)
writer.add_layer_norm_rms_eps(1e-5)
writer.add_rope_dimension_count(embedding // heads)
writer.add_vocab_size(len(tokens))
writer.add_tokenizer_model("llama")
writer.add_token_list(tokens)
writer.add_token_scores([0.0] * len(tokens))
writer.add_token_types(types)
writer.add_bos_token_id(1)
writer.add_eos_token_id(2)
writer.add_unk_token_id(0)
writer.add_chat_template("{% for m in messages %}{{ m['role'] }}: {{ m['content'] }}\\n{% endfor %}assistant: ")
random = np.random.default_rng(0)
weight = lambda name, *shape: writer.add_tensor(name, (random.standard_normal(shape) * 0.05).astype(np.float32))
one = lambda name: writer.add_tensor(name, np.ones(embedding, np.float32))
weight("token_embd.weight", len(tokens), embedding)
weight("output.weight", len(tokens), embedding)
one("output_norm.weight")
for layer in range(layers):
    one(f"blk.{layer}.attn_norm.weight")
    one(f"blk.{layer}.ffn_norm.weight")
    for part in ("attn_q", "attn_k", "attn_v", "attn_output"):
        weight(f"blk.{layer}.{part}.weight", embedding, embedding)
    weight(f"blk.{layer}.ffn_gate.weight", hidden, embedding)
    weight(f"blk.{layer}.ffn_up.weight", hidden, embedding)
    weight(f"blk.{layer}.ffn_down.weight", embedding, hidden)
writer.write_header_to_file()
writer.write_kv_data_to_file()
writer.write_tensors_to_file()
writer.close()
"""

SERVE = """
import sys
import time
import xllamacpp

params = xllamacpp.CommonParams()
params.model.path = sys.argv[1]
params.hostnames = ["127.0.0.1"]
params.port = 0
params.n_ctx = int(sys.argv[2])
params.n_parallel = 1
params.warmup = False
params.cpuparams.n_threads = 2
server = xllamacpp.Server(params)
print("listening", server.listening_address, flush=True)
time.sleep(3600)
"""


@contextmanager
def serving(model: Path) -> Iterator[str]:
    """llama.cpp's server as a process; its address once it answers."""
    command = [PYTHON, "-c", SERVE, str(model), str(CONTEXT)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        try:
            address = next(line.split()[1] for line in process.stdout if line.startswith("listening"))
            ends_at = time.monotonic() + 60
            while time.monotonic() < ends_at and not _healthy(address):
                time.sleep(0.2)
            yield f"{address}/v1"
        finally:
            process.terminate()


def _healthy(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def board(said: tuple[tuple[str, str], ...] = SAID) -> tuple[Conversation, Alignment, Meeting]:
    people = (
        Attendee("a01", "Ann Reed", role=Role.CHAIR),
        Attendee("a02", "Bob Stone"),
        Attendee("a03", "Carol Finch"),
    )
    item = AgendaItem(0, "1", "Repair of the roof", ItemKind.DECISION, ("Bob Stone",))
    of = Meeting("Board meeting", "en", None, None, "", Style.EXTENDED, Body("Board of Elm Court"), people, (item,))
    spoken = tuple(
        Utterance(f"u{n}", key, tuple(map(Word, text.split()))) for n, (key, text) in enumerate(said, start=1)
    )
    names = tuple(VoiceName(one.key, one.key, 5.0) for one in people)
    return Conversation(spoken, names, None), Alignment({one.id: 0 for one in spoken}, {}, (), ()), of


def write(
    address: str, timeout_s: float, max_tokens: int, said: tuple[tuple[str, str], ...] = SAID, **more: int
) -> Draft:
    spoken, aligned, of = board(said)
    settings = {"retries": 0, **more}
    options = DraftOptions(
        engine="llm", model="local", base_url=address, timeout_s=timeout_s, max_tokens=max_tokens, **settings
    )
    return draft(spoken, aligned, of, options)


def rules(said: tuple[tuple[str, str], ...] = SAID) -> Draft:
    spoken, aligned, of = board(said)
    return draft(spoken, aligned, of, DraftOptions())


@contextmanager
def on_the_wire(speak: Callable[[dict, socketserver.StreamRequestHandler], None]) -> Iterator[tuple[str, list[dict]]]:
    """A server that speaks as it is told once it has read a request; its address and the requests."""
    asked: list[dict] = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            head = b"".join(iter(self.rfile.readline, b"\r\n"))
            length = re.search(rb"(?i)content-length: (\d+)", head)
            assert length is not None
            body = json.loads(self.rfile.read(int(length[1])))
            asked.append(body)
            with suppress(ConnectionError):  # the client may have left
                speak(body, self)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/v1", asked
        finally:
            server.shutdown()
            thread.join()


def reply(to: socketserver.StreamRequestHandler, status: str, data: bytes, *more: str) -> None:
    head = "\r\n".join((f"HTTP/1.1 {status}", f"Content-Length: {len(data)}", "Connection: close", *more))
    to.wfile.write(head.encode() + b"\r\n\r\n" + data)


def answer(to: socketserver.StreamRequestHandler, *statements: dict) -> None:
    content = json.dumps({"statements": statements})
    reply(to, "200 OK", json.dumps({"choices": [{"finish_reason": "stop", "message": {"content": content}}]}).encode())


def lines_in(body: dict) -> list[dict]:
    return [json.loads(line) for line in body["messages"][-1]["content"].splitlines() if line.startswith("{")]


def noted(line: dict, **more: object) -> dict:
    return {"kind": "remark", "text": f"It was noted: {line['text']}", "evidence": [line["id"]], **more}


def test_a_random_model_cannot_put_anything_into_the_draft(tmp_path: Path) -> None:
    model = tmp_path / "tiny.gguf"
    subprocess.run([PYTHON, "-c", MAKE_MODEL, str(model), str(CONTEXT)], check=True, capture_output=True)
    spoken, aligned, of = board(SAID[-1:])  # one utterance: an answer that is cut off is not asked for in halves
    with serving(model) as address:
        found = write(address, timeout_s=120, max_tokens=64, said=SAID[-1:])
    assert found.items == draft(spoken, aligned, of, DraftOptions()).items
    assert [one.code for one in found.remarks] == ["llm-fallback"]
    assert not found.remarks[0].message.endswith(("did not answer.", "reported an error.")), (
        "the server must have answered"
    )


@pytest.mark.slow
@pytest.mark.skipif(not MODEL, reason="needs REFERAT_LLAMA_MODEL, the gguf file of an instruction model")
def test_a_real_small_model_writes_only_what_was_said() -> None:
    with serving(Path(MODEL)) as address:
        found = write(address, timeout_s=900, max_tokens=700)
    ids = {f"u{n}" for n in range(1, 5)}
    assert found.items[0].statements
    assert all(set(one.evidence) <= ids for one in found.statements)
    assert any("approved the repair of the roof" in one.text for one in found.statements)
    assert {one.origin for one in found.statements} == {Origin.LLM, Origin.EXTRACTIVE} or found.remarks


def _hangs_up(_body: dict, to: socketserver.StreamRequestHandler) -> None:
    to.connection.close()


def _hangs_up_half_way(_body: dict, to: socketserver.StreamRequestHandler) -> None:
    to.wfile.write(b'HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{"choices": [')


def _speaks_no_http(_body: dict, to: socketserver.StreamRequestHandler) -> None:
    to.wfile.write(b"220 mail ready\r\n")


def _drips_its_head(_body: dict, to: socketserver.StreamRequestHandler) -> None:
    to.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    for _ in range(400):
        to.wfile.write(b"x")
        time.sleep(0.05)


def _says_500(_body: dict, to: socketserver.StreamRequestHandler) -> None:
    reply(to, "500 Internal Server Error", b"Traceback")


def _says_401(_body: dict, to: socketserver.StreamRequestHandler) -> None:
    reply(to, "401 Unauthorized", b"{}")


def _sends_ten_megabytes(_body: dict, to: socketserver.StreamRequestHandler) -> None:
    content = json.dumps("The roof. " * 1_000_000)
    reply(to, "200 OK", b'{"choices": [{"message": {"content": ' + content.encode() + b"}}]}")


def _packs_much_into_little(_body: dict, to: socketserver.StreamRequestHandler) -> None:
    reply(to, "200 OK", PACKED, "Content-Encoding: gzip")


def _has_no_room(_body: dict, to: socketserver.StreamRequestHandler) -> None:
    reply(to, "400 Bad Request", b'{"error": {"type": "exceed_context_size_error"}}')


@pytest.mark.parametrize(
    ("speak", "reason", "attempts"),
    [
        (_hangs_up, "the server did not answer", 2),
        (_hangs_up_half_way, "the server did not answer", 2),
        (_speaks_no_http, "the server did not answer", 2),
        (_drips_its_head, "the answer took too long", 1),
        (_says_500, "the server reported an error", 2),
        (_says_401, "the server reported an error", 1),
        (_sends_ten_megabytes, "the answer could not be read", 2),
        (_packs_much_into_little, "the answer could not be read", 2),
        (_has_no_room, "the answer was too long", 1),
    ],
)
def test_a_server_that_misbehaves_leaves_the_extractive_draft_and_says_so(
    speak: Callable[[dict, socketserver.StreamRequestHandler], None], reason: str, attempts: int
) -> None:
    said = SAID[-1:]
    started = time.monotonic()
    with on_the_wire(speak) as (address, asked):
        found = write(address, 0.5 if speak is _drips_its_head else 20, 500, said, retries=1)
        took_s = time.monotonic() - started
    assert found.items == rules(said).items
    assert [one.message for one in found.remarks] == [f"Item 1 was written without the language model: {reason}."]
    assert len(asked) == attempts
    assert took_s < 15


def test_what_could_not_be_read_is_asked_for_again_less_coldly() -> None:
    def speak(body: dict, to: socketserver.StreamRequestHandler) -> None:
        if body["seed"]:
            answer(to, noted(lines_in(body)[0]))
        else:
            reply(to, "200 OK", b"Certainly! Here are the minutes.")

    with on_the_wire(speak) as (address, asked):
        found = write(address, 5, 500, retries=1)
    assert Origin.LLM in {one.origin for one in found.statements}
    assert [(one["seed"], one["temperature"] > 0) for one in asked] == [(0, False), (1, True)]


def test_a_part_that_the_server_has_no_room_for_is_asked_for_in_halves_and_stays_in_order() -> None:
    said = tuple(("a02", f"Flat {n} of {word} house has a leak in the kitchen.") for n, word in enumerate(NUMBERED, 11))

    def speak(body: dict, to: socketserver.StreamRequestHandler) -> None:
        lines = lines_in(body)
        if len(lines) > 1:
            reply(to, "400 Bad Request", b'{"message": "This model\'s maximum context length is 64 tokens"}')
        else:
            answer(to, noted(lines[0], kind="question"))

    with on_the_wire(speak) as (address, _):
        found = write(address, 5, 500, said)
    assert [one.evidence for one in found.items[0].statements if one.origin is Origin.LLM] == [
        (f"u{n}",) for n in range(1, len(said) + 1)
    ]


def test_a_part_of_which_nothing_is_written_keeps_what_the_rules_found_in_it() -> None:
    said = tuple(
        ("a03", f"The {word} flat must be repaired because the water damage there is {n + 20} square metres.")
        for n, word in enumerate(NUMBERED * 2)
    )

    def speak(body: dict, to: socketserver.StreamRequestHandler) -> None:
        lines = lines_in(body)
        answer(to, *(() if lines[0]["id"] == "u1" else map(noted, lines)))

    with on_the_wire(speak) as (address, asked):
        found = write(address, 5, 500, said, part_words=200)
    assert len(asked) == 2
    silent = {line["id"] for line in lines_in(asked[0])} - {line["id"] for line in lines_in(asked[1])}
    remarks = [one for one in rules(said).statements if one.kind is StatementKind.REMARK]
    of_rules = [one for one in remarks if set(one.evidence) <= silent]
    kept = [one for one in found.statements if one.origin is Origin.EXTRACTIVE and one.kind is StatementKind.REMARK]
    assert [(one.text, one.evidence) for one in kept] == [(one.text, one.evidence) for one in of_rules] != []


def test_a_model_that_writes_the_decision_only_leaves_the_discussion_to_the_rules() -> None:
    def speak(_body: dict, to: socketserver.StreamRequestHandler) -> None:
        answer(to, noted({"text": "", "id": "u4"}, kind="decision", text="The repair of the roof was approved."))

    with on_the_wire(speak) as (address, _):
        found = write(address, 5, 500)
    assert "The repair of the roof was approved." in [one.text for one in found.statements]
    settled = (StatementKind.DECISION, StatementKind.CLOSING)
    discussed = [[one.text for one in of.statements if one.kind not in settled] for of in (found, rules())]
    assert discussed[0] == discussed[1] != []


def test_a_decision_that_the_model_left_out_of_an_utterance_with_two_is_kept() -> None:
    said = (("a01", "So we approve the repair of the roof. And we approve the budget for the library."),)

    def speak(body: dict, to: socketserver.StreamRequestHandler) -> None:
        answer(to, noted({"text": "", "id": "u1"}, kind="decision", text="The repair of the roof was approved."))

    with on_the_wire(speak) as (address, _):
        found = write(address, 5, 500, said)
    texts = [one.text for one in found.statements]
    assert "The repair of the roof was approved." in texts
    assert sum("roof" in text for text in texts) == 1
    assert sum("library" in text for text in texts) == 1


def test_an_answer_has_room_for_the_statements_that_are_asked_for() -> None:
    assert most_statements(2500, 2048) == 2048 // TOKENS_A_STATEMENT
    assert most_statements(200, 2048) == 5
    assert most_statements(2500, 64) == 1


def test_a_long_utterance_by_itself_can_be_halved_and_keeps_its_id() -> None:
    words = [f"w{n}" for n in range(100)]
    one, two = halves([Line("u1", "Et medlem", " ".join(words))])
    assert (one[0].id, two[0].id) == ("u1", "u1")
    assert (one[0].text + " " + two[0].text).split() == words
    assert len(halves([Line("u1", "Et medlem", "Ja, det er godt.")])) == 1
