#!/usr/bin/env python3
"""Measure the memory and CPU time of the server over many edits of one document, as an editor makes them.

    measure_memory.py --lines 200 --edits 20000 -- server/bin/plimsoll

A letter is typed and deleted again at places all over the document. After each edit the diagnostics are asked for; after
every fifth also what an editor shows at once (symbols, tokens, folds, lenses, hints, links) and what a person asks for
(hover, completion, code actions). Prints one line of JSON: the peak and the last resident memory in MiB (from /proc, so
only Linux has them), CPU seconds to the first diagnostics and of all edits, and how long the edits took.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import time

TICKS = os.sysconf("SC_CLK_TCK")
URI = "file:///home/ada/Dockerfile"
DOCUMENT = {"textDocument": {"uri": URI}}
CAPABILITIES = {
    "textDocument": {
        "diagnostic": {},
        "hover": {"contentFormat": ["markdown"]},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": [""]}}},
        "completion": {"completionItem": {"snippetSupport": True}},
        "semanticTokens": {
            "requests": {"full": {"delta": True}},
            "tokenTypes": ["keyword", "string", "variable", "comment", "operator", "number", "macro", "function"],
            "tokenModifiers": ["declaration"],
        },
    }
}
STAGE = r"""FROM node:${VERSION}-slim AS stageSTAGE
WORKDIR /app
ENV ASTAGE=1 \
    BSTAGE=$ASTAGE
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci \
    && npm run build
# What is needed while it runs
RUN apt-get update && apt-get install -y --no-install-recommends curl=8 \
    ca-certificates \
    && rm -rf /var/lib/apt/lists/*
LABEL stage="STAGE" a.b=c
EXPOSE 80 443/tcp
RUN <<EOF
if [ -f x ]; then echo "$PATH"; fi
EOF
USER node
HEALTHCHECK CMD curl -f http://localhost:80/ || exit 1
BEFORE
CMD ["node", "main.js"]
"""


class Server:
    """A server that runs, and what it has answered."""

    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.id = 0
        self.done = {}

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def notify(self, method, params):
        self.send({"method": method, "params": params})

    def request(self, method, params):
        self.id += 1
        self.send({"id": self.id, "method": method, "params": params})
        return self.id

    def read(self):
        length = 0
        while (line := self.process.stdout.readline()) != b"\r\n":
            if not line:
                sys.exit("the server ended: %s" % self.process.wait())
            name, value = line.split(b":")
            if name.lower() == b"content-length":
                length = int(value)
        return json.loads(self.process.stdout.read(length))

    def answers(self, *ids):
        """Waits for the answers to some requests."""
        self.process.stdin.flush()
        while not all(i in self.done for i in ids):
            message = self.read()
            if "method" in message:
                if "id" in message:
                    self.send({"id": message["id"], "result": None})
                    self.process.stdin.flush()
            elif "error" in message:
                sys.exit(message["error"])
            else:
                self.done[message["id"]] = message["result"]
        return [self.done.pop(i) for i in ids]

    def cpu(self):
        with open("/proc/%d/stat" % self.process.pid) as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory(self):
        with open("/proc/%d/status" % self.process.pid) as status:
            values = dict(line.split(":", 1) for line in status)
        return [int(values[name].split()[0]) / 1024 for name in ("VmHWM", "VmRSS")]


def generated(lines):
    text = ["# syntax=docker/dockerfile:1", "ARG VERSION=22"]
    stage = 0
    while len(text) < lines:
        stage += 1
        before = f"COPY --from=stage{stage - 1} /a /b" if stage > 1 else "VOLUME /data"
        text += STAGE.replace("STAGE", str(stage)).replace("BEFORE", before).splitlines()
    return text[:lines]


def span(at, length):
    line, character = at
    return {
        "start": {"line": line, "character": character},
        "end": {"line": line, "character": character + length},
    }


def edit(server, lines, edits):
    """Types and deletes, and asks after each."""
    rng = random.Random(1)
    tokens = None
    at = (0, 0)
    for number in range(edits):
        if number % 2 == 0:
            line = rng.randrange(len(lines))
            at = (line, rng.randint(0, len(lines[line])))
            change = {"range": span(at, 0), "text": "x"}
        else:
            change = {"range": span(at, 1), "text": ""}
        version = {"uri": URI, "version": number + 2}
        server.notify("textDocument/didChange", {"textDocument": version, "contentChanges": [change]})
        wanted = [server.request("textDocument/diagnostic", DOCUMENT)]
        if number % 5 == 0:
            wanted += ask(server, at, len(lines), tokens)
        answers = server.answers(*wanted)
        if number % 5 == 0:
            tokens = answers[-1]["resultId"]


def ask(server, at, lines, tokens):
    """Asks for what is on the screen; the last answer has the tokens."""
    here = {**DOCUMENT, "position": span(at, 0)["start"]}
    whole = {"start": {"line": 0, "character": 0}, "end": {"line": lines, "character": 0}}
    asked = [(method, DOCUMENT) for method in ("documentSymbol", "foldingRange", "codeLens", "documentLink")]
    asked += [(method, here) for method in ("hover", "completion", "documentHighlight")]
    asked.append(("inlayHint", {**DOCUMENT, "range": whole}))
    asked.append(("codeAction", {**DOCUMENT, "range": span(at, 0), "context": {"diagnostics": []}}))
    if tokens:
        asked.append(("semanticTokens/full/delta", {**DOCUMENT, "previousResultId": tokens}))
    else:
        asked.append(("semanticTokens/full", DOCUMENT))
    return [server.request("textDocument/" + method, params) for method, params in asked]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, default=200)
    parser.add_argument("--edits", type=int, default=20000)
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    lines = generated(options.lines)
    server = Server(options.command)
    initialize = {"processId": os.getpid(), "rootUri": None, "capabilities": CAPABILITIES}
    server.answers(server.request("initialize", initialize))
    server.notify("initialized", {})
    item = {"uri": URI, "languageId": "dockerfile", "version": 1, "text": "\n".join(lines) + "\n"}
    server.notify("textDocument/didOpen", {"textDocument": item})
    server.answers(server.request("textDocument/diagnostic", DOCUMENT))
    start = server.cpu()
    before = time.time()
    edit(server, lines, options.edits)
    peak, last = server.memory()
    figures = {
        "lines": options.lines,
        "edits": options.edits,
        "peak": round(peak, 1),
        "last": round(last, 1),
        "start": start,
        "cpu": round(server.cpu() - start, 2),
        "seconds": round(time.time() - before, 1),
    }
    print(json.dumps(figures), flush=True)
    server.answers(server.request("shutdown", None))
    server.notify("exit", None)
    server.process.stdin.flush()
    server.process.wait()


if __name__ == "__main__":
    main()
