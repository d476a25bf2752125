"""What the tests of badges share."""

from ipp_printer import dns_sd, ipp_printer

__all__ = ["dns_sd", "ipp_printer"]
