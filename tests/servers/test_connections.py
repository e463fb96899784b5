"""Connections are kept for the next question, and never at the price of a wrong answer, a lost update or a connection left open."""

from __future__ import annotations

import gc
import os
import shutil
import socket
import ssl
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from allegiance.errors import AllegianceError, EngineError
from allegiance.store import Endpoint, Patience, Rows, connections
from allegiance.terms import Literal, NamedNode
from servers.misbehaving import Asked, Says, always, misbehaving, table

SELECT = "SELECT ?x WHERE { ?s ?p ?x }"
ONCE = Patience(deadline=20, silence=5, attempts=1)
HURRIED = Patience(deadline=0.6, silence=5, pause=0.01, attempts=3)
ONE = Rows(("x",), ((Literal("one"),),))
KEPT = Says(table("one"), keeps=True)


@pytest.mark.parametrize(
    "says", [KEPT, Says(table("one"), keeps=True, chunked=True)], ids=["length", "chunks"]
)
def test_one_connection_serves_all_questions(says: Says) -> None:
    with misbehaving(always(says)) as server:
        there = Endpoint(server.url)
        there.over([NamedNode("urn:g")]).query(SELECT, {})
        answers = [there.query(SELECT, {}) for _ in range(5)]

    assert answers == [ONE] * 5
    assert len(server.connections) == 1


def test_a_server_that_closes_gets_a_new_connection_each_time() -> None:
    with misbehaving(always(Says(table("one")))) as server:
        there = Endpoint(server.url)
        assert [there.query(SELECT, {}) for _ in range(3)] == [ONE] * 3

    assert len(server.connections) == 3


def test_a_connection_that_was_closed_while_idle_is_opened_anew() -> None:
    with misbehaving(always(KEPT)) as server:
        there = Endpoint(server.url, patience=ONCE)
        for _ in range(3):
            assert there.query(SELECT, {}) == ONE
            server.hang_up()

    assert len(server.asked) == len(server.connections) == 3


def test_what_nobody_asked_for_is_no_answer() -> None:
    """Some servers say 408 to an idle connection before they close it."""
    with misbehaving(always(KEPT)) as server:
        there = Endpoint(server.url, patience=ONCE)
        there.query(SELECT, {})
        server.connections[0].sendall(b"HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n")
        assert there.query(SELECT, {}) == ONE

    assert len(server.connections) == 2


def test_a_connection_that_is_closed_under_a_question_is_opened_anew() -> None:
    with misbehaving(lambda _, count: Says(hangs_up=True) if count == 1 else KEPT) as server:
        there = Endpoint(server.url, patience=ONCE)
        assert [there.query(SELECT, {}) for _ in range(2)] == [ONE] * 2

    assert (len(server.asked), len(server.connections)) == (3, 2)


def test_a_new_connection_that_breaks_is_an_error() -> None:
    with misbehaving(always(Says(hangs_up=True))) as server, pytest.raises(EngineError) as raised:
        Endpoint(server.url, patience=ONCE).query(SELECT, {})

    assert raised.value.code == "endpoint-failed"


def test_what_changes_a_server_goes_over_a_connection_of_its_own() -> None:
    """Whether an update was carried out that broke off on an old connection, nobody could say."""
    with misbehaving(always(KEPT)) as server:
        there = Endpoint(server.url, graph_store_url=server.url, patience=ONCE)
        there.query(SELECT, {})
        there.update("DROP SILENT GRAPH <urn:g>")
        there.put(NamedNode("urn:g"), b"")
        there.query(SELECT, {})

    assert [asked.headers.get("Connection") for asked in server.asked] == [None, "close", "close", None]
    assert len(server.connections) == 3


@pytest.mark.parametrize(
    "says",
    [
        pytest.param(Says(b"no", 500, "text/plain", keeps=True), id="an error"),
        pytest.param(Says(b"", 401, keeps=True), id="a question for a password"),
        pytest.param(
            Says(b"", 302, headers={"Location": "http://127.0.0.1:9/"}, keeps=True), id="a redirect"
        ),
        pytest.param(Says(table("x" * 200_000), keeps=True), id="too much"),
        pytest.param(Says(table("one"), drip=0.5, keeps=True), id="too slow"),
    ],
)
def test_nothing_is_kept_after_a_failure(says: Says) -> None:
    with misbehaving(lambda _, count: KEPT if count else says) as server:
        there = Endpoint(server.url, patience=Patience(deadline=3, attempts=1, largest=100_000))
        with pytest.raises(AllegianceError):
            there.query(SELECT, {})
        assert there.query(SELECT, {}) == ONE

    assert len(server.connections) == 2


