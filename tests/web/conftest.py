"""The real server, for a whole module of tests; and certificates for TLS."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme
from factories import make_event
from served import Served, fill
from server import serving


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    path = tmp_path_factory.mktemp("served") / "congress.db"
    event = make_event(path, has_printer=True)
    people, token = fill(event)
    event.file.close()
    with serving(path) as server:
        yield Served(server, people, token)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """A certificate for localhost, its key, and the authority that vouches for it: PEM files."""
    folder = tmp_path_factory.mktemp("tls")
    authority = trustme.CA()
    leaf = authority.issue_cert("localhost", "127.0.0.1")
    paths = (folder / "cert.pem", folder / "key.pem", folder / "ca.pem")
    for blob in leaf.cert_chain_pems:
        blob.write_to_path(paths[0], append=True)
    leaf.private_key_pem.write_to_path(paths[1])
    authority.cert_pem.write_to_path(paths[2])
    return paths
