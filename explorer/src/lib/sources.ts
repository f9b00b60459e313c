import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { SourcesQuery } from '../generated';

export type Source = SourcesQuery['sources'][number];
export type SourcesById = ReadonlyMap<string, Source>;

/** Claims name their sources by id; what each is, is asked once. */
export const SourcesContext = createContext<SourcesById>(new Map());

export function useSources(): SourcesById {
  return useContext(SourcesContext);
}

/** Short enough for a row of a chart: who publishes it, or where nobody says, what it is called. */
export function shortName(source: Source | undefined, id: string): string {
  if (!source) return id.replace(/^source:/, '');
  return source.publisher === 'Not stated' ? source.name : source.publisher;
}
