"""What may go to a clipboard: a value that is pasted into a shell must not run there by itself."""

import unicodedata

_NAMES = {"\x1b": "ESC", "\n": "a line end", "\r": "a line end", "\t": "a tab", "\0": "NUL"}
_SHOWN = 3  # of different ones in a sentence
# Members whose text has lines, and maps in which anybody chooses such a name.
_TEXTS = frozenset(
    {
        *("EmailMessage", "EmailMessageByLink", "EmailVerificationMessage", "CSS"),
        *("SMSMessage", "SmsMessage", "SmsVerificationMessage", "SmsAuthenticationMessage"),
        *("MetadataFile", "HtmlBody", "TextBody"),
    }
)
_NAMED_BY_PEOPLE = frozenset({"AttributeMapping", "UserPoolTags"})


def has_lines(member: str) -> bool:
    """Whether line ends belong to the text of a member of AWS's."""
    *owners, name = member.split(".")
    return name in _TEXTS and _NAMED_BY_PEOPLE.isdisjoint(owners)


def why_not_copied(text: str, *, lines: bool) -> str:
    """What in a text a shell or a terminal would obey, in words; empty where all of it is harmless.

    With `lines`, line ends and tabs belong to it.
    """
    allowed = "\n\t" if lines else ""
    checked = text.replace("\r\n", "\n") if lines else text
    found = dict.fromkeys(
        _named(letter)
        for letter in checked
        if unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} and letter not in allowed
    )
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    return f"{', '.join(list(found)[:_SHOWN])}{more}" if found else ""


def _named(letter: str) -> str:
    name = _NAMES.get(letter)
    return f"{name} (U+{ord(letter):04X})" if name else f"U+{ord(letter):04X}"
