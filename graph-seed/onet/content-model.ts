import { REPEATED, type Reading, textOf } from './onet.reading.js';
import type { RowOf } from './onet.tables.js';

export interface Element {
  name: string;
  description?: string;
}

/** O*NET's hierarchy of everything that it measures: `2.A.1.a` Reading Comprehension is in `2.A.1` Content, of `2.A` Basic Skills. */
export class ContentModel {
  private readonly elements = new Map<string, Element>();
  private readonly told = new Set<string>();

  private constructor(private readonly reading: Reading) {}

  static async read(reading: Reading): Promise<ContentModel> {
    const model = new ContentModel(reading);
    const problemOf = (row: RowOf<'contentModel'>): string | undefined => {
      if (model.elements.has(row['Element ID'])) return REPEATED;
      return textOf(row['Element Name']) === undefined ? 'has no name' : undefined;
    };
    for await (const row of reading.rows('contentModel', problemOf)) {
      model.elements.set(row['Element ID'], { name: textOf(row['Element Name'])!, description: textOf(row.Description) });
    }
    return model;
  }

  element(id: string): Element | undefined {
    if (this.elements.has(id)) this.told.add(id);
    return this.elements.get(id);
  }

  /** The group that an element is in. The two topmost layers, such as `2.A` Basic Skills, are too wide to say that skills are alike. */
  groupOf(id: string): string | undefined {
    const parent = id.slice(0, id.lastIndexOf('.'));
    return parent.split('.').length > 2 && this.elements.has(parent) ? parent : undefined;
  }

  /** Tells the report which elements were asked for. */
  settle(): void {
    if (!this.reading.has('contentModel')) return;
    const file = this.reading.file('contentModel');
    for (const [id, { name }] of this.elements) {
      if (this.told.has(id)) file.used += 1;
      else file.skip('is not a skill, or a group of skills, that occupations are rated for', `${id} ${name}`);
    }
  }
}
