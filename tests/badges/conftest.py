"""What the tests of badges share."""

from cups_server import cups
from ipp_printer import dns_sd, ipp_printer
from ql_printer import usb
from spooled import spooler
from zpl_printer import zebra

__all__ = ["cups", "dns_sd", "ipp_printer", "spooler", "usb", "zebra"]
