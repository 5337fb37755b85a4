"""API Gateway: which interface tells of which APIs."""

from sandbox.beliefs.belief import BELIEVED, DOCUMENTED, Belief

OF_API_GATEWAY = (
    Belief(
        "HTTP_APIS_APART",
        DOCUMENTED,
        "GetApis of the second interface tells of HTTP and WebSocket APIs, GetRestApis of REST APIs"
        " alone; both sign as apigateway, and IAM knows both by the method, apigateway:GET.",
        "sandbox/api_gateway.py",
        "API Gateway version 2 API reference, Apis; IAM service authorization reference",
    ),
    Belief(
        "JWT_ISSUER_OF_A_POOL",
        DOCUMENTED,
        "A JWT authorizer names one issuer; a user pool's ends in the pool's id.",
        "sandbox/api_gateway.py",
        "API Gateway developer guide, JWT authorizers for HTTP APIs",
    ),
    Belief(
        "HTTP_API_GONE",
        BELIEVED,
        "Of an API that is not there GetAuthorizers says NotFoundException, “Invalid API identifier"
        " specified <id>”.",
        "sandbox/api_gateway.py",
    ),
)
