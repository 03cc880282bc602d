"""Where the server may be: this machine, a private network, or a host that the operator has vouched for."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipeline.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Collection

# RFC 1918, RFC 4193, loopback and link-local. `is_private` of ipaddress holds more (documentation and test networks).
_NEAR = tuple(
    ipaddress.ip_network(network)
    for network in ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7", "fe80::/10")
)


def check_address(base_url: str, allowed_hosts: Collection[str]) -> str:
    """Return the URL without a trailing slash if a transcript may be sent there.

    Raises
    ------
    InputError
        It is no http(s) URL, carries a password, or leads out of the house. A name is not resolved and trusted: what it
        resolves to can change, so it must be allowed by name.
    """
    parts = urlsplit(base_url)
    host = (parts.hostname or "").lower()
    remedy = "use a loopback or private address such as http://127.0.0.1:8000/v1, or add the host to allowed_hosts"
    if parts.scheme not in ("http", "https") or not host:
        raise InputError("draft", f'"{base_url}" is no http address', remedy, field="base_url")
    if parts.username or parts.password:
        raise InputError("draft", "a password in the address", "name the variable in api_key_env", field="base_url")
    if host != "localhost" and host not in {name.lower() for name in allowed_hosts} and not _is_near(host):
        raise InputError("draft", f'"{host}" may not receive transcripts', remedy, field="base_url")
    return base_url.rstrip("/")


def _is_near(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    address = mapped if mapped is not None else address
    return any(address in network for network in _NEAR if network.version == address.version)
