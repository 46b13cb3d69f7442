"""Who is let in at the webhook's door, and whose word about him is believed."""

from ipaddress import ip_network

import pytest

from intake.doorkeeper import Doorkeeper

TELEGRAM, OURS = ip_network("149.154.160.0/20"), ip_network("10.0.0.0/8")
AT_TELEGRAM, ELSEWHERE, BALANCER, ANOTHER_BALANCER = "149.154.167.220", "203.0.113.9", "10.1.2.3", "10.9.9.9"


def test_without_a_list_everybody_is_let_in() -> None:
    assert Doorkeeper().lets_in(ELSEWHERE)
    assert Doorkeeper().lets_in(None)


@pytest.mark.parametrize(
    ("peer", "forwarded_for", "let_in"),
    [
        (AT_TELEGRAM, (), True),
        (f"::ffff:{AT_TELEGRAM}", (), True),
        (ELSEWHERE, (), False),
        (None, (), False),
        ("", (), False),
        (BALANCER, (AT_TELEGRAM,), True),
        (BALANCER, (f"{AT_TELEGRAM}, {ANOTHER_BALANCER}",), True),
        (BALANCER, (AT_TELEGRAM, ANOTHER_BALANCER), True),
        (BALANCER, (ELSEWHERE,), False),
        (BALANCER, (), False),
        (BALANCER, ("nonsense",), False),
    ],
)
def test_caller_is_the_last_in_the_chain_that_is_no_balancer_of_ours(
    peer: str | None, forwarded_for: tuple[str, ...], let_in: bool
) -> None:
    assert Doorkeeper((TELEGRAM,), (OURS,)).lets_in(peer, forwarded_for) is let_in


def test_word_of_a_stranger_about_his_address_is_not_believed() -> None:
    assert not Doorkeeper((TELEGRAM,), (OURS,)).lets_in(ELSEWHERE, (AT_TELEGRAM,))
    assert not Doorkeeper((TELEGRAM,), (OURS,)).lets_in(BALANCER, (f"{AT_TELEGRAM}, {ELSEWHERE}",))
    assert not Doorkeeper((TELEGRAM,)).lets_in(BALANCER, (AT_TELEGRAM,))
