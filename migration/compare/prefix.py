"""AWS's rule for a prefix domain, for what a person types (step 2, CreateUserPoolDomain).

Reserved words are refused as a whole word between hyphens; inside a longer one AWS decides.
"""

import re

_LONGEST = 63
_RESERVED = ("aws", "amazon", "cognito")
_PATTERN = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


def prefix_problem(prefix: str) -> str:
    """What is wrong with the prefix's form, in one sentence; empty where AWS would take it."""
    if not prefix:
        return "Enter a prefix: it becomes the first part of the new sign-in address."
    if len(prefix) > _LONGEST:
        return f"A prefix has at most {_LONGEST} characters; this one has {len(prefix)}."
    if any(letter.isupper() for letter in prefix):
        return "A prefix has small letters only."
    strange = sorted(set(re.findall(r"[^a-z0-9-]", prefix)))
    if strange:
        return (
            "A prefix has letters a to z, digits and hyphens only; take out"
            f" {' '.join(repr(letter) for letter in strange[:5])}."
        )
    if not _PATTERN.fullmatch(prefix):
        return "A prefix begins and ends with a letter or a digit."
    for word in _RESERVED:
        if word in prefix.split("-"):
            return f"AWS reserves the word “{word}”: no part of a prefix can be it."
    return ""


def prefix_warning(prefix: str) -> str:
    """What AWS may still refuse of a prefix whose form is right; empty where nothing is known.

    Its guide says that a prefix cannot contain these words. Inside a longer one, “aws” was seen to
    be taken (`…awsome…`) and “cognito” to be refused: so AWS decides, when the domain is made.
    """
    found = next((word for word in _RESERVED if word in prefix and not prefix_problem(prefix)), "")
    return f"AWS may refuse “{found}” inside it, which only making it tells" if found else ""


def suggested_prefix(old: str) -> str:
    """A prefix like the old one, in a form that AWS allows.

    The old one itself is taken for as long as the old pool exists. `old` is the old pool's prefix
    or custom domain; its first label counts.
    """
    stem = re.sub(r"[^a-z0-9-]", "-", old.partition(".")[0].lower()).strip("-")
    # Whole words alone are left out: inside a name (“lawson”) they are part of it.
    stem = "-".join(word for word in stem.split("-") if word not in _RESERVED).strip("-")
    stem = stem[: _LONGEST - len("-users")].strip("-")
    return f"{stem}-users" if stem else "rainmaker-users"
