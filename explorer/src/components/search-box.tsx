import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { type SearchKind, type SearchQuery, SearchDocument } from '../generated';
import { ask } from '../lib/api';
import { schemes } from '../lib/words';

type Found = SearchQuery['search']['hits'][number];
type Named = Exclude<Found['node'], { __typename: 'Industry' | 'Employer' }>;
export interface Option {
  id: string;
  name: string;
  detail: string;
}

const kindWords = { Role: 'Career', Skill: 'Skill', Certification: 'Certification' };

function option({ node, matchedText }: Found): Option | null {
  if (!('id' in node)) return null;
  const named = node as Named;
  const name = named.__typename === 'Role' ? named.title : named.name;
  const detail = [
    kindWords[named.__typename],
    named.__typename === 'Role' && named.level?.name,
    named.__typename === 'Role' && named.scheme !== 'GUIDE' && schemes[named.scheme],
    named.__typename === 'Certification' && named.issuer,
    matchedText !== name && `“${matchedText}”`,
  ];
  return { id: named.id, name, detail: detail.filter(Boolean).join(' · ') };
}

interface Props {
  label: string;
  placeholder: string;
  kinds: SearchKind[];
  onPick: (option: Option) => void;
  /** Text with commas or line breaks, pasted at once. */
  onPasteMany?: (phrases: string[]) => void;
  large?: boolean;
  autofocus?: boolean;
}

/** A search box that completes as one types: the combobox pattern of the ARIA authoring practices. */
export function SearchBox({ label, placeholder, kinds, onPick, onPasteMany, large = false, autofocus = false }: Props) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [options, setOptions] = useState<Option[] | null>(null);
  const [failed, setFailed] = useState('');
  const [active, setActive] = useState(0);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (autofocus) input.current!.focus();
  }, []);
  useEffect(() => {
    if (!text.trim()) return setOptions(null);
    const abort = new AbortController();
    const timer = setTimeout(() => {
      ask(SearchDocument, { text: text.slice(0, 200), kinds }, abort.signal).then(
        ({ search }) => {
          setOptions(search.hits.map(option).filter((each) => each !== null));
          setActive(0);
          setFailed('');
        },
        (error: Error) => abort.signal.aborted || setFailed(error.message),
      );
    }, 90);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [text]);

  const pick = (picked: Option) => {
    setText('');
    setOpen(false);
    onPick(picked);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const last = (options?.length ?? 0) - 1;
    if (event.key === 'Escape') setOpen(false);
    if (!options || last < 0) return;
    if (event.key === 'ArrowDown') setActive(open ? (active === last ? 0 : active + 1) : active);
    else if (event.key === 'ArrowUp') setActive(active === 0 ? last : active - 1);
    else if (event.key === 'Enter' && open) pick(options[active]!);
    else return;
    if (event.key !== 'Enter') setOpen(true);
    event.preventDefault();
  };
  const onPaste = (event: ClipboardEvent) => {
    const phrases = (event.clipboardData?.getData('text') ?? '').split(/[\n,;•|]+/).flatMap((phrase) => phrase.trim() || []);
    if (!onPasteMany || phrases.length < 2) return;
    event.preventDefault();
    onPasteMany(phrases.slice(0, 200));
  };
  const shown = open && text.trim() !== '' && (options !== null || failed !== '');
  return (
    <div
      class={large ? 'search large' : 'search'}
      onFocusOut={({ relatedTarget, currentTarget }) => !currentTarget.contains(relatedTarget as Node | null) && setOpen(false)}
    >
      <label for={id}>{label}</label>
      <input
        ref={input}
        id={id}
        role="combobox"
        type="text"
        autocomplete="off"
        spellcheck={false}
        placeholder={placeholder}
        aria-autocomplete="list"
        aria-expanded={shown}
        aria-controls={`${id}-list`}
        aria-activedescendant={shown && options?.length ? `${id}-${active}` : undefined}
        value={text}
        onInput={({ currentTarget }) => {
          setText(currentTarget.value);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
      />
      <ul id={`${id}-list`} role="listbox" aria-label={label} hidden={!shown || !options?.length}>
        {options?.map((each, index) => (
          <li
            key={each.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            onMouseMove={() => setActive(index)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => pick(each)}
          >
            <span>{each.name}</span>
            <small>{each.detail}</small>
          </li>
        ))}
      </ul>
      {shown && options?.length === 0 && !failed && (
        <p class="search-note" role="status">
          Nothing is called anything like “{text.trim()}”. Try fewer words, or another name for it.
        </p>
      )}
      {shown && failed && (
        <p class="search-note" role="alert">
          {failed}
        </p>
      )}
    </div>
  );
}
