"""What a terminal says is never a key; what a person presses or pastes is."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser
from textual.message import Message

from tui.terminal.characters import decoder
from tui.terminal.input_stream import (
    _ANSWERS_BEGIN,
    _ANSWERS_GO_ON,
    BEGINNINGS,
    ESCAPE_SECONDS,
    REST_SECONDS,
    InputStream,
)
from tui.terminal.input_tokens import Alt, ControlSequence, Escape, Pasted, Token, Typed
from tui.terminal.messages import Messages
from tui.terminal.token_reader import LONGEST_PASTE

ANSWERS = (
    "\x1b]11;rgb:1a1a/1b1b/2626\x1b\\",
    "\x1b]10;rgb:ffff/ffff/ffff\x07",
    "\x1b]52;c;YQ==\x1b\\",
    "\x1b]4;1;rgb:cdcd/0000/0000\x1b\\",
    "\x1b]LA title of a window: apply all\x1b\\",
    "\x1bP>|tmux 3.4\x1b\\",
    "\x1bP1+r544e=787465726d\x1b\\",
    "\x1bP1$r0m\x1b\\",
    "\x1b_Gi=31;OK\x1b\\",
    "\x1b^private\x1b\\",
    "\x1bXstring\x1b\\",
    "\x1b[?62;1;4;6;9;15;22c",
    "\x1b[>41;379;0c",
    "\x1b[=0c",
    "\x1b[?997;1n",
    "\x1b[0n",
    "\x1b[24;80R",
    "\x1b[?1;2R",
    "\x1b[8;24;80t",
    "\x1b[?1u",
    "\x1b[?4;2$y",
    "\x1b[>4;1m",
    "\x1b[<u",
    "\x1b[106;1:3u",
    "\x1b[106;1:2u",
    "\x1b[106;1:9u",
    "\x1b[1;1:3A",
    "\x1b[99~",
    "\x1b[5A",
    "\x1b[99999999u",
    "\x1b[97;999u",
    "\x1b[u",
    "\x9d11;rgb:0/0/0\x9c",
    "\x1bPtmux;\x1b\x1b]52;c;cUE=\x07\x1b\\",
    "\x1bPtmux;\x1b\x1b]11;rgb:aA/aA/aA\x1b\x1b\\\x1b\\",
    "\x1b[57441;2u",
    "\x1b[57360u",
    "\x1b[57500u",
    "\x1b[3u",
    "\x1bO5j",
    "\x1b[<1;3;4M",
    "\x1b[<130;3;4m",
    "\x1b[160;3;4M",
    "\x1b[48;0;80;0;0t",
    "\x1b[48;99999;99999;1;1t",
)
KEYS = {
    "\x1b[A": "up",
    "\x1bOB": "down",
    "\x1b[1;5C": "ctrl+right",
    "\x1b[5~": "pageup",
    "\x1b[106u": "j",
    "\x1b[106;1u": "j",
    "\x1b[106;1:1u": "j",
    "\x1b[106:74;2;74u": "J",
    "\x1b[27u": "escape",
    "\x1b[13u": "enter",
    "\x1b[1;1:2B": "down",
    "\x1b[27;5;106~": "ctrl+j",
    "\x1b[Z": "shift+tab",
    "\x1bO5A": "ctrl+up",
    "\x1bO1;2P": "shift+f1",
    "\x1b[1;129A": "up",
    "\x1b[99;133u": "ctrl+c",
    "\x1b[97;2u": "A",
    "\x1b[97;65u": "A",
    "\x1b[97;2;65u": "A",
    "\x1b[223:63;2u": "question_mark",
    "\x1b[27;2;63~": "question_mark",
    "\x1b[1092::97;5u": "ctrl+a",
    "\x1b[0;;229u": "å",
    "\x1b[106;;3u": "j",
}


ONE_KEY = re.compile(r"(?s:.)|\x1b(?:\[[0-9;:]*[A-Za-z~]|O[A-Za-z])")


def taken(*reads: str, apart: float = 0.01) -> list[Token]:
    """What comes of these reads, and of a long silence after them."""
    stream, now = InputStream(), 100.0
    tokens: list[Token] = []
    for read in reads:
        tokens += stream.feed(read, now)
        now += apart
    return [*tokens, *stream.due(now + 10)]


def in_two(text: str) -> list[tuple[str, str]]:
    return [(text[:at], text[at:]) for at in range(1, len(text))]


@pytest.mark.parametrize("answer", ANSWERS, ids=ascii)
def test_an_answer_of_a_terminal_is_nothing_in_one_read_or_in_two(answer: str) -> None:
    assert taken(answer) == []
    for reads in in_two(answer):
        assert taken(*reads) == [], reads
    assert taken(*answer) == []
    assert taken("j", answer, "k") == [Typed("j"), Typed("k")]


@pytest.mark.parametrize("answer", ANSWERS, ids=ascii)
def test_an_answer_that_a_slow_line_tears_is_nothing_but_perhaps_an_escape(answer: str) -> None:
    for first, second in in_two(answer):
        assert set(taken(first, second, apart=0.5)) <= {Escape()}, (first, second)


@pytest.mark.parametrize(("pressed", "key"), KEYS.items(), ids=ascii)
def test_a_key_is_a_key_in_one_read_or_in_pieces(pressed: str, key: str) -> None:
    for reads in ((pressed,), *in_two(pressed), tuple(pressed)):
        (token,) = taken(*reads)
        assert isinstance(token, ControlSequence)
        (event,) = XTermParser().feed(token.sequence)
        assert isinstance(event, events.Key)
        assert event.key == key


def test_the_mouse_and_the_focus_are_themselves_in_every_encoding() -> None:
    assert taken("\x1b[<0;3;4M") == [ControlSequence("\x1b[<0;3;4M")]
    assert taken("\x1b[<35;120;36m") == [ControlSequence("\x1b[<35;120;36m")]
    assert taken("\x1b[M #$") == [ControlSequence("\x1b[<0;3;4M")]
    assert taken("\x1b[M##$") == [ControlSequence("\x1b[<0;3;4m")]
    assert taken("\x1b[32;3;4M") == [ControlSequence("\x1b[<0;3;4M")]
    assert taken("\x1b[I\x1b[O") == [ControlSequence("\x1b[I"), ControlSequence("\x1b[O")]
    for reads in in_two("\x1b[M #$"):
        assert taken(*reads) == [ControlSequence("\x1b[<0;3;4M")]


def messages_of(*reads: str) -> list[Message]:
    """What reaches the app of reads that come one behind the other."""
    messages = Messages()
    stream, now = InputStream(), 100.0
    came: list[Message] = []
    for read in reads:
        came += messages.of(stream.feed(read, now))
        now += 0.2
    return [*came, *messages.of(stream.due(now + 10))]


def test_a_control_character_that_a_form_tells_beside_its_key_is_not_typed() -> None:
    (event,) = messages_of("\x1b[27;5;106~")
    assert isinstance(event, events.Key)
    assert (event.key, event.character) == ("ctrl+j", None)


@pytest.mark.parametrize(
    "reports",
    [
        "\x1b[<1;3;4M\x1b[<1;3;4m",
        "\x1b[<2;3;4M\x1b[<2;3;4m",
        "\x1b[<128;3;4M\x1b[<128;3;4m",
        "\x1b[M!#$\x1b[M##$",
        "\x1b[33;3;4M\x1b[35;3;4M",
        "\x1b[<0;3;4m",
    ],
    ids=ascii,
)
def test_a_click_is_of_the_left_button_alone(reports: str) -> None:
    assert messages_of(reports) == []
    left = messages_of("\x1b[<0;3;4M\x1b[<0;3;4m", reports)
    assert [type(message) for message in left] == [events.MouseDown, events.MouseUp]


@pytest.mark.parametrize("pixels", ["0;0", "1;1", "600;0", "0:1;800:2"])
def test_a_size_without_pixels_is_one_and_the_mouse_goes_on_in_cells(pixels: str) -> None:
    resized, pressed = messages_of(f"\x1b[48;24;80;{pixels}t", "\x1b[<0;3;4M")
    assert isinstance(resized, events.Resize)
    assert resized.size == (80, 24)
    assert isinstance(pressed, events.MouseDown)
    assert (pressed.x, pressed.y) == (2, 3)


@pytest.mark.parametrize("end", ["\x1b\\", "\x9c", "\udc9c"], ids=ascii)
def test_the_rest_of_an_answer_that_another_one_interrupts_is_nothing(end: str) -> None:
    for inner in ("\x1b[?1;2c", "\x1bP>|tmux aA\x1b\\", "\x1b]10;?\x07", "\x1b[<35;3;4M"):
        tokens = taken(f"\x1b]11;rgb:{inner}1a/aA\r{end}", "j", apart=0.2)
        assert [token for token in tokens if not isinstance(token, ControlSequence)] == [Typed("j")]


def test_what_was_pasted_with_a_bracket_of_its_own_runs_no_command() -> None:
    assert taken("\x1b[200~a\x1b[201~qA\r\x1b[201~") == [Pasted("a\x1b[201~qA\r")]
    assert taken("\x1b[200~a\x1b[201~\x1b[200~b\x1b[201~") == [Pasted("a"), Pasted("b")]
    behind = taken("\x1b[200~a\x1b[201~q\x1b[97u\x1bA", "A\x1b[97u", apart=0.01)[1:]
    assert [getattr(token, "burst", 0) for token in behind] == [1] * len(behind)
    assert taken("\x1b[200~a\x1b[201~", "q\x1b[97u", apart=0.1)[1:] == [
        Typed("q"),
        ControlSequence("\x1b[97u"),
    ]
    key = "-----BEGIN PRIVATE KEY-----\rMIGTAgEA\rA\r"
    assert taken(f"\x1b[200~a\x1b[201~{key}") == [Pasted("a"), Pasted(key)]
    whole = taken("\x1b[200~" + "x" * 1_200_000 + "\x1b[201~")
    assert [len(token.text) for token in whole if isinstance(token, Pasted)] == [LONGEST_PASTE]


def test_escape_alone_is_a_key_after_a_moment_and_alt_is_no_escape() -> None:
    stream = InputStream()
    assert stream.feed("\x1b", 1.0) == []
    assert stream.due(1.05) == []
    assert stream.due(1.2) == [Escape()]
    assert taken("\x1bq") == [Alt("q")]
    assert taken("\x1b", "j", apart=0.5) == [Escape(), Typed("j")]
    assert taken("\x1b\x1b") == [Escape(), Escape()]


def test_a_paste_is_one_token_whatever_stands_in_it_and_however_it_is_torn() -> None:
    text = "-----BEGIN\rq\x1b[A\x1b]11;x\x07A\r"
    whole = f"\x1b[200~{text}\x1b[201~"
    assert taken(whole) == [Pasted(text)]
    for reads in in_two(whole):
        assert taken(*reads) == [Pasted(text)], reads
    assert taken(whole, "q", apart=0.1) == [Pasted(text), Typed("q")]
    assert taken("\x1b[200~the end never comes") == [Pasted("the end never comes")]


def test_lines_without_brackets_are_a_paste_and_an_answer_with_two_enters_is_typed() -> None:
    key = "-----BEGIN PRIVATE KEY-----\rMIGTAgEAMBMG\rq\rA\r-----END PRIVATE KEY-----\r"
    assert taken(key) == [Pasted(key)]
    assert taken(key, "A\r") == [Pasted(key), Pasted("A\r")]
    assert taken(key, "A", apart=0.5) == [Pasted(key), Typed("A")]
    path = "/home/admin/" + "folder/" * 12 + "AuthKey_ABC.p8"
    assert taken(path + "\r") == [Pasted(path), Typed("\r", burst=1)]
    assert taken("build 41\rsecond\r") == [Pasted("build 41\rsecond\r")]
    assert taken("Callback\rqaA") == [Typed("Callback\rqaA", burst=1)]
    assert taken("acme-login\r\r") == [Typed("acme-login\r\r", burst=1)]
    assert taken("j" * 40) == [Typed("j" * 40, burst=1)]


def test_more_than_a_person_types_between_two_reads_is_marked_with_what_comes_at_once_behind() -> (
    None
):
    assert taken("jjj", "gg\r") == [Typed("jjj"), Typed("gg\r")]
    assert taken("AuthKey", "_1", "A") == [
        Typed("AuthKey", burst=1),
        Typed("_1", burst=1),
        Typed("A", burst=1),
    ]
    assert taken("AuthKey", "A", apart=0.5) == [Typed("AuthKey", burst=1), Typed("A")]
    assert taken("AuthKey", "AuthKey", apart=0.5)[1] == Typed("AuthKey", burst=2)


def in_three(text: str) -> list[tuple[str, ...]]:
    """Cut twice; a letter by itself behind an escape is one that a person pressed."""
    middles = range(3, len(text) - 2, 5)
    return [(text[:1], text[1:middle], text[middle:]) for middle in middles]


@pytest.mark.parametrize("letter", BEGINNINGS)
def test_a_letter_that_answers_go_on_with_is_none_behind_an_escape_and_holds_nothing_for_long(
    letter: str,
) -> None:
    stream = InputStream()
    assert [*stream.feed("\x1b", 1.0), *stream.due(1.11)] == [Escape()]
    assert stream.feed(letter, 5.0) == []
    assert [*stream.due(5.5), *stream.due(5.0 + REST_SECONDS)] == []
    assert [*stream.feed("j", 9.0), *stream.due(9.2)] == [Typed("j")]


@pytest.mark.parametrize("letter", "]P_^X")
def test_who_presses_on_behind_such_a_letter_is_heard_after_a_while(letter: str) -> None:
    tokens = taken("\x1b", letter, *"jjjjjjjj", apart=0.7)
    assert tokens[0] == Escape()
    assert tokens[1:] == [Typed("j")] * 4
    assert taken(f"\x1b{letter}", *"jjjjjjjj", apart=0.7) == [Typed("j")] * 4


@pytest.mark.parametrize("letter", BEGINNINGS)
def test_in_a_field_such_a_letter_is_text_behind_an_escape(letter: str) -> None:
    for apart in (0.15, 0.5, 2.0, 5.0):
        stream, now = InputStream(types=lambda: True), 1.0
        tokens: list[Token] = []
        for read in ("\x1b", letter, "j"):
            tokens += [*stream.feed(read, now), *stream.due(now + 0.12)]
            now += apart
        assert tokens == [Escape(), Typed(letter), Typed("j")]


@pytest.mark.parametrize("answer", [one for one in ANSWERS if one[1] in "]P_^X"], ids=ascii)
def test_in_a_field_it_is_an_answers_where_the_rest_follows_at_once(answer: str) -> None:
    stream = InputStream(types=lambda: True)
    tokens = [*stream.feed("\x1b", 1.0), *stream.feed(answer[1], 1.5)]
    tokens += [*stream.feed(answer[2:], 1.55), *stream.due(2.0), *stream.feed("j", 2.0)]
    assert tokens == [Escape(), Typed("j")]


def as_if_pressed(pieces: list[str], pauses: list[float]) -> bool:
    """Whether a piece is what a person would have pressed: a key by itself, and late."""
    since = last = 0.0
    for piece, pause, following in zip(pieces[1:], pauses, [*pauses, 10.0][1:], strict=True):
        since, last = since + pause, pause
        late = since >= REST_SECONDS or last >= REST_SECONDS
        if late and following >= ESCAPE_SECONDS and ONE_KEY.fullmatch(piece):
            return True
    return False


@given(st.sampled_from(ANSWERS), st.data())
def test_an_answer_that_is_torn_anywhere_with_any_pauses_is_nothing_but_escapes(
    answer: str, data: st.DataObject
) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(1, len(answer) - 1), max_size=8)))
    pieces = [answer[a:b] for a, b in zip([0, *cuts], [*cuts, len(answer)], strict=True)]
    paused = st.one_of(st.floats(0.0, 0.2), st.floats(0.0, 4.0), st.floats(0.0, 600.0))
    pauses = data.draw(st.lists(paused, min_size=len(cuts), max_size=len(cuts)))
    beginnings = [piece for piece in pieces[1:2] if piece in BEGINNINGS and pieces[0] == "\x1b"]
    behind = pieces[len(beginnings) :]
    assume(not as_if_pressed(behind, pauses[len(beginnings) :]))
    stream, now = InputStream(), 100.0
    tokens: list[Token] = []
    for piece, pause in zip(pieces, [*pauses, 0.0], strict=True):
        tokens += stream.feed(piece, now)
        for part in range(1, 5):
            tokens += stream.due(now + pause * part / 5)
        now += pause
    tokens += stream.due(now + 10)
    assert set(tokens) <= {Escape()}


@pytest.mark.parametrize("answer", [one for one in ANSWERS if one[1] in "]P_^X"], ids=ascii)
@pytest.mark.parametrize("apart", [0.5, 2.0])
def test_an_answer_in_three_pieces_and_more_is_nothing_but_perhaps_an_escape(
    answer: str, apart: float
) -> None:
    for reads in in_three(answer):
        assert set(taken(*reads, apart=apart)) <= {Escape()}, reads
        assert set(taken(*reads[:-1], reads[-1][:-1], reads[-1][-1], apart=apart)) <= {Escape()}


MOUSE = ("\x1b[<0;10;5M", "\x1b[M aA", "\x1b[32;10;5M")


@pytest.mark.parametrize(
    "answer",
    [
        one
        for one in (*ANSWERS, *MOUSE)
        if one[2] in _ANSWERS_GO_ON or one.startswith(_ANSWERS_BEGIN)
    ],
    ids=ascii,
)
@pytest.mark.parametrize("apart", [0.05, 0.4, 0.9, 2.5])
def test_an_answer_that_comes_letter_by_letter_types_none_however_long_it_takes(
    answer: str, apart: float
) -> None:
    assert not any(isinstance(token, Typed) for token in taken(*answer, apart=apart))


def test_the_rest_of_an_answer_is_none_of_a_person_with_the_next_answer_behind_it() -> None:
    for rest in ("O5j", "O1;2P", "OA", "[0n", "]11;x\x07"):
        for following in ("\x1b[0n", "\x9b0n", "\x1bP1$r0m\x1b\\"):
            tokens = taken("\x1b", rest + following, apart=0.5)
            assert not any(isinstance(token, Typed) for token in tokens), rest


@pytest.mark.parametrize("apart", [4.0, 60.0])
def test_the_rest_of_an_answer_is_swallowed_after_any_pause(apart: float) -> None:
    assert taken("\x1b]11;rgb:1a1a", "/1b1b/Aa26\x1b\\", "j", apart=apart) == [Typed("j")]
    assert taken("\x1bP1$r", "aaAA", "aA\x1b\\", "j", apart=apart) == [Typed("j")]
    assert taken("\x1b[12;", "24R", "j", apart=apart) == [Typed("j")]
    assert taken("\x1b[" + "1;" * 200 + "A", "j") == [Typed("j")]
    assert taken("\x1b[" + "1;" * 200, "1;1A", "j") == [Typed("j")]


@pytest.mark.parametrize("apart", [4.0, 60.0])
def test_the_rest_of_a_paste_is_pasted_after_any_pause(apart: float) -> None:
    reads = ("\x1b[200~first\r", "aA second", " third\x1b[201~", "j")
    tokens = taken(*reads, apart=apart)
    assert all(isinstance(token, Pasted) for token in tokens[:-1])
    assert "".join(one.text for one in tokens if isinstance(one, Pasted)) == (
        "first\raA second third"
    )
    assert tokens[-1] == Typed("j")
    assert taken("\x1b[200~text", "\x1b[201~", "j", apart=apart) == [Pasted("text"), Typed("j")]


def test_a_key_alone_ends_what_never_ends_and_a_person_goes_on() -> None:
    for begun in ("\x1b]11;rgb:1a1a", "\x1bP1$r", "\x1b[200~"):
        assert taken(begun, "j", "kk", "gg\r", apart=4.0)[-3:] == [
            Typed("j"),
            Typed("kk"),
            Typed("gg\r"),
        ]
    assert taken("\x1b[200~", "\x1b[A", "j", apart=4.0) == [ControlSequence("\x1b[A"), Typed("j")]
    assert taken("\x1b]11;", "\x1b", "j", apart=4.0) == [Escape(), Typed("j")]
    stream = InputStream()
    stream.feed("\x1b]11;rgb:", 1.0)
    assert stream.due(10.0) == []
    assert not stream.waits, "nothing is asked for at rest"
    assert stream.feed("j", 20.0) == []
    assert stream.due(20.2) == [Typed("j")]


def test_an_answer_of_eight_bits_is_one_and_what_is_no_text_is_no_key() -> None:
    decode = decoder()
    for answer in (
        b"\x9d11;rgb:1a1a/1b1b/2626\x9c",
        b"\x90>|tmux aA\x9c",
        b"\x9fGi=31;OK\x9c",
        b"\x98aA\x9c",
        b"\x9eaA\x9c",
        b"\x9b?62;1c",
        b"\x9b24;80R",
        b"\x80\x8a\x96",
    ):
        assert taken(decode(answer)) == [], answer
        assert taken(*(decode(bytes([byte])) for byte in answer)) == [], answer
    assert taken(decode(b"\x8fA\x9bB")) == [ControlSequence("\x1bOA"), ControlSequence("\x1b[B")]
    assert taken(decode(b"\xffj\xc3\xa9")) == [Typed("\ufffdj\u00e9")]
    assert taken(decode(b"\x9b200~a\xff\x9b201~j")) == [Pasted("a\ufffd"), Typed("j", burst=1)]


def test_a_column_that_the_old_form_of_the_mouse_cannot_tell_is_no_key() -> None:
    assert taken("\x1b[M \x00!", "j") == [Typed("j")]
    assert taken("\x1b[M \x1b[A") == [ControlSequence("\x1b[A")]
    assert taken(decoder()(b"\x1b[M \xf0!")) == [ControlSequence("\x1b[<0;208;1M")]


def test_what_ends_in_the_middle_holds_nothing_back_for_good() -> None:
    for broken in ("\x1b]11;rgb:", "\x1b[12;", "\x1bP", "\x1b_G", "\x1b["):
        assert taken(broken, "j", apart=4.0) == [Typed("j")], broken
    assert taken("\x1b]11;rgb:\x18j") == [Typed("j")]


sequences = st.builds(
    "\x1b[{}{}{}".format,
    st.sampled_from(["", "", "", "?", ">", "<", "=", "["]),
    st.text("0123456789;:", max_size=10),
    st.sampled_from([chr(code) for code in range(0x40, 0x7F)]),
)
strings = st.builds(
    "\x1b{}{}\x1b\\".format,
    st.sampled_from("]P_^X"),
    st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_characters="\x9c")),
)


@given(st.lists(st.one_of(sequences, strings), max_size=5), st.data())
def test_whatever_sequences_come_no_letter_is_typed_and_textual_knows_what_is_left(
    sent: list[str], data: st.DataObject
) -> None:
    text = "".join(sent)
    cut = data.draw(st.integers(0, len(text)))
    for token in taken(text[:cut], text[cut:]):
        if isinstance(token, Pasted | Alt):
            continue  # `ESC [ 200 ~` begins a paste, and so it should
        assert isinstance(token, ControlSequence | Escape), token
        if isinstance(token, ControlSequence):
            messages = list(XTermParser().feed(token.sequence))
            assert messages or re.search(r"[Mmty]\Z", token.sequence), token
            typed = [m for m in messages if isinstance(m, events.Key) and m.is_printable]
            assert not typed or token.sequence[-1] in "u~", token


windows = st.builds("\x1b[48;{};{};{};{}t".format, *[st.integers(0, 99_999)] * 4)
mouse = st.builds(
    "\x1b[<{};{};{}{}".format,
    st.integers(0, 300),
    st.integers(-9, 99_999),
    st.integers(-9, 99_999),
    st.sampled_from("Mm"),
)


@given(st.lists(st.one_of(windows, mouse, sequences, strings), max_size=9))
def test_whatever_comes_one_behind_the_other_never_ends_the_reading(sent: list[str]) -> None:
    for message in messages_of(*sent):
        if isinstance(message, events.Resize):
            assert 0 < message.size.width < 10_000 > message.size.height > 0
