"""Asterisk's files are read as Asterisk reads them, and changed in as few lines as may be."""

from kibox_pbx.setup.asterisk_text import (
    Place,
    includes,
    numbers,
    sections,
    settings,
    with_includes,
    with_setting,
)

TEXT = """\
[general](+)
enabled = no ; not yet
;bindaddr = 0.0.0.0
[other](!)
enabled = yes
[in]
exten => 30,1,Answer()
exten = _X.,1,Dial(a)
exten => 30,hint,PJSIP/30
exten => 30,n,Hangup()
#include "a.conf"
 #include <b.conf> ; why
;#include c.conf
"""


def test_includes_are_found_however_they_are_quoted() -> None:
    assert includes(TEXT) == ("a.conf", "b.conf")


def test_what_is_included_already_is_not_included_again() -> None:
    assert with_includes(TEXT, ["b.conf"]) == TEXT
    added = with_includes(TEXT, ["b.conf", "kibox.conf"])
    assert added == f"{TEXT}\n; kibox setup\n#include kibox.conf\n"


def test_a_last_line_without_an_end_is_not_continued() -> None:
    assert "[a]\n\n; kibox" in with_includes("[a]", ["kibox.conf"])


def test_a_setting_changes_in_its_line_and_in_its_section_alone() -> None:
    changed = with_setting(TEXT, "general", "enabled", "yes")
    assert settings(changed, "general") == {"enabled": "yes"}
    assert len(changed.splitlines()) == len(TEXT.splitlines())
    assert with_setting(changed, "general", "enabled", "yes") == changed


def test_a_new_setting_stands_below_its_section_which_is_made_if_need_be() -> None:
    assert settings(with_setting(TEXT, "general", "a", "b"), "general")["a"] == "b"
    assert with_setting("", "general", "a", "b") == "[general]\na = b ; kibox setup\n"


def test_a_template_sets_nothing() -> None:
    assert settings(TEXT, "other") == {}


def test_extensions_are_found_where_they_begin_and_a_hint_is_none() -> None:
    assert sections(TEXT) == ("general", "other", "in")
    assert numbers(TEXT) == (Place("in", "30", 7), Place("in", "_X.", 8))
