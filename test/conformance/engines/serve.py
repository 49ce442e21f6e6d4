"""Answers requests as an engine: one JSON object a line on stdin, one answer a line on stdout."""

import json
import os
import sys

# What libraries print, and the processes that they start, must not mix with the answers.
answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
os.dup2(sys.stderr.fileno(), sys.stdout.fileno())


def serve(operations):
    for line in sys.stdin:
        request = json.loads(line)
        try:
            operation = operations[request.pop("operation")]
            answer = {"answer": operation(**request)}
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"[:1000]}
        print(json.dumps(answer), file=answers, flush=True)
