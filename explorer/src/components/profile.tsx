import { useState } from 'preact/hooks';
import { type EducationLevel, MatchSkillsDocument, type MatchSkillsQuery, NamesDocument, type ProfileInput } from '../generated';
import { type Changes, useAddress } from '../lib/address';
import { ask, useQuery } from '../lib/api';
import { educationLevels } from '../lib/words';
import { SearchBox } from './search-box';

type Match = MatchSkillsQuery['matchSkills'][number];
type Names = ReadonlyMap<string, string>;

/** Who is moving, as the address says it. */
export function useProfile(): { profile: ProfileInput; isEmpty: boolean } {
  const { one, all } = useAddress();
  const currentRoles = all('from');
  const skills = all('skill').map((id) => ({ id }));
  const experience = one('years');
  const education = one('education');
  return {
    profile: {
      currentRoles,
      skills,
      yearsOfExperience: experience === null ? undefined : Number(experience),
      education: education !== null && education in educationLevels ? (education as EducationLevel) : undefined,
    },
    isEmpty: currentRoles.length + skills.length === 0,
  };
}

/** What the ids in the address are called; an id that nothing has is shown as it is. */
export function useNames(ids: readonly string[]): Names {
  const wanted = [...new Set(ids)].sort();
  const { data } = useQuery(NamesDocument, wanted.length === 0 ? null : { ids: wanted });
  return new Map(
    data?.nodes.flatMap((node): [string, string][] => {
      if (node === null) return [];
      if (node.__typename === 'Role') return [[node.id, node.title]];
      return 'name' in node ? [[node.id, node.name]] : [];
    }),
  );
}

export function Chips({ parameter, names }: { parameter: string; names: Names }) {
  const { all, change } = useAddress();
  const ids = all(parameter);
  if (ids.length === 0) return null;
  return (
    <ul class="chips">
      {ids.map((id) => (
        <li key={id} class="chip">
          {names.get(id) ?? id}
          <button
            type="button"
            aria-label={`Remove ${names.get(id) ?? id}`}
            onClick={() => change({ [parameter]: all(parameter).filter((each) => each !== id) })}
          >
            ✕
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Roles and skills, picked as one types or matched from pasted text. */
export function ProfileForm({ names }: { names: Names }) {
  const { one, all, change } = useAddress();
  const [matches, setMatches] = useState<Match[]>([]);
  const [failure, setFailure] = useState('');
  const add = (ids: string[]) => {
    const changes: Changes = {};
    for (const [type, parameter] of [
      ['role:', 'from'],
      ['skill:', 'skill'],
    ] as const) {
      const added = ids.filter((id) => id.startsWith(type));
      if (added.length > 0) changes[parameter] = [...new Set([...new URLSearchParams(location.search).getAll(parameter), ...added])];
    }
    if (Object.keys(changes).length > 0) change(changes);
  };
  const match = (phrases: string[]) =>
    ask(MatchSkillsDocument, { phrases }).then(
      ({ matchSkills }) => {
        setFailure('');
        setMatches(matchSkills.filter(({ skill }) => skill === null));
        add(matchSkills.flatMap(({ skill }) => skill?.id ?? []));
      },
      (error: Error) => setFailure(error.message),
    );
  return (
    <fieldset class="profile">
      <legend>From</legend>
      <SearchBox
        label="Your job, or a skill. Or paste a list of skills"
        placeholder="Data Analyst, Python …"
        kinds={['ROLE', 'SKILL']}
        onPick={({ id }) => add([id])}
        onPasteMany={match}
      />
      <Chips parameter="from" names={names} />
      <Chips parameter="skill" names={names} />
      {failure && <p role="alert">{failure}</p>}
      {matches.length > 0 && (
        <div class="unrecognised" role="status">
          <p>Not recognised:</p>
          <ul class="plain">
            {matches.map(({ phrase, alternatives }) => (
              <li key={phrase}>
                “{phrase}”{' '}
                {alternatives.map(({ id, name }) => (
                  <button
                    type="button"
                    class="quiet-button"
                    key={id}
                    onClick={() => {
                      add([id]);
                      setMatches((all) => all.filter((each) => each.phrase !== phrase));
                    }}
                  >
                    {name}
                  </button>
                ))}
              </li>
            ))}
          </ul>
          <button type="button" class="quiet-button" onClick={() => setMatches([])}>
            Leave them out
          </button>
        </div>
      )}
      <div class="pair">
        <label>
          Years of experience
          <input
            type="number"
            min="0"
            max="80"
            placeholder="as the job asks"
            value={one('years') ?? ''}
            onChange={({ currentTarget }) => change({ years: currentTarget.validity.valid ? currentTarget.value || null : null })}
          />
        </label>
        <label>
          Education
          <select value={one('education') ?? ''} onChange={({ currentTarget }) => change({ education: currentTarget.value || null })}>
            <option value="">as the job asks</option>
            {Object.entries(educationLevels).map(([level, name]) => (
              <option key={level} value={level}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </div>
      {all('from').length + all('skill').length > 1 && (
        <button type="button" class="quiet-button" onClick={() => change({ from: null, skill: null })}>
          Clear
        </button>
      )}
    </fieldset>
  );
}
