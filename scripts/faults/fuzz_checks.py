"""What schemathesis holds answers to: refusals are what it is there for, internal errors are not."""

import schemathesis


@schemathesis.check
def no_internal_error(ctx, response, case):
    assert response.status_code < 500, f"HTTP {response.status_code}"
    codes = [error["extensions"]["code"] for error in response.json().get("errors", [])]
    assert "INTERNAL_SERVER_ERROR" not in codes, response.text
