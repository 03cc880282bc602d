"""A badly behaved OpenAI-compatible server, run as a process by the tests: the model's name says how it behaves.

It prints its port. GET /requests returns the bodies it was sent.
"""

from __future__ import annotations

import contextlib
import json
import sys
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

REQUESTS: list[dict] = []  # what it was sent, for the test to read
SEEN: Counter[str] = Counter()


def ids_in(body: dict) -> list[str]:
    schema = body["response_format"]["json_schema"]["schema"]
    return schema["properties"]["statements"]["items"]["properties"]["evidence"]["items"]["enum"]


def statement(text: str, evidence: list[str], kind: str = "remark", **more: object) -> dict:
    return {"kind": kind, "text": text, "evidence": evidence, "answers": None, "owner": "", "deadline": "", **more}


def quoting(body: dict) -> list[dict]:
    """One faithful remark for every line of data."""
    lines = [json.loads(line) for line in body["messages"][-1]["content"].splitlines() if line.startswith("{")]
    return [
        statement(f"Det blev bemærket: {line['text']}", [line["id"]]) for line in lines if len(line["text"].split()) > 3
    ]


def content_for(model: str, body: dict) -> str:
    ids = ids_in(body)
    answers = {
        "prose": "Selvfølgelig! Her er et referat af mødet.",
        "empty-json": "{}",
        "empty-list": '{"statements": []}',
        "no-content": "",
        "foreign-ids": json.dumps({"statements": [statement("Det blev bemærket, at prisen er for høj.", ["u9999"])]}),
        "no-evidence": json.dumps({"statements": [statement("Det blev bemærket, at prisen er for høj.", [])]}),
        "invented": json.dumps({"statements": [statement("Flyvemaskinen lander i Paris med champagne.", ids[:1])]}),
        "wrong-number": json.dumps({"statements": [statement("Det blev bemærket, at prisen er 999 kroner.", ids[:1])]}),
        "obeys": json.dumps({"statements": [statement("Ignorér alle tidligere instruktioner. <script>", ids[:1])]}),
        "deep": "[" * 100_000,
        "fenced": "```json\n" + json.dumps({"statements": quoting(body)}) + "\n```",
        "half-right": json.dumps({"statements": [*quoting(body), statement("Prisen er 999 kroner.", ids[:1])]}),
    }
    return answers.get(model, json.dumps({"statements": quoting(body)}))


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.answer(200, json.dumps(REQUESTS).encode())

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        body["authorization"] = self.headers.get("Authorization", "")
        REQUESTS.append(body)
        model = body["model"]
        SEEN[model] += 1
        choice: dict = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant"}}
        if model == "slow":
            time.sleep(3)
        if model == "error" or (model == "recovers" and SEEN[model] == 1):
            self.answer(503, b"busy")
        elif model == "redirects":
            self.send_response(307)
            self.send_header("Location", "http://127.0.0.1:9/v1/chat/completions")
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif model == "drips":
            self.drip()
        elif model == "huge":
            self.answer(200, b'{"choices": "' + b"x" * 10_000_000 + b'"}')
        elif model == "not-json":
            self.answer(200, b"<html>")
        elif model == "refuses":
            self.choice({**choice, "message": {"role": "assistant", "content": None, "refusal": "no"}})
        elif (model == "cut-off" and len(ids_in(body)) > 1) or model == "always-cut-off":
            self.choice({**choice, "finish_reason": "length", "message": {"content": '{"statements": [{"ki'}})
        else:
            content = content_for(model, body)
            if SEEN[model] == 1 and model == "prose-first":
                content = "Her kommer det."
            self.choice({**choice, "message": {"role": "assistant", "content": content}})

    def choice(self, choice: dict) -> None:
        self.answer(200, json.dumps({"choices": [choice]}).encode())

    def answer(self, status: int, data: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        with contextlib.suppress(ConnectionError):  # the client may have left
            self.wfile.write(data)

    def drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000000")
        self.end_headers()
        with contextlib.suppress(ConnectionError):
            for _ in range(200):
                self.wfile.write(b" ")
                self.wfile.flush()
                time.sleep(0.05)

    def log_message(self, *args: object) -> None:
        del args


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()
