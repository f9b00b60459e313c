import { type CareerMap, listOf, type Lists, listsOf } from './career-map.js';
import { moveBetween, type Mover, moverOf, partsAt, rounded, type Scale, scaleOf, totalOf } from './effort.js';
import { isOpenToEntry, isWithinReach, stopsTouched } from './entry.js';
import { coverageOf, matchesOf, type Profile } from './owned.js';
import { credibleMoves } from './recommendations.js';
import { idOf } from './stop-facts.js';

/** What to get next. */
export interface NextBest {
  /** A skill, or a certification. */
  readonly item: number;
  /**
   * Stops that come within reach by it, the easiest first, then by id. From skills alone: those whose coverage crosses what
   * a first role takes. From roles held: those whose move comes to cost no more than one with every part at the graph's median.
   */
  readonly unlocks: readonly number[];
  /** 0 to 1: effort saved towards the target; without one, on average over the credible moves that it makes easier. */
  readonly effortReduction: number;
}

/** The skills that a credible move, or the target, asks for and that are not owned in full: best first, equals by id. */
export function nextBestSkills(map: CareerMap, profile: Profile, target: number | null): NextBest[] {
  const outlook = new Outlook(map, profile, target);
  const asked = outlook.skillsAskedFor();
  return outlook.ranked(listsOf(map.skills.ids.map((_, skill) => (asked.has(skill) ? [skill] : []))), map.skills.ids);
}

/** Certifications, each for all the skills that it validates, owned in full. */
export function nextBestCertifications(map: CareerMap, profile: Profile, target: number | null): NextBest[] {
  const { certifications, skills } = map;
  const validating = skills.ids.map((_, skill) => [...listOf(skills.certifications, skill)].filter((item) => certifications.active[item]));
  return new Outlook(map, profile, target).ranked(listsOf(validating), certifications.ids);
}

/** What a way to a stop costs who owns nothing of what it requires, and who owns all: in between it is a straight line. */
interface Way {
  readonly none: number;
  readonly all: number;
}

/** A stop that might be entered next, and how far what is owned goes. */
interface Option {
  readonly stop: number;
  readonly ways: readonly Way[];
  /** How well each of its clauses is met. */
  readonly matches: Float64Array;
  readonly coverage: number;
  readonly effort: number;
}

/** What is noted of an item while options are looked at. */
interface Note {
  readonly item: number;
  readonly unlocks: { readonly stop: number; readonly effort: number }[];
  saved: number;
  easier: number;
  towards: number;
}

class Outlook {
  private readonly scale: Scale;
  private readonly mover: Mover;
  private readonly fromSkills: boolean;
  /** So much effort at most is within reach of someone who holds a role. */
  private readonly reach: number;
  private readonly options: readonly Option[];
  private readonly goal: Option | null;

  constructor(
    private readonly map: CareerMap,
    profile: Profile,
    target: number | null,
  ) {
    this.scale = scaleOf(map);
    this.mover = moverOf(map, profile);
    this.fromSkills = profile.stops.length === 0;
    this.reach = totalOf(this.scale, [NaN, NaN, NaN, NaN]);
    this.options = [...this.waysOn(profile)].map(([stop, ways]) => this.optionAt(stop, ways));
    const starts = this.fromSkills ? [null] : profile.stops;
    const toTarget = (from: number | null): Way => this.wayTo(from, target!, from === null ? -1 : moveBetween(map, from, target!));
    this.goal = target === null ? null : this.optionAt(target, starts.map(toTarget));
  }

  /** Skills that are named by what is not met in full, of the target or else of any option. */
  skillsAskedFor(): Set<number> {
    const { clauses } = this.map;
    const asked = new Set<number>();
    for (const { stop, matches } of this.goal ? [this.goal] : this.options) {
      matches.forEach((match, index) => {
        if (match < 1) for (const skill of listOf(clauses.skills, clauses.starts[stop]! + index)) asked.add(skill);
      });
    }
    return asked;
  }

  /** `bringing`: of each skill the items that bring it. */
  ranked(bringing: Lists, ids: readonly string[]): NextBest[] {
    const notes = new Map<number, Note>();
    const noteOf = (item: number): Note => {
      const note = notes.get(item) ?? { item, unlocks: [], saved: 0, easier: 0, towards: 0 };
      notes.set(item, note);
      return note;
    };
    const gains = new Gains(this.map, bringing, ids.length);
    for (const option of this.options) {
      gains.forEach(option, (item, gain) => {
        const coverage = option.coverage + gain;
        if (this.fromSkills && !isWithinReach(coverage)) return;
        const effort = this.effortOf(option.ways, coverage);
        const isNew = this.fromSkills ? !isWithinReach(option.coverage) : option.effort > this.reach && effort <= this.reach;
        if (!isNew && effort >= option.effort) return;
        const note = noteOf(item);
        if (isNew) note.unlocks.push({ stop: option.stop, effort });
        if (effort < option.effort) {
          note.saved += option.effort - effort;
          note.easier++;
        }
      });
    }
    const { goal } = this;
    if (goal) gains.forEach(goal, (item, gain) => (noteOf(item).towards = goal.effort - this.effortOf(goal.ways, goal.coverage + gain)));
    const byReduction = (a: NextBest, b: NextBest): number => b.effortReduction - a.effortReduction;
    const byUnlocks = (a: NextBest, b: NextBest): number => b.unlocks.length - a.unlocks.length;
    const [first, second] = goal === null ? [byUnlocks, byReduction] : [byReduction, byUnlocks];
    return [...notes.values()]
      .map((note) => this.toNextBest(note))
      .filter(({ unlocks, effortReduction }) => effortReduction > 0 || (goal === null && unlocks.length > 0))
      .sort((a, b) => first(a, b) || second(a, b) || (ids[a.item]! < ids[b.item]! ? -1 : 1));
  }

