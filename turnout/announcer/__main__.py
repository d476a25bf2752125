"""The announcer: registers the service, and takes it back when it is told to stop or the server has ended.

python -m turnout.announcer --event ID --scheme https --host turnout.local --port 443 [--address 10.0.0.5]
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import sys
import threading

import ifaddr
from zeroconf import InterfaceChoice, IPVersion, ServiceInfo, Zeroconf

SERVICE = "_turnout._tcp.local."
_LOOK_EVERY_S = 1.0


def main() -> int:
    """Announce until SIGTERM, or until the parent has gone; a goodbye takes the service out of every cache."""
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
    addresses = _addresses(options.address)
    zeroconf = Zeroconf(addresses if options.address else InterfaceChoice.All, ip_version=IPVersion.V4Only)
    try:
        service = _service(options, f"Turnout {options.event}.{SERVICE}", addresses)
        zeroconf.register_service(service, allow_name_change=True)
        while not stopping.wait(_LOOK_EVERY_S) and os.getppid() == parent:
            if (now := _addresses(options.address)) != addresses:  # a network came up, went away or gave us another
                addresses = now
                zeroconf.update_interfaces()
                service = _service(options, service.name, addresses)
                zeroconf.update_service(service)
    finally:
        zeroconf.close()
    return 0


def _service(options: argparse.Namespace, name: str, addresses: list[str]) -> ServiceInfo:
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
