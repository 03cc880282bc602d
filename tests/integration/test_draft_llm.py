"""The draft by a real llama.cpp server: with a tiny random model made here, and with a real small one where given.

xllamacpp holds llama.cpp's server, and gguf writes the model: both come with the development dependencies, and neither
is needed to use Referat. REFERAT_LLAMA_MODEL names the gguf file of a real instruction model.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.draft import DraftOptions, draft
from pipeline.meeting import AgendaItem, Attendee, Body, ItemKind, Meeting, Role, Style
from pipeline.minutes import Alignment, Origin
from pipeline.transcript import Conversation, Utterance, VoiceName, Word

if TYPE_CHECKING:
    from collections.abc import Iterator

PYTHON = sys.executable
MODEL = os.environ.get("REFERAT_LLAMA_MODEL", "")
CONTEXT = 8192
SAID = (
    ("a02", "The roof of the boathouse was damaged by the storm in August."),
    ("a02", "The cheapest quotation is 64,000 pounds."),
    ("a03", "I think we should ask for one more quotation before Christmas."),
    ("a01", "So we approve the repair of the roof."),
)

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


def write(address: str, timeout_s: float, max_tokens: int, said: tuple[tuple[str, str], ...] = SAID):
    spoken, aligned, of = board(said)
    options = DraftOptions(
        engine="llm", model="local", base_url=address, timeout_s=timeout_s, retries=0, max_tokens=max_tokens
    )
    return draft(spoken, aligned, of, options)


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