def test_threads_share_connections_and_no_answer_goes_astray() -> None:
    together = threading.Barrier(4)

    def script(asked: Asked, _count: int) -> Says:
        together.wait(20)
        return Says(table(asked.text.rpartition("# ")[2]), keeps=True)

    with misbehaving(script) as server, ThreadPoolExecutor(4) as pool:
        there = Endpoint(server.url)
        answers = list(pool.map(lambda name: there.query(f"{SELECT} # {name}", {}), map(str, range(40))))

    assert answers == [Rows(("x",), ((Literal(str(name)),),)) for name in range(40)]
    # And those on which threads asked at the same time who it is.
    assert 4 <= len(server.connections) <= 8


def test_another_process_does_not_talk_on_our_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    with misbehaving(always(KEPT)) as server:
        there = Endpoint(server.url)
        there.query(SELECT, {})
        monkeypatch.setattr(os, "getpid", lambda: 1)
        there.query(SELECT, {})

    assert len(server.connections) == 2


def test_a_connection_is_not_kept_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "_IDLE", 0.0)
    with misbehaving(always(KEPT)) as server:
        there = Endpoint(server.url)
        assert [there.query(SELECT, {}) for _ in range(3)] == [ONE] * 3

    assert len(server.connections) == 4


def test_what_is_kept_is_closed_in_the_end() -> None:
    with misbehaving(always(KEPT)) as server:
        there = Endpoint(server.url)
        there.query(SELECT, {})
        (connection,) = server.connections
        theirs = connection.dup()
        del there
        gc.collect()
        with theirs:
            theirs.settimeout(10)
            assert theirs.recv(1) == b""


def test_the_deadline_is_for_the_head_of_an_answer_too() -> None:
    with misbehaving(always(Says(drips_head=True))) as server, pytest.raises(EngineError) as raised:
        Endpoint(server.url, patience=HURRIED).query(SELECT, {})

    assert raised.value.code == "endpoint-too-slow"


def test_a_name_that_is_looked_up_for_ever_meets_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    look_up, go_on = socket.getaddrinfo, threading.Event()

    def slowly(*asked: object, **more: object) -> object:
        go_on.wait(20)
        return look_up(*asked, **more)  # type: ignore[arg-type]  # as they come

    monkeypatch.setattr(socket, "getaddrinfo", slowly)
    with misbehaving(always(KEPT)) as server:
        with pytest.raises(EngineError) as raised:
            Endpoint(server.url, patience=HURRIED).query(SELECT, {})
        go_on.set()
        for thread in threading.enumerate():
            if thread.name.endswith("(attempt)"):
                thread.join(20)

    assert raised.value.code == "endpoint-too-slow"


def test_a_proxy_is_asked_and_its_connection_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    with misbehaving(always(KEPT)) as server:
        monkeypatch.setenv("http_proxy", server.url.removesuffix("/query"))
        there = Endpoint("http://endpoint.example/query")
        assert [there.query(SELECT, {}) for _ in range(3)] == [ONE] * 3

    assert {asked.path for asked in server.asked} == {"http://endpoint.example/query"}
    assert len(server.connections) == 1


@pytest.fixture
def certified(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """What a server on loopback needs to speak TLS, with a certificate that is trusted here."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed, which makes the certificate")
    key, certificate = str(tmp_path / "key.pem"), str(tmp_path / "certificate.pem")
    made = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=loopback -addext subjectAltName=IP:127.0.0.1"
    subprocess.run(
        [openssl, *made.split(), "-keyout", key, "-out", certificate], check=True, capture_output=True
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    monkeypatch.setenv("SSL_CERT_FILE", certificate)
    return context


def test_a_connection_over_tls_is_kept(certified: ssl.SSLContext) -> None:
    with misbehaving(always(KEPT), tls=certified) as server:
        there = Endpoint(server.url)
        assert [there.query(SELECT, {}) for _ in range(3)] == [ONE] * 3
        there.update("DROP SILENT GRAPH <urn:g>")

    assert len(server.connections) == 2


def test_the_deadline_holds_over_tls(certified: ssl.SSLContext) -> None:
    drip = Says(table(*"abcdefghij"), drip=0.05)
    with misbehaving(always(drip), tls=certified) as server, pytest.raises(EngineError) as raised:
        Endpoint(server.url, patience=HURRIED).query(SELECT, {})

    assert raised.value.code == "endpoint-too-slow"


def test_a_certificate_that_nobody_vouches_for_is_refused(
    certified: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with misbehaving(always(KEPT), tls=certified) as server, pytest.raises(EngineError, match="CERTIFICATE"):
        Endpoint(server.url, patience=ONCE).query(SELECT, {})

    assert not server.asked
