# %% [markdown]
# # Careers as tables
#
# What roles need and pay, as pandas data frames. Run it whole by `sh examples/notebook/run.sh`, or cell by cell in an
# editor that knows `# %%` (VS Code, PyCharm, Jupyter with jupytext). It asks the service at CAREERGRAPH_URL.

# %%
import json
import os
import urllib.request

import pandas as pd

ENDPOINT = os.environ.get("CAREERGRAPH_URL", "http://127.0.0.1:4000/graphql")


def ask(query, **variables):
    """What a query answers; an error with the service's own words where it refuses."""
    body = json.dumps({"query": query, "variables": variables}).encode()
    request = urllib.request.Request(ENDPOINT, body, {"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as response:
        answer = json.load(response)
    if "errors" in answer:
        raise RuntimeError(answer["errors"][0]["message"])
    return answer["data"]


def pages(query, connection, **variables):
    """The nodes of a connection, page by page, however many there are."""
    after = None
    while True:
        page = ask(query, after=after, **variables)[connection]
        yield from page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            return
        after = page["pageInfo"]["endCursor"]


# %% [markdown]
# ## Which roles there are, and what they pay

# %%
ROLES = """query NotebookRoles($after: String) {
  roles(first: 100, after: $after) {
    nodes { id title scheme level { name rank } salarySummary { low high typical estimateCount disagreement } }
    pageInfo { hasNextPage endCursor }
  }
}"""
# Where a role has no level or no pay, that is a column of its own, with nothing in it.
roles = pd.json_normalize(list(pages(ROLES, "roles"))).set_index("id").drop(columns=["level", "salarySummary"], errors="ignore")
print(f"{len(roles)} roles, {roles['salarySummary.typical'].notna().sum()} of them with pay that a source states\n")

pay = roles.dropna(subset=["salarySummary.typical"]).sort_values("salarySummary.typical", ascending=False)
columns = {"title": "role", "level.name": "level", "salarySummary.typical": "typical", "salarySummary.disagreement": "disagreement"}
print(pay.rename(columns=columns)[list(columns.values())].head(10).to_string(index=False, float_format=lambda x: f"{x:,.2f}"))

# %% [markdown]
# ## Which skills a role needs, and on how many sources' word

# %%
SKILLS = """query NotebookSkills($role: String!) {
  role(title: $role) { skills(first: 200) { edges { node { name kind } necessity importance sources { id } } } }
}"""
edges = ask(SKILLS, role="Machine Learning Engineer")["role"]["skills"]["edges"]
skills = pd.json_normalize(edges).rename(columns={"node.name": "skill", "node.kind": "kind"})
skills["sources"] = skills["sources"].map(len)
print("\n" + skills.groupby("kind")["skill"].count().rename("skills of a machine learning engineer").to_string())
print("\n" + skills.sort_values(["sources", "skill"], ascending=[False, True])[["skill", "kind", "sources"]].head(10).to_string(index=False))

# %% [markdown]
# ## Whom to credit

# %%
SOURCES = "query NotebookSources { sources { name publisher licence attribution } }"
sources = pd.DataFrame(ask(SOURCES)["sources"])
print("\n" + sources[["name", "publisher"]].to_string(index=False))
