"""What Google, Apple, Amazon and Cognito's login domains answer."""

from sandbox.beliefs.belief import BELIEVED, RECORDED, Belief

OF_THE_OUTSIDE = (
    Belief(
        "ALEXA_ANSWERS",
        BELIEVED,
        "The token is taken with and without Bearer before it; the wordings of 401 and "
        "404 are ours. Of certifications the members are as Amazon documents them; that a "
        "second one is answered with 409, what cannot be submitted with 400, and the order "
        "of the list are guesses.",
        "sandbox/outside/alexa.py",
    ),
    Belief(
        "APPLE_PAGES",
        BELIEVED,
        "Apple refuses inside a page with status 200, in JSON with errorCode and "
        "errorMessage, and some people saw a 400 with JSON instead. It asks that the "
        "return URL's host is among the domains.",
        "sandbox/outside/apple.py",
    ),
    Belief(
        "GOOGLE_PAGES",
        RECORDED,
        "Google's redirects, authError as a protobuf with the code in field 1, and its "
        "page with data-error-code for who is no browser are as people saw them: Google"
        " documents none of it. Fields 2 and 4 are guesses.",
        "sandbox/outside/google.py",
        "public reports of single answers",
    ),
    Belief(
        "GOOGLE_TOKEN_ORDER",
        BELIEVED,
        "Google looks at id and secret first, then at the redirect URI, then at the code.",
        "sandbox/outside/google.py",
    ),
    Belief(
        "NO_SUCH_DOMAIN",
        BELIEVED,
        "A login domain that no pool has, or that is not ACTIVE yet, does not answer: "
        "here the connection closes, where the real name does not resolve.",
        "sandbox/outside/hosted_login.py",
    ),
    Belief(
        "LOGIN_ERRORS",
        BELIEVED,
        "An unknown client leads to /error with invalid_request, a provider that the "
        "client has not switched on to unauthorized_client, one that the pool has not "
        "got to /login; /error itself is a 400. A client with one provider and without "
        "COGNITO leads straight there.",
        "sandbox/outside/hosted_login.py",
    ),
    Belief(
        "DISCOVERY_WITHOUT_DOMAIN",
        BELIEVED,
        "The discovery document of a pool without a domain names no "
        "authorization_endpoint; of two domains it names one's own.",
        "sandbox/outside/hosted_login.py",
    ),
    Belief(
        "PICTURES",
        BELIEVED,
        "A logo stands at the address that GetUICustomization gives, for everybody. "
        "Here one that the sample names, and nobody sent, is a plain orange picture.",
        "sandbox/outside/pictures.py",
    ),
)
