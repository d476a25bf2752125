"""The announcer: registers the service, and takes it back when it is told to stop or the server has ended.

python -m turnout.announcer --event ID --scheme https --host turnout.local --port 443 [--address 10.0.0.5]
"""

from __future__ import annotations

import argparse
import logging
import os
import signal
import socket
import sys
import threading

import ifaddr
from zeroconf import DNSQuestionType, InterfaceChoice, IPVersion, NonUniqueNameException, ServiceInfo, Zeroconf

SERVICE = "_turnout._tcp.local."
_LOOK_EVERY_S = 1.0
_PROBE_MS = 1_500
_log = logging.getLogger(__name__)


def main() -> int:
    """Announce until SIGTERM, or until the parent has gone; a goodbye takes the service out of every cache.

    Answers 1 where another server of this event is announced. A dead one does not answer for its name, so a
    replacement has it at once. Where addresses change it is asked for anew: the new network may have such a server.
    """
    logging.basicConfig(stream=sys.stderr, format="%(asctime)s announcer %(levelname)s %(message)s")
    parser = argparse.ArgumentParser("turnout.announcer")
    parser.add_argument("--event", required=True, help="the event's id, by which a kiosk knows its own server again")
    parser.add_argument("--scheme", choices=("http", "https"), required=True)
    parser.add_argument("--host", required=True, help="the name that the certificate is for")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--address", help="announce at this address only; without it, at all of the machine's")
    options = parser.parse_args()
    parent = os.getppid()
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    while not stopping.is_set() and os.getppid() == parent:
        addresses = _addresses(options.address)
        zeroconf = Zeroconf(addresses if options.address else InterfaceChoice.All, ip_version=IPVersion.V4Only)
        try:
            _register(zeroconf, _service(options, addresses))
            while _addresses(options.address) == addresses:  # else a network came up, went away or gave us another
                if stopping.wait(_LOOK_EVERY_S) or os.getppid() != parent:
                    break
        except NonUniqueNameException:
            _log.error(
                "Another server of this event is announced in this network: kiosks stay with it, and do not find this "
                "one. Stop the one that is not to be used. It is tried again by itself."
            )
            return 1
        finally:
            zeroconf.close()
    return 0


def _register(zeroconf: Zeroconf, service: ServiceInfo) -> None:
    """Announce it, unless another has its name: then NonUniqueNameException is raised.

    It is asked for by multicast first: zeroconf's own probe is answered to one process of a machine, maybe not this.
    """
    if zeroconf.get_service_info(SERVICE, service.name, _PROBE_MS, question_type=DNSQuestionType.QM):
        raise NonUniqueNameException
    zeroconf.register_service(service)


def _service(options: argparse.Namespace, addresses: list[str]) -> ServiceInfo:
    """By one name for all servers of an event, which the network holds once: two would take each other's kiosks."""
    name = f"Turnout {options.event}.{SERVICE}"
    said = {"event": options.event, "scheme": options.scheme, "host": options.host}
    machine = f"{socket.gethostname().split('.')[0]}.local."
    return ServiceInfo(SERVICE, name, options.port, properties=said, server=machine, parsed_addresses=addresses)


def _addresses(only: str | None) -> list[str]:
    """The one to announce, else all of this machine's own, without loopback."""
    if only:
        return [only]
    found = [str(ip.ip) for adapter in ifaddr.get_adapters() for ip in adapter.ips if ip.is_IPv4]
    return [address for address in found if not address.startswith("127.")]


if __name__ == "__main__":
    sys.exit(main())
