import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { factCountsPage } from '../graph-seed/guides/fact-counts.js';
import { readGuides } from '../graph-seed/guides/read-guides.js';
import { idRest } from '../graph-seed/ids.js';
import { projectRoot } from '../src/project-root.js';

const { guides } = await readGuides();
for (const guide of guides) {
  await writeFile(join(projectRoot, 'docs/sources', `${idRest(guide.source.id)}.md`), factCountsPage(guide));
}
