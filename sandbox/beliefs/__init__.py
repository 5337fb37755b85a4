"""What this AWS does, and how well that is known of the real one.

Whatever stands in no entry follows from botocore's service models and their documentation. Whoever
learns better from a real account corrects the place and the entry.
"""

from sandbox.beliefs.api_gateway import OF_API_GATEWAY
from sandbox.beliefs.app_clients import OF_CLIENTS_AND_PROVIDERS
from sandbox.beliefs.cloudformation import OF_CLOUDFORMATION
from sandbox.beliefs.dynamodb import OF_DYNAMODB
from sandbox.beliefs.outside import OF_THE_OUTSIDE
from sandbox.beliefs.pools import OF_POOLS
from sandbox.beliefs.requests import OF_REQUESTS

BELIEFS = (
    *OF_CLOUDFORMATION,
    *OF_DYNAMODB,
    *OF_API_GATEWAY,
    *OF_POOLS,
    *OF_CLIENTS_AND_PROVIDERS,
    *OF_THE_OUTSIDE,
    *OF_REQUESTS,
)
