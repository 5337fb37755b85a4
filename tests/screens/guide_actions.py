"""What Espressif's User Pool Migration Guide asks of a person, counted for the sample.

Counted is what the text itself names, and nothing that it leaves to pages behind its links:

* a click: each "go to", "log in", "open", "click", "select", "toggle", "follow these steps" (one
  click on the link), "download", "republish", for one control; a chain such as "Next and Done" is
  two;
* a field: each value that has to be typed, pasted or chosen in a form, a search field too;
* a copy: each value that the text says to note down, to copy or to get from elsewhere.

"The noted values" are as many as the sample has to carry over: of Google's provider three (client
id, secret, scopes), of Apple's four (services id, team id, key id, scopes) and its key file, three
providers and three callback URLs of the main client, subject and text of the e-mail, and four other
parameters of the skills stack. GitHub is not counted: the guide has no section on it. `outside` is
the part of each that Poolwalk does not spare either: consoles of others, and stores.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Asked:
    """One section of the guide. `outside` counts its clicks and fields that remain."""

    section: str
    clicks: int
    fields: int = 0
    copies: int = 0
    outside: int = 0


GUIDE = (
    Asked("1a backend", clicks=1, outside=1),
    Asked("1b frontend", clicks=1, outside=1),
    Asked("2 domain", clicks=1),
    Asked("3 which providers", clicks=4, copies=1),
    # Sign in, Credentials, the client, Save; log in, Deployment Settings, Identity Providers, the
    # toggle; the link.
    Asked("3a Google", clicks=9, fields=5, copies=3, outside=6),
    # Sign in, Identifiers, Service IDs, the identifier, Configure, +, Next, Done, Continue, Save;
    # as Google's, and the key file; Deployment Settings and Cognito Configurations to confirm.
    Asked("3b Apple", clicks=18, fields=7, copies=4, outside=13),
    Asked("4 app clients", clicks=6, fields=6, copies=6),
    Asked("5 e-mail", clicks=5, fields=2, copies=2),
    # The AWS dashboard, Private applications, the checkbox, CloudFormation, View nested,
    # Parameters, back, three in RainMaker's dashboard, Deploy; three searches, four parameters
    # carried over, and the one that changes.
    Asked("6 skills", clicks=11, fields=8, copies=5),
    Asked("7a Alexa", clicks=5, fields=4, copies=2, outside=8),
    Asked("7b Google Home", clicks=4, fields=4, copies=3, outside=4),
    Asked("8a Android", clicks=3, fields=3, copies=2, outside=4),
    Asked("8b iOS", clicks=3, fields=3, copies=2, outside=4),
)
