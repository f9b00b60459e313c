import { compressToEncodedURIComponent } from 'lz-string';
import { useRef, useState } from 'preact/hooks';
import type { TypedDocumentString } from '../generated';
import { queryText } from '../lib/api';

export interface Operation {
  name: string;
  document: TypedDocumentString<unknown, never>;
  variables: unknown;
}

export function operation<Result, Variables>(
  name: string,
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
): Operation {
  return { name, document: document as unknown as TypedDocumentString<unknown, never>, variables };
}

/** The queries behind a view, to read, to copy, and to run in Sandbox (which comes from the internet) or GraphiQL (which is here). */
export function OpenQuery({ operations }: { operations: Operation[] }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [index, setIndex] = useState(0);
  const [copied, setCopied] = useState(false);
  const { document, variables } = operations[Math.min(index, operations.length - 1)]!;
  const query = queryText(document);
  const variablesText = JSON.stringify(variables, null, 2);
  const sandbox = `/graphql?explorerURLState=${compressToEncodedURIComponent(JSON.stringify({ document: query, variables: variablesText }))}`;
  const graphiql = `/graphiql?${new URLSearchParams({ query, variables: variablesText })}`;
  return (
    <>
      <button type="button" class="quiet-button" aria-haspopup="dialog" onClick={() => dialog.current!.showModal()}>
        Open this in Sandbox
      </button>
      <dialog
        ref={dialog}
        class="query-dialog"
        aria-label="The GraphQL behind this view"
        onClick={({ target, currentTarget }) => target === currentTarget && currentTarget.close()}
      >
        <form method="dialog">
          <h2>The GraphQL behind this view</h2>
          <button class="quiet-button" aria-label="Close">
            ✕
          </button>
        </form>
        {operations.length > 1 && (
          <div class="segments" role="group" aria-label="Which query">
            {operations.map(({ name }, each) => (
              <button type="button" key={name} aria-pressed={each === index} onClick={() => setIndex(each)}>
                {name}
              </button>
            ))}
          </div>
        )}
        <div class="query-text">
          <pre tabIndex={0} aria-label="Query">
            {query}
          </pre>
          <pre tabIndex={0} aria-label="Variables">
            {variablesText}
          </pre>
        </div>
        <p class="actions">
          <a class="button primary" href={sandbox} target="_blank" rel="noreferrer">
            Sandbox <small>needs the internet</small>
          </a>
          <a class="button" href={graphiql} target="_blank" rel="noreferrer">
            GraphiQL <small>on this server</small>
          </a>
          <button
            type="button"
            class="button"
            onClick={() => navigator.clipboard.writeText(query).then(() => setCopied(true))}
            onBlur={() => setCopied(false)}
          >
            {copied ? 'Copied' : 'Copy the query'}
          </button>
        </p>
      </dialog>
    </>
  );
}
