"""What a server is called, and who may talk to it."""

from __future__ import annotations

import pytest

from ipog.diagnostics import InputError
from ipog.web.address import address
from ipog.web.terms import terms


def test_a_server_of_this_computer_alone_goes_by_its_three_names():
    found = address("127.0.0.1", 8000)
    assert found.url == "http://127.0.0.1:8000"
    assert found.hosts == {"127.0.0.1:8000", "localhost:8000", "[::1]:8000"}
    assert found.origins == {f"http://{host}" for host in found.hosts}
    assert not found.exposed
    assert found.websocket == "ws://127.0.0.1:8000"


def test_a_server_of_a_network_goes_by_its_address_alone():
    found = address("192.168.1.20", 80)
    assert (found.url, found.hosts) == ("http://192.168.1.20", {"192.168.1.20"})
    assert found.exposed


def test_a_public_address_comes_before_the_own():
    found = address("127.0.0.1", 8000, "https://Plants.Example.org/", ["https://www.example.org:8443"])
    assert found.url == "https://plants.example.org"
    assert {"https://plants.example.org", "https://www.example.org:8443"} <= found.origins
    assert {"plants.example.org", "www.example.org:8443"} <= found.hosts
    assert found.secure
    assert found.websocket == "wss://plants.example.org"


@pytest.mark.parametrize(
    "text",
    [
        "plants.example.org",
        "ftp://example.org",
        "https://example.org/ipog",
        "https://example.org?x",
        "https://user:word@example.org",
        "https://",
        "https://example.org:99999",
        "https://[::1",
        "null",
        "*",
    ],
)
def test_what_is_no_origin_is_refused_in_a_sentence(text: str):
    for public, allowed in ((text, ()), (None, (text,))):
        with pytest.raises(InputError) as refused:
            address("127.0.0.1", 8000, public, allowed)
        assert text in refused.value.problems[0].message


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_all_addresses_need_one_to_type(host: str):
    with pytest.raises(InputError, match="--public-url"):
        address(host, 8000)
    assert address(host, 8000, "http://192.168.1.5:8000").hosts == {"192.168.1.5:8000"}


def test_terms_are_given_in_the_units_of_people():
    found = terms(idle_minutes=1, keep_hours=2, say=print)
    assert (found.idle, found.keep, found.idle_words) == (60, 7200, "1 minute")
    assert terms(idle_minutes=0.5, say=print).idle_words == "0.5 minutes"
