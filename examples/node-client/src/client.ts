import type { TypedDocumentString } from './generated.js';

/** What the service refuses, with its stable code. */
export class CareergraphError extends Error {
  constructor(
    message: string,
    readonly code: string,
  ) {
    super(message);
  }
}

const ATTEMPTS = 4;

/** Asks by a generated document: the variables it takes and the answer it gives are known to the compiler. */
export async function ask<R, V>(endpoint: string, document: TypedDocumentString<R, V>, variables: V): Promise<R> {
  const body = JSON.stringify({ query: document.toString(), variables });
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(endpoint, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    // Busy (429) and away (503) pass: the service says when to come again.
    if ((response.status === 429 || response.status === 503) && attempt < ATTEMPTS) {
      await new Promise((resolve) => setTimeout(resolve, 1_000 * Number(response.headers.get('retry-after') ?? attempt)));
      continue;
    }
    const { data, errors } = (await response.json()) as { data?: R; errors?: { message: string; extensions: { code: string } }[] };
    if (errors !== undefined) throw new CareergraphError(errors[0]!.message, errors[0]!.extensions.code);
    return data!;
  }
}
