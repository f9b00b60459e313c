/** A failure that whoever starts Careergraph can put right: its message is one paragraph that says how, and is shown without a stack. */
export class StartUpError extends Error {
  override readonly name: string = 'StartUpError';
}
