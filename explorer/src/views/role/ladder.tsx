import { Evidence } from '../../components/evidence';
import { Answer } from '../../components/states';
import { LadderDocument, type LadderQuery } from '../../generated';
import { pathOf, useAddress } from '../../lib/address';
import { useQuery } from '../../lib/api';
import { shortName, useSources } from '../../lib/sources';
import { groupBy, years } from '../../lib/words';
import type { Role } from './role';

type Rung = NonNullable<LadderQuery['ladder']>['rungs'][number];
type RungRole = Rung['roles'][number];

/** What the scale of years ends at: rungs that begin later are rare, and shown at its end. */
const mostYears = 20;

export function LadderSection({ role }: { role: Role }) {
  const address = useAddress();
  const sources = useSources();
  const source = address.one('ladder');
  const merged = useQuery(LadderDocument, { role: role.id, source: null });
  const shown = useQuery(LadderDocument, { role: role.id, source });
  const tellers = new Set(
    merged.data?.ladder?.rungs.flatMap((rung) => rung.roles.flatMap(({ claims }) => claims.map((claim) => claim.source.id))),
  );
  return (
    <section>
      <header class="section-head">
        <h2 id="ladder" tabIndex={-1}>
          The ladder
        </h2>
        {tellers.size > 1 && (
          <div class="segments" role="group" aria-label="Whose ladder">
            <button type="button" aria-pressed={source === null} onClick={() => address.change({ ladder: null }, true)}>
              All sources
            </button>
            {[...tellers].map((id) => (
              <button type="button" key={id} aria-pressed={source === id} onClick={() => address.change({ ladder: id }, true)}>
                {shortName(sources.get(id), id)}
              </button>
            ))}
          </div>
        )}
      </header>
      <Answer query={shown}>
        {({ ladder }) =>
          ladder ? (
            <Ladder rungs={ladder.rungs} here={role.id} source={source} />
          ) : (
            <p class="none">No source draws a ladder with this career.</p>
          )
        }
      </Answer>
    </section>
  );
}

function Ladder({ rungs, here, source }: { rungs: Rung[]; here: string; source: string | null }) {
  const top = [...rungs].reverse();
  return (
    <ol class="ladder" reversed>
      {top.map(({ rank, roles }) => (
        <li key={rank} class={roles.some(({ role }) => role.id === here) ? 'here' : undefined} value={rank}>
          <span class="rung" aria-hidden="true" />
          <div class="rung-roles">
            {roles.map((each) => (
              <RungLine key={each.role.id} {...each} here={here} source={source} />
            ))}
          </div>
        </li>
      ))}
    </ol>
  );
}

function RungLine({ role, claims, here, source }: RungRole & { here: string; source: string | null }) {
  const ranges = rangesOfRung(role, source);
  return (
    <div class="rung-role">
      <span class="rung-title">
        {role.id === here ? <strong aria-current="true">{role.title}</strong> : <a href={pathOf.role(role.id)}>{role.title}</a>}{' '}
        <Evidence claims={claims} />
        {role.level && <small>{role.level.name}</small>}
      </span>
      <span class="years">
        {ranges.map((range) => (
          <span key={years(range)}>
            <span class="years-scale" aria-hidden="true">
              <i class={range.maxYears === null ? 'open' : undefined} style={span(range)} />
            </span>
            {years(range)} <Evidence claims={range.claims} />
          </span>
        ))}
      </span>
    </div>
  );
}

type Range = RungRole['role']['experience'][number];

/**
 * A range without a name is the role's own. Named ones (“Entry Level”) divide up the whole career: of those only the ones that are
 * named like the role's level belong to this rung.
 */
function rangesOfRung({ experience, level }: RungRole['role'], source: string | null): Range[] {
  const told = experience.filter(({ claims }) => source === null || claims.some((claim) => claim.source.id === source));
  const own = told.filter(({ label }) => label === null);
  const ranges =
    own.length > 0 ? own : told.filter(({ label }) => level !== null && label!.toLowerCase().startsWith(level.name.toLowerCase()));
  return [...groupBy(ranges, years)].map(([, [first, ...others]]) => ({
    ...first!,
    claims: [first!, ...others].flatMap(({ claims }) => claims),
  }));
}

function span({ minYears, maxYears }: Range) {
  const percent = (value: number) => (Math.min(value, mostYears) / mostYears) * 100;
  const from = percent(minYears ?? 0);
  return { left: `${from}%`, width: `${Math.max(3, percent(maxYears ?? mostYears) - from)}%` };
}
