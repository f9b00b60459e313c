import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type BreakingChange,
  BreakingChangeType,
  buildSchema,
  DangerousChangeType,
  findBreakingChanges,
  findDangerousChanges,
  parse,
  printSchema,
  visit,
} from 'graphql';
import { projectRoot } from '../src/project-root.js';
import { createSchema } from '../src/schema.js';

/**
 * Compares the schema that the code emits with schema/api.graphql, and with the contract as the old side: what the contract
 * has and the service has not is listed as to come; anything that contradicts the contract fails. `--write` writes the file.
 */
const emitted = `${printSchema(createSchema())}\n`;
const file = join(projectRoot, 'schema/api.graphql');
if (process.argv.includes('--write')) writeFileSync(file, emitted);

const problems: string[] = [];
if (readFileSync(file, 'utf8') !== emitted)
  problems.push('schema/api.graphql is not what the code emits: run `npm run schema` and commit it.');

const contract = buildSchema(readFileSync(join(projectRoot, 'schema/contract.graphql'), 'utf8'));
const service = buildSchema(emitted);
const TO_COME = new Set<string>([BreakingChangeType.TYPE_REMOVED, BreakingChangeType.FIELD_REMOVED]);
const changes: BreakingChange[] = findBreakingChanges(contract, service);
const toCome = changes.filter(({ type }) => TO_COME.has(type));
for (const { description } of changes.filter(({ type }) => !TO_COME.has(type))) problems.push(`breaks the contract: ${description}`);
for (const { type, description } of findDangerousChanges(contract, service)) {
  if (type === DangerousChangeType.ARG_DEFAULT_VALUE_CHANGE) problems.push(`breaks the contract: ${description}`);
}

const undescribed: string[] = [];
visit(parse(emitted), {
  enter: (node, _key, _parent, _path, ancestors) => {
    if (!('description' in node) || node.description !== undefined || !('name' in node) || !node.name) return;
    const names = ancestors.flatMap((ancestor) => ('name' in ancestor && ancestor.name ? [ancestor.name.value] : []));
    undescribed.push([...names, node.name.value].join('.'));
  },
});
if (undescribed.length > 0) problems.push(`without a description: ${undescribed.join(', ')}`);

if (toCome.length > 0)
  console.log(
    `Of the contract, not there yet (${toCome.length}):\n${toCome.map(({ description }) => `  ${description.replace(' was removed.', '')}`).join('\n')}`,
  );
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
