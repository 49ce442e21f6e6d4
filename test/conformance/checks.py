"""Checks of a client in Python: one line of JSON for each, its sentence and an error or null (clients.ts reads them)."""

import json


def check(sentence):
    """Runs the function that it stands on, at once."""

    def run(hold):
        try:
            hold()
            error = None
        except Exception as failed:  # told as the check's own
            error = f"{type(failed).__name__}: {failed}"
        print(json.dumps({"sentence": sentence, "error": error}), flush=True)

    return run


def same(what, actual, expected):
    if actual != expected:
        raise AssertionError(f"{what} is {actual!r}, must be {expected!r}")
