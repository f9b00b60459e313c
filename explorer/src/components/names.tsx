import { type Claim, Evidence } from './evidence';

interface Item {
  id: string;
  name: string;
  path: string;
  claims: readonly Claim[];
  note?: string;
}

export function Names({ title, items }: { title: string; items: Item[] }) {
  if (items.length === 0) return null;
  return (
    <div>
      <h2 class="minor">{title}</h2>
      <ul class="plain">
        {items.map(({ id, name, path, claims, note }) => (
          <li key={id}>
            <a href={path}>{name}</a> <Evidence claims={claims} /> {note && <small>{note}</small>}
          </li>
        ))}
      </ul>
    </div>
  );
}
