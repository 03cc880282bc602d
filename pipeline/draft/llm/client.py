"""One question to an OpenAI-compatible server, within a time and a size, or the reason why there is no answer."""

from __future__ import annotations

import asyncio
import json
import time
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self, TypeVar

import httpx2

from pipeline.draft.llm.address import check_address

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from pipeline.draft.options import DraftOptions

LARGEST_ANSWER = 2_000_000  # bytes; a server that sends more is not answering the question
BACKOFF_S = 0.5  # before the first retry; doubles
WARMER = 0.3  # temperature at least, after an answer that could not be read: at 0 the same would come again
_PASSING = frozenset({408, 409, 425, 429, *range(500, 600)})  # what a server may say now and not in a moment
# How servers say that prompt and answer do not fit into the model's context (vLLM, llama.cpp, OpenAI).
_NO_ROOM = (b"context length", b"context_length", b"exceed_context", b"context size", b"context window")

Read = TypeVar("Read")


class Failure(StrEnum):
    """Why an item has no answer that can be used."""

    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    STATUS = "status"
    REFUSED = "refused"
    MALFORMED = "malformed"
    TOO_LONG = "too-long"
    EMPTY = "empty"
    SUSPICIOUS = "suspicious"


class AnswerError(Exception):
    """The server gave no answer that can be used.

    ``passing``: the same question may have an answer in a moment. What took too long will take as long again, and what
    was refused or has no room will be so again.
    """

    def __init__(self, failure: Failure, *, passing: bool | None = None) -> None:
        self.failure = failure
        lasting = (Failure.TIMEOUT, Failure.REFUSED, Failure.TOO_LONG)
        self.passing = passing if passing is not None else failure not in lasting
        super().__init__(failure.value)


class Client:
    """Talks to the server of the options; a context manager.

    No proxy of the environment is used and no redirect followed: the transcript goes to the address that was checked.

    Raises
    ------
    InputError
        The address is not allowed (see `check_address`).
    """

    def __init__(self, options: DraftOptions, api_key: str = "") -> None:
        self._options = options
        self._url = f"{check_address(options.base_url, options.allowed_hosts)}/chat/completions"
        headers = {"Authorization": f"Bearer {api_key}"} if api_key else {}
        self._http = httpx2.AsyncClient(
            timeout=httpx2.Timeout(options.timeout_s, connect=min(10.0, options.timeout_s)),
            headers={**headers, "Accept-Encoding": "identity"},
            trust_env=False,
            follow_redirects=False,
        )
        self._loop = asyncio.Runner()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._loop:
            self._loop.run(self._http.aclose())

    def ask(self, messages: list[dict[str, str]], schema: dict[str, Any], read: Callable[[str], Read]) -> Read:
        """Return the answer as ``read`` makes it of the content, trying again after what may pass.

        Raises
        ------
        AnswerError
            With the last failure.
        """
        failure = Failure.UNREACHABLE
        temperature = self._options.temperature
        for attempt in range(self._options.retries + 1):
            if attempt:
                time.sleep(BACKOFF_S * 2 ** (attempt - 1))
            try:
                return read(self._once(messages, schema, attempt, temperature))
            except AnswerError as error:
                failure = error.failure
                if not error.passing:
                    raise
                if failure in (Failure.MALFORMED, Failure.EMPTY):
                    temperature = max(temperature, WARMER)
        raise AnswerError(failure)

    def _once(self, messages: list[dict[str, str]], schema: dict[str, Any], seed: int, temperature: float) -> str:
        options = self._options
        body = {
            "model": options.model,
            "messages": messages,
            "temperature": temperature,
            "max_tokens": options.max_tokens,
            "seed": seed,
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "statements", "strict": True, "schema": schema},
            },
        }
        try:
            return _content(self._loop.run(self._post(body)))
        except httpx2.ConnectTimeout:
            raise AnswerError(Failure.UNREACHABLE) from None
        except (httpx2.TimeoutException, TimeoutError):
            raise AnswerError(Failure.TIMEOUT) from None
        except httpx2.HTTPError:
            raise AnswerError(Failure.UNREACHABLE) from None

    async def _post(self, body: dict[str, Any]) -> bytes:
        """Send and read: a server that drips its head or its answer ends at the time-out all the same.

        The answer is read as it comes, not unpacked: a few packed bytes could be gigabytes.
        """
        async with (
            asyncio.timeout(self._options.timeout_s),
            self._http.stream("POST", self._url, json=body) as response,
        ):
            received = bytearray()
            async for chunk in response.aiter_raw():
                received += chunk
                if len(received) > LARGEST_ANSWER:
                    raise AnswerError(Failure.MALFORMED)
            status = response.status_code
        if status == httpx2.codes.OK:
            return bytes(received)
        if status in (400, 413, 422) and any(one in received.lower() for one in _NO_ROOM):
            raise AnswerError(Failure.TOO_LONG)
        raise AnswerError(Failure.STATUS, passing=status in _PASSING)


def _content(answer: bytes) -> str:
    """The text of the first choice."""
    try:
        choice = json.loads(answer)["choices"][0]
        message = choice["message"]
        content, refusal = message.get("content"), message.get("refusal")
        finish = choice.get("finish_reason")
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
        raise AnswerError(Failure.MALFORMED) from None
    if refusal or finish == "content_filter":
        raise AnswerError(Failure.REFUSED)
    if finish == "length":
        raise AnswerError(Failure.TOO_LONG)
    if not isinstance(content, str) or not content.strip():
        raise AnswerError(Failure.EMPTY)
    return content
