"""A number with what is counted, in words: one of it, or several."""


def number_of(number: int, noun: str, form: str = "") -> str:
    """`1 setting`, `2 settings`; `form` is the number's own, as "," for thousands."""
    return f"{number:{form}} {noun}{'' if number == 1 else 's'}"
