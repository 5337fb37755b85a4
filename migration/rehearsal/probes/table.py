"""Which beliefs of the practice AWS a rehearsal can decide, in the order in which they are asked.

The ids are those of `sandbox/beliefs/`, where each belief says whether it is asked here; a test
holds the two lists together. What leaves the copies unfit for the next comes last.
"""

from collections.abc import Callable, Mapping

from migration.errors import Cancelled, OutOfBounds, PoolwalkError
from migration.rehearsal.probes import clients, domains, pools, providers
from migration.rehearsal.probes.probed_copies import Answer, ProbedCopies, undecided
from migration.rehearsal.result import Findings, ProbeAnswer

Probe = Callable[[ProbedCopies], Answer]

PROBES: Mapping[str, Probe] = {
    "IDENTITIES": providers.identities,
    "VALIDATION_WORDING": clients.validation_wording,
    "CLIENT_DEFAULTS": clients.client_defaults,
    "CLIENT_LASTING": clients.client_lasting,
    "CLIENT_ATTRIBUTES": clients.client_attributes,
    "OAUTH_REFUSALS": clients.oauth_refusals,
    "CALLBACK_WORDING": clients.callback_wording,
    "DEFAULT_REDIRECT_WORDING": clients.default_redirect_wording,
    "AUTH_FLOWS_WORDING": clients.auth_flows_wording,
    "TOKEN_VALIDITY": clients.token_validity,
    "TOKENS_WITHIN_REFRESH": clients.tokens_within_refresh,
    "MISSING_PROVIDER": clients.missing_provider,
    "ANALYTICS": clients.analytics,
    "STYLE_WORDINGS": domains.style_wordings,
    "LOOK_NEEDS_DOMAIN": domains.look_needs_domain,
    "LOOK_AS_A_WHOLE": domains.look_as_a_whole,
    "DOMAIN_WORDINGS": domains.domain_wordings,
    "RESERVED_WORDS": domains.reserved_words,
    "DOMAIN_STATUS": domains.domain_status,
    "USERNAME_MAPPING": providers.username_mapping,
    "PROVIDER_WORDINGS": providers.provider_wordings,
    "MAPPING_TARGET": providers.mapping_target,
    "PROVIDER_UPDATE": providers.provider_update,
    "AWSS_TAGS": pools.awss_tags,
    "FORMER_NAMES": pools.former_names,
    "OWN_TEXT_WITHOUT_SES": pools.own_text_without_ses,
    "MFA_NEEDS_A_FACTOR": pools.mfa_needs_a_factor,
    "PROVIDER_IN_USE": providers.provider_in_use,
    "UPDATE_KEEPS": pools.update_keeps,
}


def ask_all(copies: ProbedCopies, findings: Findings, doing: Callable[[str], None]) -> None:
    """Ask each; *blocking*. What cannot be asked is not decided. Raises `Cancelled`."""
    for id_, probe in PROBES.items():
        doing(f"Asking whether {id_} holds")
        try:
            belief, answer = probe(copies)
        except (Cancelled, OutOfBounds):
            raise
        except PoolwalkError as error:
            belief, answer = undecided(str(error))
        findings.take(ProbeAnswer(id_, belief, answer))
