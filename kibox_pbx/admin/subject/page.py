"""The export as one HTML page to read and print; it needs nothing from elsewhere."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from kibox_pbx.admin.subject.content import AppointmentPart, CallPart, Change, Export, TurnPart
from kibox_pbx.admin.subject.words import HEADINGS, KINDS, OUTCOMES
from kibox_pbx.utterance import Language

STYLE = """
:root { --ink: #1d1d1b; --soft: #f3f3f0; --line: #bbb; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 52rem; color: var(--ink);
  background: #fff; font: 1rem/1.5 system-ui, "Liberation Sans", Arial, sans-serif;
  overflow-wrap: anywhere; }
h1 { font-size: 1.7rem; } h2 { font-size: 1.3rem; margin-top: 2.2rem; }
article { border-top: 2px solid var(--line); padding: .4rem 0 .8rem; }
h3 { font-size: 1.05rem; margin: .6rem 0; }
dl { display: grid; grid-template-columns: 9rem 1fr; gap: .15rem .8rem; margin: .3rem 0; }
dt { color: #555; } dd { margin: 0; }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: left; vertical-align: top; padding: .35rem .5rem;
  border: 1px solid var(--line); }
th, td { overflow-wrap: break-word; hyphens: auto; }
th { background: var(--soft); }
@media (max-width: 30rem) { table { font-size: .82rem; } th, td { padding: .25rem .35rem; } }
.note { background: var(--soft); padding: .3rem .6rem; }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; } dt { margin-top: .4rem; } }
@page { size: A4; margin: 18mm; }
@media print { body { max-width: none; padding: 0; font-size: 10.5pt; }
  h2, h3 { break-after: avoid; } dt, dd, tr { break-inside: avoid; } }
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""A browser that opens the page may load nothing at all, and run no script."""


def page(export: Export, zone: ZoneInfo, names: Mapping[str, str]) -> str:
    """Return the whole page.

    Args:
        export: What to show; whatever was said is shown as text, never obeyed.
        zone: Of the times.
        names: Of services and people, by the keys of the settings.
    """
    return _Writer(export, zone, names).page()


class _Writer:
    def __init__(self, export: Export, zone: ZoneInfo, names: Mapping[str, str]) -> None:
        self._export = export
        self._zone = zone
        self._names = names
        self._words = HEADINGS[Language(export.language)]
        self._kinds = KINDS[Language(export.language)]
        self._outcomes = OUTCOMES[Language(export.language)]

    def page(self) -> str:
        export, words = self._export, self._words
        person = export.person
        about = [person.name, person.number, person.birthdate and person.birthdate.isoformat()]
        title = escape(f"{words['title']}: {export.office.name}")
        body = [
            f"<h1>{title}</h1>",
            _list(
                (words["made"], self._time(export.made_at)),
                (words["person"], ", ".join(each for each in about if each)),
            ),
            f"<p class=note>{escape(words['objects'])}</p>" if export.objects else "",
            self._section("appointments", map(self._appointment, export.appointments)),
            self._section("calls", map(self._call, export.calls)),
            self._section("requests", [self._requests()] if export.requests else []),
            self._section("processing", [self._processing()]),
        ]
        return (
            f'<!DOCTYPE html>\n<html lang="{export.language}">\n<head>\n'
            '<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="referrer" content="no-referrer">\n'
            f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
            + "\n".join(part for part in body if part)
            + "\n</body>\n</html>\n"
        )

    def _section(self, heading: str, parts: Iterable[str]) -> str:
        content = "\n".join(parts) or f"<p>{escape(self._words['none'])}</p>"
        return f"<section>\n<h2>{escape(self._words[heading])}</h2>\n{content}\n</section>"

    def _appointment(self, each: AppointmentPart) -> str:
        head = f"<h3>{escape(self._time(each.start))}</h3>"
        born = each.birthdate.isoformat() if each.birthdate else ""
        facts = _list(
            ("", ", ".join(part for part in (each.name, each.phone, born) if part)),
            ("", ", ".join(self._names.get(key, key) for key in (each.service, each.person))),
            *self._restricted(each.restricted_at),
            *map(self._change, each.rectifications),
        )
        return f"<article>{head}{facts}</article>"

    def _call(self, call: CallPart) -> str:
        words = self._words
        head = f"{self._time(call.started_at)}, {call.caller or words['withheld']}"
        facts = _list(
            ("", f"{self._outcomes.get(call.outcome or '', '')} {_seconds(call.duration_ms)}"),
            *self._restricted(call.restricted_at),
            *(
                (words["message"], _message(each.text, each.name, each.phone))
                for each in call.messages
            ),
            *(
                (words["form"], _form(each.fields, each.name, each.phone))
                for each in call.forms
            ),
            *((words["question"], each) for each in call.questions),
            *((words["consent"], f"{each.purpose}: {each.answer}") for each in call.consents),
            *((words["lesson"], each.text) for each in call.lessons),
            *map(self._change, call.rectifications),
        )
        said = self._transcript(call.transcript)
        return f"<article><h3>{escape(head)}</h3>{facts}{said}{self._sound(call)}</article>"

    def _transcript(self, turns: tuple[TurnPart, ...]) -> str:
        if not turns:
            return f"<p>{escape(self._words['no_transcript'])}</p>"
        lines = []
        for turn in turns:
            lines.append((self._words[turn.speaker], turn.text))
            lines += [(self._words["remark"], each.text) for each in turn.remarks]
        return _list(*lines)

    def _sound(self, call: CallPart) -> str:
        if call.recording is None:
            return ""
        file = escape(call.recording)
        return f'<p>{escape(self._words["recording"])}: <a href="{file}">{file}</a></p>'

    def _change(self, each: Change) -> tuple[str, str]:
        text = f"{each.field}: {each.before or '-'} → {each.after or '-'} ({each.why})"
        return self._words["changed"], f"{self._time(each.at)}, {text}"

    def _restricted(self, at: datetime | None) -> list[tuple[str, str]]:
        return [(self._words["restricted"], self._time(at))] if at else []

    def _requests(self) -> str:
        return _list(
            *(
                (
                    each.received_on.isoformat(),
                    f"{self._kinds[each.kind]}: {self._kinds[each.state]} ({each.id})",
                )
                for each in self._export.requests
            )
        )

    def _processing(self) -> str:
        heads = "".join(
            f'<th scope="col">{escape(self._words[key])}</th>'
            for key in ("purpose", "basis", "kept")
        )
        rows = "".join(
            f"<tr><td>{escape(each.purpose)}</td><td>{escape(each.legal_basis)}</td>"
            f"<td>{escape(each.kept)}</td></tr>"
            for each in self._export.processing
        )
        return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"

    def _time(self, at: datetime) -> str:
        return at.astimezone(self._zone).strftime("%Y-%m-%d %H:%M")


def _list(*pairs: tuple[str, str]) -> str:
    lines = (f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in pairs if text)
    return f"<dl>{''.join(lines)}</dl>"


def _message(text: str, name: str | None, phone: str | None) -> str:
    who = ", ".join(each for each in (name, phone) if each)
    return f"{text} ({who})" if who else text


def _form(fields: dict[str, str], name: str | None, phone: str | None) -> str:
    return _message("; ".join(f"{key}: {text}" for key, text in fields.items()), name, phone)


def _seconds(duration_ms: int | None) -> str:
    return "" if duration_ms is None else f"({duration_ms // 1000} s)"
