import { type CareerMap, listOf } from '../../career-map/career-map.js';
import { EDUCATION_LEVELS } from '../../career-map/career-rows.js';
import type { Profile } from '../../career-map/owned.js';
import type { Context } from '../../context.js';
import { badUserInput, exactlyOne, notFound } from '../../graphql/errors.js';
import { MAX_PAGE_SIZE } from '../../graphql/pagination.js';
import type { SkillNameMatch } from '../search/search.type.js';
import type { ProfileInput } from './profile.args.js';

const MAX_YEARS = 80;

/** Refuses a profile whose figures or lists cannot be; ids are looked up later. */
function checkProfile({ currentRoles, skills, certifications, yearsOfExperience: years }: ProfileInput): void {
  for (const [name, list] of Object.entries({ currentRoles, skills, certifications })) checkList(`from.${name}`, list);
  if (years !== null && years !== undefined && !(years >= 0 && years <= MAX_YEARS)) {
    throw badUserInput('from.yearsOfExperience', `years from 0 to ${MAX_YEARS}`, years);
  }
  skills?.forEach(({ id, name, level }, index) => {
    exactlyOne({ [`from.skills.${index}.id`]: id, [`from.skills.${index}.name`]: name });
    if (level !== null && level !== undefined && !(level >= 0 && level <= 1)) {
      throw badUserInput(`from.skills.${index}.level`, 'a number from 0 to 1', level);
    }
  });
}

export function checkList(argument: string, list: readonly unknown[] | null | undefined, most: number = MAX_PAGE_SIZE): void {
  if (list && list.length > most) throw badUserInput(argument, `a list of at most ${most}`, `${list.length} of them`);
}

/** The place of an id; one that is not there is refused by the name of its argument. */
export function placeOf(indexOf: ReadonlyMap<string, number>, argument: string, id: string): number {
  const place = indexOf.get(id);
  if (place === undefined) throw notFound(argument, id);
  return place;
}

export const stopOf = ({ roles }: CareerMap, argument: string, id: string): number => roles.stopOf[placeOf(roles.indexOf, argument, id)]!;

/** A profile in places of the map. `named`: what its skills' names were found to be, in their order. */
function profileOf(map: CareerMap, input: ProfileInput, named: readonly SkillNameMatch[]): Profile {
  const owned = new Float64Array(map.skills.ids.length);
  const own = (skill: number | undefined, level: number): void => {
    if (skill !== undefined) owned[skill] = Math.max(owned[skill]!, level);
  };
  const names = [...named];
  input.skills?.forEach(({ id, level }, index) => {
    // a name may be of a skill that is newer than the map
    if (id === null || id === undefined) own(map.skills.indexOf.get(names.shift()?.skill?.id ?? ''), level ?? 1);
    else own(placeOf(map.skills.indexOf, `from.skills.${index}.id`, id), level ?? 1);
  });
  for (const id of input.certifications ?? []) {
    const certification = placeOf(map.certifications.indexOf, 'from.certifications', id);
    for (const skill of listOf(map.certifications.validates, certification)) own(skill, 1);
  }
  return {
    stops: [...new Set(input.currentRoles?.map((id) => stopOf(map, 'from.currentRoles', id)))],
    owned,
    years: input.yearsOfExperience ?? null,
    education: input.education ? EDUCATION_LEVELS.indexOf(input.education) : null,
  };
}

/** A profile as it was given, checked, with its names understood, in places of the newest map. */
export async function readProfile(
  { careerMap, search }: Context,
  from: ProfileInput,
): Promise<{ map: CareerMap; profile: Profile; unrecognised: SkillNameMatch[] }> {
  checkProfile(from);
  const names = from.skills?.flatMap(({ name }) => name ?? []) ?? [];
  const [map, named] = await Promise.all([careerMap(), names.length === 0 ? [] : search.matchSkills(names)]);
  return { map, profile: profileOf(map, from, named), unrecognised: named.filter(({ skill }) => skill === null) };
}
