"""Values as ../canonical.ts has them, so that rows of all engines can be compared."""

import math
from datetime import date, datetime, timezone
from decimal import Decimal


def canonical(value):
    """A struct is a dict, a map a list of (key, value) tuples; a time without a zone is in UTC."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, float):
        return canonical_float(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal):
        digits = format(value, "f")
        return digits.rstrip("0").rstrip(".") if "." in digits else digits
    if isinstance(value, datetime):
        return value.replace(tzinfo=value.tzinfo or timezone.utc).astimezone(timezone.utc).strftime(
            "%Y-%m-%dT%H:%M:%S.%fZ"
        )
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (bytes, bytearray)):
        return value.hex()
    if isinstance(value, dict):
        return {name: canonical(field) for name, field in value.items()}
    if isinstance(value, list):
        entries = [canonical(entry) for entry in value]
        return sorted(entries, key=lambda entry: entry[0]) if is_map(value) else entries
    if isinstance(value, tuple):
        return [canonical(part) for part in value]
    raise TypeError(f"{type(value).__name__} is a type of value that is not known")


def is_map(value):
    return len(value) > 0 and all(isinstance(entry, tuple) for entry in value)


def canonical_float(value):
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return value
