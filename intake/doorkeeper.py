"""From which addresses a request may come, also where a server of ours hands it on."""

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True)
class Doorkeeper:
    """Lets in callers of the networks `allowed`, everybody where there are none.

    `proxies`: servers of ours, whose word in X-Forwarded-For about the caller is believed; nobody else's is.
    """

    allowed: Sequence[Network] = ()
    proxies: Sequence[Network] = ()

    def lets_in(self, peer: str | None, forwarded_for: Sequence[str] = ()) -> bool:
        """`peer`: who is connected; `forwarded_for`: the values of the header, in order."""
        if not self.allowed:
            return True
        caller = self._find_caller(peer, forwarded_for)
        return caller is not None and _is_within(caller, self.allowed)

    def _find_caller(
        self, peer: str | None, forwarded_for: Sequence[str]
    ) -> IPv4Address | IPv6Address | None:
        """The last in the chain that is no proxy of ours: what stands before it anybody can write."""
        chain = [one.strip() for line in forwarded_for for one in line.split(",")]
        caller = _parse(peer or "")
        while caller is not None and chain and _is_within(caller, self.proxies):
            caller = _parse(chain.pop())
        return caller


def _parse(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def _is_within(address: IPv4Address | IPv6Address, networks: Sequence[Network]) -> bool:
    return any(address in network for network in networks)
