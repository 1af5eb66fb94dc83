"""One server, asked through language-tool-python, with bounds that the library does not set."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Collection, Mapping
from typing import Any, Literal
from urllib.parse import urljoin, urlsplit

import language_tool_python
import requests
import urllib3

from mtqa.providers.languagetool.answers import Match, Unanswered, matches

MOST = 8_000_000
"""Bytes of an answer that are read."""
CONNECT = 3.0
"""Seconds within which a server must accept a connection."""
_LOCAL = {"127.0.0.1", "localhost", "::1"}
_CHUNK = 65_536


VARIANT = "en-US"
"""The English that is asked for: no rule of the profile tells American from British."""


class Client:
    """A server, asked by `rules` alone if they are named."""

    def __init__(self, url: str, rules: Collection[str], seconds: float) -> None:
        self._url = base(url)
        self._rules = rules
        self._seconds = seconds
        self._tool: _Bounded | None = None
        self.version = ""

    def ask(self, text: str, seconds: float | None = None) -> tuple[Match, ...]:
        """What the server finds in `text`. Raises `Unanswered`."""
        tool = self._tool or self._connected()
        raw = tool.ask(text, seconds or self._seconds)
        self.version, found = matches(raw, text)
        return found

    def close(self) -> None:
        """Lets go of the connection."""
        if self._tool:
            self._tool.session.close()
            self._tool = None

    def _connected(self) -> _Bounded:
        self._tool = _Bounded(self._url, self._seconds)
        if self._rules:
            self._tool.enabled_rules = set(self._rules)
            self._tool.enabled_rules_only = True
        return self._tool


class _Bounded(language_tool_python.LanguageTool):
    """The library's client of a server, whose questions have a time limit and answers a size."""

    def __init__(self, url: str, seconds: float) -> None:
        self.session = requests.Session()
        self.session.trust_env = urlsplit(url).hostname not in _LOCAL
        self.session.headers["Accept-Encoding"] = "identity"
        self.seconds = seconds
        try:
            super().__init__(VARIANT, remote_server=url)
        except (TypeError, AttributeError, ValueError) as error:
            self.session.close()
            raise Unanswered("what answered is no LanguageTool for English") from error
        except Unanswered:
            self.session.close()
            raise

    def ask(self, text: str, seconds: float) -> bytes:
        """The answer to a text, as it came."""
        whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        params = self._create_params(whole)
        return self._fetch(urljoin(self.url, "check"), params, "post", seconds)

    def _query_server(
        self,
        url: str,
        params: dict[str, str] | None = None,
        num_tries: int = 2,  # noqa: ARG002
        method: Literal["get", "post"] = "get",
    ) -> Any:
        raw = self._fetch(url, params, method, self.seconds)
        try:
            return json.loads(raw)
        except ValueError as error:
            raise Unanswered("its answer could not be read") from error

    def _fetch(
        self, url: str, params: Mapping[str, str] | None, method: str, seconds: float
    ) -> bytes:
        """The body of the answer, in a thread of its own that is left behind when time is up."""
        got: list[bytes | Unanswered] = []

        def fetch() -> None:
            try:
                got.append(_body(self.session, url, params, method, seconds))
            except Unanswered as error:
                got.append(error)

        thread = threading.Thread(target=fetch, daemon=True)
        thread.start()
        thread.join(seconds)
        if not got:
            raise Unanswered(f"it did not answer within {seconds:g} s", late=True)
        if isinstance(got[0], Unanswered):
            raise got[0]
        return got[0]


def base(url: str) -> str:
    """The address that language-tool-python takes for a server, whatever end a person gave it.

    >>> base("localhost:8081/v2/check"), base("https://lt.example/api/v2/")
    ('http://localhost:8081/', 'https://lt.example/api/')
    """
    if "://" not in url:
        url = f"http://{url}"
    parts = urlsplit(url)
    path = parts.path.rstrip("/").removesuffix("/check").removesuffix("/v2")
    return f"{parts.scheme}://{parts.netloc}{path}/"


def _body(
    session: requests.Session,
    url: str,
    params: Mapping[str, str] | None,
    method: str,
    seconds: float,
) -> bytes:
    """The body of an answer with status 200. Raises `Unanswered`."""
    until = time.monotonic() + seconds
    try:
        with session.request(
            method,
            url,
            data=params if method == "post" else None,
            timeout=(min(CONNECT, seconds), seconds),
            stream=True,
            allow_redirects=False,
        ) as response:
            if response.status_code != requests.codes.ok:
                raise Unanswered(f"it answered with status {response.status_code}")
            body = bytearray()
            while chunk := response.raw.read(_CHUNK, decode_content=False):
                body += chunk
                if len(body) > MOST:
                    raise Unanswered(f"its answer is longer than {MOST // 1_000_000} MB")
                if time.monotonic() > until:
                    raise Unanswered(f"it did not answer within {seconds:g} s", late=True)
            return bytes(body)
    except requests.Timeout as error:
        raise Unanswered(f"it did not answer within {seconds:g} s", late=True) from error
    except requests.ConnectionError as error:
        raise Unanswered("the connection failed") from error
    except urllib3.exceptions.ReadTimeoutError as error:
        raise Unanswered(f"it did not answer within {seconds:g} s", late=True) from error
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        raise Unanswered("its answer broke off") from error
