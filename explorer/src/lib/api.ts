import { useEffect, useRef, useState } from 'preact/hooks';
import type { TypedDocumentString } from '../generated';

/** An answer that is no data: what the API says of it, for people. */
export class ApiError extends Error {
  constructor(
    message: string,
    readonly code: string,
  ) {
    super(message);
  }
}

interface Answer<Result> {
  data?: Result | null;
  errors?: { message: string; extensions?: { code?: string } }[];
}

/** Longer addresses are refused here and there on the way; their queries are posted. */
const longestAddress = 6_000;

export function queryText(document: TypedDocumentString<unknown, never>): string {
  return document
    .toString()
    .replace(/^ {4}(?=fragment|query)/gm, '')
    .trim();
}

/** So often something is asked that the API answers with "come again": its database is busy, or on its way back. */
const mostTries = 3;

/** Asks by GET where it can, so that browsers and caches may keep the answer. */
export async function ask<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  signal?: AbortSignal,
  tries = mostTries,
): Promise<Result> {
  const query = document.toString().replace(/\s+/g, ' ').trim();
  const address = `/graphql?${new URLSearchParams({ query, variables: JSON.stringify(variables) })}`;
  const headers = { accept: 'application/json', 'content-type': 'application/json' };
  const request: [string, RequestInit] =
    address.length <= longestAddress
      ? [address, { headers }]
      : ['/graphql', { method: 'POST', headers, body: JSON.stringify({ query, variables }) }];
  const response = await fetch(request[0], { ...request[1], signal }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new ApiError('Careergraph cannot be reached. Is the server still running, and the network up?', 'UNREACHABLE');
  });
  if (response.status === 503 && tries > 1) {
    const seconds = Number(response.headers.get('retry-after') ?? 1);
    await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
    signal?.throwIfAborted();
    return ask(document, variables, signal, tries - 1);
  }
  const answer = (await response.json().catch(() => ({}))) as Answer<Result>;
  const error = answer.errors?.[0];
  if (error) throw new ApiError(error.message, error.extensions?.code ?? 'UNKNOWN');
  if (!answer.data) throw new ApiError(`Careergraph answered with HTTP status ${response.status} and no data.`, 'UNKNOWN');
  return answer.data;
}

export interface QueryState<Result> {
  /** While a changed query is under way, still the answer to the one before. */
  data: Result | undefined;
  error: ApiError | undefined;
  loading: boolean;
  retry: () => void;
}

/** Answers of this visit: going back shows at once what was there. */
const answers = new Map<string, unknown>();
const mostAnswers = 100;

/** Parts of a page that ask the same share one request. */
const underWay = new Map<string, Promise<unknown>>();

function shared<Result>(key: string, request: () => Promise<Result>): Promise<Result> {
  let answer = underWay.get(key) as Promise<Result> | undefined;
  if (!answer) {
    answer = request().finally(() => underWay.delete(key));
    underWay.set(key, answer);
    answer.then(
      (data) => {
        answers.set(key, data);
        if (answers.size > mostAnswers) answers.delete(answers.keys().next().value!);
      },
      () => {},
    );
  }
  return answer;
}

/** Null variables ask nothing. */
export function useQuery<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables | null,
): QueryState<Result> {
  const key = variables === null ? '' : `${document.toString()}${JSON.stringify(variables)}`;
  const [state, setState] = useState<{ key: string; data?: Result; error?: ApiError }>({ key: '' });
  const [attempt, setAttempt] = useState(0);
  const last = useRef<Result>(undefined);

  useEffect(() => {
    if (variables === null || answers.has(key)) return;
    let wanted = true;
    shared(key, () => ask(document, variables)).then(
      (data) => wanted && setState({ key, data }),
      (error: unknown) => wanted && setState({ key, error: error instanceof ApiError ? error : new ApiError(String(error), 'UNKNOWN') }),
    );
    return () => {
      wanted = false;
    };
  }, [key, attempt]);

  const retry = () => {
    setState({ key: '' });
    setAttempt((count) => count + 1);
  };
  if (variables === null) return { data: undefined, error: undefined, loading: false, retry };
  const known = (answers.get(key) as Result | undefined) ?? (state.key === key ? state.data : undefined);
  if (known !== undefined) last.current = known;
  const error = state.key === key && known === undefined ? state.error : undefined;
  return { data: error ? undefined : (known ?? last.current), error, loading: known === undefined && !error, retry };
}
