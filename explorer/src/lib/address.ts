import { useLocation } from 'preact-iso';

/** The last part of an id is what addresses show: `role:data-scientist` is at /roles/data-scientist. */
export const pathOf = {
  role: (id: string) => `/roles/${encodeURIComponent(id.replace(/^role:/, ''))}`,
  skill: (id: string) => `/skills/${encodeURIComponent(id.replace(/^skill:/, ''))}`,
  certification: (id: string) => `/certifications/${encodeURIComponent(id.replace(/^certification:/, ''))}`,
};

/** The page of anything that has one. */
export function pathOfId(id: string): string | null {
  const [type] = id.split(':', 1);
  return type === 'role' || type === 'skill' || type === 'certification' ? pathOf[type](id) : null;
}

export function planPath(from: string[], to: string[]): string {
  return `/plan?${new URLSearchParams([...from.map((id) => ['from', id]), ...to.map((id) => ['to', id])] as [string, string][])}`;
}

export type Changes = Record<string, string | readonly string[] | null>;

/** What the address says, and a way to say something else in it. Every choice is there, so that every state can be shared. */
export function useAddress() {
  const { url, route } = useLocation();
  const [path = '/', search = ''] = url.split('?');
  const parameters = new URLSearchParams(search);
  return {
    path,
    one: (name: string) => parameters.get(name),
    all: (name: string) => parameters.getAll(name),
    /** Null and an empty list take a parameter out. A change in passing, such as a slider's, leaves no step to go back to. */
    change: (changes: Changes, inPassing = false) => {
      const next = new URLSearchParams(location.search);
      for (const [name, value] of Object.entries(changes)) {
        next.delete(name);
        for (const each of value === null ? [] : [value].flat()) next.append(name, each);
      }
      const query = next.toString();
      route(query ? `${location.pathname}?${query}` : location.pathname, inPassing);
    },
  };
}
