import type { ComponentChildren } from 'preact';
import type { QueryState } from '../lib/api';

/** The answer to a query, or what there is to say while there is none. */
export function Answer<Result>({ query, children }: { query: QueryState<Result>; children: (data: Result) => ComponentChildren }) {
  if (query.error) {
    return (
      <div class="notice failure" role="alert">
        <h2>That did not work</h2>
        <p>{query.error.message}</p>
        <button type="button" class="button" onClick={query.retry}>
          Try again
        </button>
      </div>
    );
  }
  if (query.data === undefined) return <Loading />;
  return (
    <div class="answer" aria-busy={query.loading}>
      {children(query.data)}
    </div>
  );
}

export function Loading() {
  return (
    <div class="loading" role="status">
      <span class="unseen">Loading</span>
      <i />
      <i />
      <i />
    </div>
  );
}

export function Notice({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <div class="notice">
      <h2>{title}</h2>
      {children}
    </div>
  );
}

export function NotFound({ what = 'page' }: { what?: string }) {
  return (
    <div class="notice">
      <h1>There is no such {what}</h1>
      <p>The address may be old or mistyped, or the thing may not be in this graph. Search for it by name, here or on the start page.</p>
      <p>
        <a class="button" href="/">
          To the start page
        </a>
      </p>
    </div>
  );
}
