import { createContext, type ComponentChildren } from 'preact';
import { useContext, useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { shortName, useSources } from '../lib/sources';
import { count } from '../lib/words';

export interface Claim {
  wording: string | null;
  asOf?: string | null;
  source: { id: string };
}

interface Shown {
  claims: readonly Claim[];
  anchor: Element;
}

const PopoverContext = createContext<{ id: string; show: (shown: Shown | null) => void }>({ id: '', show: () => {} });
const mostDots = 5;

/**
 * Who says so: a dot for each source, and their names on hover, tap or focus. An empty list is what no source says but the model
 * infers.
 */
export function Evidence({ claims }: { claims: readonly Claim[] }) {
  const sources = useSources();
  const { id, show } = useContext(PopoverContext);
  const ids = [...new Set(claims.map(({ source }) => source.id))];
  const names = ids.map((sourceId) => shortName(sources.get(sourceId), sourceId));
  const label = ids.length === 0 ? 'Inferred: no source states it' : `${count(ids.length, 'source')}: ${names.join('; ')}`;
  const open = (event: Event) => show({ claims, anchor: event.currentTarget as Element });
  return (
    <button
      type="button"
      class={ids.length === 0 ? 'evidence inferred' : 'evidence'}
      aria-label={label}
      aria-describedby={id}
      onMouseEnter={open}
      onFocus={open}
      onClick={open}
      onMouseLeave={() => show(null)}
      onBlur={() => show(null)}
    >
      {Array.from({ length: Math.max(1, Math.min(ids.length, mostDots)) }, (_, index) => (
        <i key={index} />
      ))}
      {ids.length > mostDots && <span>{ids.length}</span>}
    </button>
  );
}

/** One popover for the whole page. It can be hovered itself, and Escape closes it (WCAG 1.4.13). */
export function EvidenceProvider({ children }: { children: ComponentChildren }) {
  const id = useId();
  const [shown, setShown] = useState<Shown | null>(null);
  const closing = useRef<ReturnType<typeof setTimeout>>(undefined);
  const show = useRef((next: Shown | null) => {
    clearTimeout(closing.current);
    if (next) setShown(next);
    else closing.current = setTimeout(() => setShown(null), 120);
  }).current;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && setShown(null);
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return (
    <PopoverContext.Provider value={{ id, show }}>
      {children}
      <div id={id} role="tooltip" class="popover" hidden={!shown} onMouseEnter={() => shown && show(shown)} onMouseLeave={() => show(null)}>
        {shown && <Claims {...shown} />}
      </div>
    </PopoverContext.Provider>
  );
}

function Claims({ claims, anchor }: Shown) {
  const sources = useSources();
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const popover = list.current!.parentElement!;
    const place = () => {
      const { left, bottom, top } = anchor.getBoundingClientRect();
      const { offsetWidth: width, offsetHeight: height } = popover;
      popover.style.left = `${Math.max(8, Math.min(left - 12, document.documentElement.clientWidth - width - 8))}px`;
      popover.style.top = `${bottom + height + 8 > innerHeight && top > height + 8 ? top - height - 4 : bottom + 4}px`;
    };
    place();
    addEventListener('scroll', place, { passive: true, capture: true });
    return () => removeEventListener('scroll', place, { capture: true });
  }, [anchor, claims]);
  return (
    <div ref={list}>
      {claims.length === 0 && <p>No source states this. It is inferred from how alike the two are.</p>}
      {[...new Map(claims.map((claim) => [`${claim.source.id}${claim.wording}`, claim])).values()].map(
        ({ source: { id }, wording, asOf }) => {
          const source = sources.get(id);
          const publisher = source && source.publisher !== 'Not stated' ? source.publisher : null;
          return (
            <p key={`${id}${wording}`}>
              <strong>{source?.name ?? id}</strong>
              {publisher && publisher !== source?.name && <span> {publisher}</span>}
              {wording && <span> “{wording}”</span>}
              {(asOf ?? source?.asOf) && <span> as of {asOf ?? source?.asOf}</span>}
            </p>
          );
        },
      )}
    </div>
  );
}
