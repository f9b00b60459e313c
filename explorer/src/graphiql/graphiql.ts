import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './graphiql.css';
import { GraphiQL } from 'graphiql';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';

const parameters = new URLSearchParams(location.search);
const given = (name: string) => parameters.get(name) ?? undefined;

createRoot(document.getElementById('graphiql')!).render(
  createElement(GraphiQL, {
    fetcher: async (request, { headers } = {}) => {
      const response = await fetch('/graphql', {
        method: 'POST',
        headers: { ...headers, accept: 'application/json', 'content-type': 'application/json' },
        body: JSON.stringify(request),
      });
      return response.json();
    },
    initialQuery: given('query'),
    initialVariables: given('variables'),
    defaultQuery:
      '# Press Ctrl-Space for what can be asked here.\n{\n  role(title: "ML engineer") {\n    title\n    salaries { label min max mean sources { name } }\n  }\n}\n',
  }),
);
