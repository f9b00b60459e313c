#!/usr/bin/env bash
# Fuzzes a running Careergraph by its schema, with schemathesis in a virtual environment of its own:
#   scripts/faults/fuzz.sh http://127.0.0.1:4000/graphql ["$(npm run -s token -- --subject fuzz)"]
# Three seeds, 300 cases a field. It fails on an internal error, and on an answer that takes longer than 5 s. Start the service with a large
# COST_BUDGET, and with a token never on data that you want to keep.
set -euo pipefail

url=${1:?the address of a GraphQL endpoint}
token=${2:-}
environment=${FUZZ_ENVIRONMENT:-${TMPDIR:-/tmp}/careergraph-schemathesis}

[ -x "$environment/bin/st" ] || { python3 -m venv "$environment" && "$environment/bin/pip" install -q 'schemathesis==4.32.5'; }

export SCHEMATHESIS_HOOKS="$(dirname "$0")/fuzz_checks.py"
for seed in 1 2 3; do
  "$environment/bin/st" run "$url" --seed "$seed" --max-examples "${FUZZ_EXAMPLES:-300}" --checks no_internal_error --max-response-time 5 \
    ${token:+-H "Authorization: Bearer $token"}
done
