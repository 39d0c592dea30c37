"""A configuration of an older version is read and explained, not refused."""

from pathlib import Path
from typing import Any

import pytest

import kibox_pbx.config
from kibox_pbx.config.former import ANY, FORMER, Former, bring_up_to_date
from kibox_pbx.config.loader import load, outdated
from kibox_pbx.config.schema import schema
from kibox_pbx.config.yaml_lines import Document, parse

EVER = Path(__file__).with_name("settings_ever.txt")
"""Every setting of every version, from the history of the settings; it only gets longer."""

RENAMED = Former(("store", "path"), ("store", "database"), "since 2.0 there is a folder, too")
GONE = Former(("store", "engine"), None, "since 2.0 there is one engine")
DEEP = Former(("people", ANY, "name"), ("people", ANY, "names", "de"), "since 2.0 in languages")
NEW_HOME = Former(("backups",), ("store", "backups"), "since 2.0")
WRITTEN = """\
store:
  path: kibox.db
  engine: fast
people:
  sommer: {name: Sommer}
  winter: {name: Winter}
backups:
  folder: /srv
"""


def settings_now() -> set[str]:
    """Return every setting there is, such as ``people.*.names``."""
    whole = schema()
    return set(_names(whole, "", whole["$defs"], frozenset()))


def _names(node: dict[str, Any], above: str, defs: dict[str, Any], seen: frozenset[str]) -> Any:
    if "$ref" in node:
        name = node["$ref"].rsplit("/", 1)[-1]
        if name not in seen:
            yield from _names(defs[name], above, defs, seen | {name})
        return
    for kind in ("anyOf", "allOf", "oneOf"):
        for each in node.get(kind, []):
            yield from _names(each, above, defs, seen)
    for name, inner in node.get("properties", {}).items():
        yield above + name
        yield from _names(inner, f"{above}{name}.", defs, seen)
    free = node.get("additionalProperties")
    if isinstance(free, dict):
        yield from _names(free, f"{above}*.", defs, seen)
    if isinstance(node.get("items"), dict):
        yield from _names(node["items"], above, defs, seen)


def test_every_setting_there_ever_was_is_there_or_explained() -> None:
    ever = set(EVER.read_text(encoding="ascii").split())
    explained = {".".join(former.place) for former in FORMER}
    assert len(ever) > 130
    assert ever - settings_now() - explained == set()


def test_every_setting_there_is_will_be_remembered() -> None:
    missing = settings_now() - set(EVER.read_text(encoding="ascii").split())
    assert missing == set(), f"add to {EVER.name}"


def brought(*formers: Former) -> tuple[Document, tuple[str, ...]]:
    document = parse(WRITTEN, "kibox.yaml")
    return document, bring_up_to_date(document, formers)


def test_a_renamed_setting_is_read_and_its_new_name_told_with_the_line() -> None:
    document, (note,) = brought(RENAMED)
    assert isinstance(document.values, dict)
    assert document.values["store"] == {"database": "kibox.db", "engine": "fast"}
    assert note == (
        "kibox.yaml:2: store.path: is called store.database now; it is still read, but rename "
        "it; since 2.0 there is a folder, too"
    )


def test_a_dropped_setting_does_nothing_and_says_why() -> None:
    document, (note,) = brought(GONE)
    assert isinstance(document.values, dict)
    assert document.values["store"] == {"path": "kibox.db"}
    assert "kibox.yaml:3: store.engine: is no setting any more" in note
    assert note.endswith(GONE.why)


def test_a_setting_below_free_keys_is_followed_for_each_of_them() -> None:
    document, notes = brought(DEEP)
    assert isinstance(document.values, dict)
    people = {"sommer": {"names": {"de": "Sommer"}}, "winter": {"names": {"de": "Winter"}}}
    assert document.values["people"] == people
    assert [note.split(":")[1] for note in notes] == ["5", "6"]
    assert "people.winter.name: is called people.winter.names.de now" in notes[1]


def test_a_whole_section_moves_with_its_lines() -> None:
    document, _ = brought(NEW_HOME)
    assert document.lines["store", "backups", "folder"] == 8


def test_a_setting_that_stands_there_by_both_names_counts_by_the_new_one() -> None:
    document = parse("store: {path: old.db, database: new.db}", "kibox.yaml")
    (note,) = bring_up_to_date(document, (RENAMED,))
    assert document.values == {"store": {"database": "new.db"}}
    assert "which is set, too" in note


def test_a_file_of_today_has_nothing_former_in_it() -> None:
    document = parse("store: {database: new.db}", "kibox.yaml")
    assert bring_up_to_date(document, (RENAMED, GONE, DEEP)) == ()


@pytest.mark.parametrize("example", ["doctor", "lawyer", "craftsman"])
def test_the_examples_need_no_explanation(example: str) -> None:
    path = Path(kibox_pbx.config.__file__).parent / f"examples/{example}.yaml"
    assert outdated(path) == ()
    load(path)