  private toNextBest({ item, unlocks, saved, easier, towards }: Note): NextBest {
    unlocks.sort((a, b) => a.effort - b.effort || (idOf(this.map, a.stop) < idOf(this.map, b.stop) ? -1 : 1));
    const onAverage = easier === 0 ? 0 : saved / easier;
    return { item, unlocks: unlocks.map(({ stop }) => stop), effortReduction: rounded(this.goal ? towards : onAverage) };
  }

  /** From skills alone: to what something owned is of use for already; who owns nothing may begin anywhere. */
  private waysOn(profile: Profile): Map<number, Way[]> {
    const { map, mover } = this;
    const ways = new Map<number, Way[]>();
    if (this.fromSkills) {
      const useful = stopsTouched(map, mover.owned);
      const stops = useful.length > 0 ? useful : Array.from({ length: map.stops.count }, (_, stop) => stop);
      for (const stop of stops) if (isOpenToEntry(map, stop, profile.years)) ways.set(stop, [this.wayTo(null, stop, -1)]);
    } else {
      for (const { from, to, move } of credibleMoves(map, profile, mover))
        ways.set(to, [...(ways.get(to) ?? []), this.wayTo(from, to, move)]);
    }
    return ways;
  }

  private wayTo(from: number | null, to: number, move: number): Way {
    const totalWith = (coverage: number): number => totalOf(this.scale, partsAt(this.map, this.mover, coverage, from, to, move));
    return { none: totalWith(0), all: totalWith(1) };
  }

  private optionAt(stop: number, ways: readonly Way[]): Option {
    const matches = matchesOf(this.map, stop, this.mover.owned);
    const coverage = coverageOf(this.map, stop, matches);
    return { stop, ways, matches, coverage, effort: this.effortOf(ways, coverage) };
  }

  /** By the easiest way. */
  private effortOf(ways: readonly Way[], coverage: number): number {
    let least = Infinity;
    for (const { none, all } of ways) least = Math.min(least, none + (all - none) * coverage);
    return rounded(least);
  }
}

/** What each item adds to the coverage of an option: the skills it brings count as owned in full. */
class Gains {
  private readonly gain: Float64Array;
  /** How well the item meets the clause in hand. */
  private readonly best: Float64Array;
  private readonly inClause: Uint32Array;
  private readonly touched: Uint32Array;

  constructor(
    private readonly map: CareerMap,
    private readonly bringing: Lists,
    items: number,
  ) {
    this.gain = new Float64Array(items);
    this.best = new Float64Array(items);
    this.inClause = new Uint32Array(items);
    this.touched = new Uint32Array(items);
  }

  forEach({ stop, matches }: Option, look: (item: number, gain: number) => void): void {
    const { gain, best, inClause, touched } = this;
    const { clauses, skills } = this.map;
    let [all, count] = [0, 0];
    for (let clause = clauses.starts[stop]!; clause < clauses.starts[stop + 1]!; clause++) {
      const weight = clauses.weight[clause]!;
      const before = matches[clause - clauses.starts[stop]!]!;
      all += weight;
      let size = 0;
      for (let at = clauses.skills.starts[clause]!; at < clauses.skills.starts[clause + 1]!; at++) {
        const required = clauses.skills.items[at]!;
        if (before < 1) size = this.bring(required, 1, size);
        for (let other = skills.related.starts[required]!; other < skills.related.starts[required + 1]!; other++) {
          const match = skills.relatedness[other]!;
          if (match > before) size = this.bring(skills.related.items[other]!, match, size);
        }
      }
      for (let index = 0; index < size; index++) {
        const item = inClause[index]!;
        if (gain[item] === 0) touched[count++] = item;
        gain[item]! += weight * (best[item]! - before);
        best[item] = 0;
      }
    }
    for (let index = 0; index < count; index++) {
      const item = touched[index]!;
      look(item, gain[item]! / all);
      gain[item] = 0;
    }
  }

  /** Answers how many items are of use for the clause by now. */
  private bring(skill: number, match: number, size: number): number {
    const { bringing, best, inClause } = this;
    for (let at = bringing.starts[skill]!; at < bringing.starts[skill + 1]!; at++) {
      const item = bringing.items[at]!;
      if (best[item] === 0) inClause[size++] = item;
      if (best[item]! < match) best[item] = match;
    }
    return size;
  }
}
