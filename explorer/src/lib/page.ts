import { useEffect } from 'preact/hooks';

/** Names the page in the window's title; null is the start page, undefined is not known yet. */
export function usePage(title: string | null | undefined): void {
  useEffect(() => {
    if (title !== undefined) document.title = title === null ? 'Careergraph' : `${title} · Careergraph`;
  }, [title]);
}
