"""回执码: sixteen digits that survive pen and paper."""

from __future__ import annotations

from lianxin.matters import codes

KEY = "a-form-key-of-a-test"


def test_a_form_always_gets_the_same_code_and_another_attempt_another(cast):
    assert codes.for_form(KEY) == codes.for_form(KEY)
    assert codes.for_form(KEY) != codes.for_form(KEY, 1)
    assert codes.for_form(KEY) != codes.for_form("another-key-of-a-test")


def test_every_single_wrong_digit_and_every_swap_of_neighbours_is_noticed():
    code = codes.for_form(KEY)
    for place in range(16):
        for digit in "0123456789":
            wrong = code[:place] + digit + code[place + 1 :]
            assert codes.is_valid(wrong) is (wrong == code)
    for place in range(15):
        swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        assert codes.is_valid(swapped) is (swapped == code)


def test_it_may_be_typed_with_spaces_dashes_and_wide_digits():
    code = codes.for_form(KEY)
    wide = "".join(chr(ord(c) + 0xFEE0) for c in code)
    assert codes.fingerprint(codes.grouped(code)) == codes.fingerprint(code)
    assert codes.fingerprint("-".join(code)) == codes.fingerprint(wide) == codes.fingerprint(code)


def test_neither_hash_nor_tag_nor_fingerprint_of_the_form_holds_the_code():
    code = codes.for_form(KEY)
    for told in (codes.fingerprint(code), codes.tag(code), codes.form_fingerprint(KEY)):
        assert code not in told
        assert KEY not in told
    assert len(codes.tag(code)) == 5


def test_the_key_of_the_site_decides(settings):
    before = codes.for_form(KEY), codes.fingerprint("1234")
    settings.RECEIPT_KEY = "another key of the site"
    assert before != (codes.for_form(KEY), codes.fingerprint("1234"))
