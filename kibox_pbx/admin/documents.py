"""`kibox document`: what the law wants in writing, from the settings in force."""

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from kibox_pbx.admin import incident
from kibox_pbx.admin.machine_facts import machine_facts
from kibox_pbx.config.loader import load
from kibox_pbx.errors import ConfigError
from kibox_pbx.privacy.documents import Document, Kind, write
from kibox_pbx.privacy.page import page
from kibox_pbx.utterance import Language

CONFIG = Path("kibox.yaml")

HELP = {
    Kind.PRIVACY_NOTICE: "what callers are told (Art. 13 and 14 GDPR)",
    Kind.PROCESSING_RECORD: "the record of processing activities (Art. 30)",
    Kind.MEASURES: "the technical and organisational measures (Art. 32)",
    Kind.DPIA: "the draft of a data protection impact assessment (Art. 35)",
    Kind.INCIDENT: "what was within reach in a personal data breach (Art. 33)",
}


def add_commands(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `document` and its kinds to the command line; each sets `run` to its function."""
    document = subparsers.add_parser(
        "document", help="write privacy notice, records and reports from the settings"
    )
    kinds = document.add_subparsers(dest="kind", required=True)
    for kind, meaning in HELP.items():
        parser = kinds.add_parser(kind.value, help=meaning)
        parser.add_argument("--config", type=Path, default=CONFIG, help="the settings")
        parser.add_argument(
            "--language",
            type=Language,
            choices=list(Language),
            help="default: the practice's first",
        )
        into = parser.add_mutually_exclusive_group()
        into.add_argument("--markdown", type=Path, metavar="FILE", help="instead of stdout")
        into.add_argument("--html", type=Path, metavar="FILE", help="a page to read and print")
        parser.add_argument("--draft", action="store_true", help="even if facts are missing")
        parser.set_defaults(run=run_document)
        if kind is Kind.INCIDENT:
            incident.add_arguments(parser)


def run_document(args: argparse.Namespace) -> int:
    """Write one document to stdout or into a file.

    Raises:
        ConfigError: Facts are missing and no draft was asked for; the file cannot be written.
    """
    settings, kind, now = load(args.config), Kind(args.kind), datetime.now(UTC)
    language = args.language or settings.practice.languages[0]
    happened = incident.find_out(args, settings, now) if kind is Kind.INCIDENT else None
    document = write(kind, language, machine_facts(settings, now), happened)
    if document.missing and not args.draft:
        raise ConfigError(*_complaints(document))
    if args.html:
        _save(args.html, page(document.text, language))
    elif args.markdown:
        _save(args.markdown, document.text)
    else:
        sys.stdout.write(document.text)
    return 0


def _complaints(document: Document) -> list[str]:
    return [
        *(f"missing: {each}" for each in document.missing),
        "set it in kibox.yaml, run what is a command, or write a draft: --draft",
    ]


def _save(path: Path, text: str) -> None:
    """Write a file for its owner alone: an incident's report is not for everybody."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written: {error.strerror}") from None
