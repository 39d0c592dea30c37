from kibox_pbx.engines.phrase_cache import PhraseCache

SOUND_20_MS = b"\1" * 320


def test_it_gives_back_what_was_kept_and_nothing_else() -> None:
    cache = PhraseCache(limit_ms=100)
    assert cache.keep("Thank you.", SOUND_20_MS)
    assert cache.get("Thank you.") == SOUND_20_MS
    assert cache.get("Thank you") is None


def test_it_never_holds_more_than_allowed() -> None:
    cache = PhraseCache(limit_ms=40)
    assert [cache.keep(text, SOUND_20_MS) for text in "abc"] == [True, True, False]
    assert len(cache) == 2
    assert cache.get("c") is None


def test_a_sentence_that_is_replaced_frees_its_room() -> None:
    cache = PhraseCache(limit_ms=40)
    cache.keep("a", SOUND_20_MS * 2)
    assert cache.keep("a", SOUND_20_MS)
    assert cache.keep("b", SOUND_20_MS)
