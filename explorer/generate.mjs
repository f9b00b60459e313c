// Writes the types of the API, and of the explorer's queries, from the committed schema.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { codegen } from '@graphql-codegen/core';
import * as typedDocumentNode from '@graphql-codegen/typed-document-node';
import * as operations from '@graphql-codegen/typescript-operations';
import { buildSchema, parse } from 'graphql';

const here = (path) => new URL(path, import.meta.url);
const schemaAst = buildSchema(readFileSync(here('../schema/api.graphql'), 'utf8'));
const documents = readdirSync(here('src/queries/'))
  .filter((name) => name.endsWith('.graphql'))
  .map((name) => ({ location: name, document: parse(readFileSync(here(`src/queries/${name}`), 'utf8')) }));
const config = {
  documentMode: 'string',
  enumsAsTypes: true,
  skipTypename: true,
  useTypeImports: true,
  scalars: { Date: 'string', DateTime: 'string', URL: 'string' },
};

const types = await codegen({
  filename: 'generated.ts',
  schemaAst,
  schema: undefined,
  documents,
  config,
  plugins: [{ operations: {} }, { typedDocumentNode: {} }],
  pluginMap: { operations, typedDocumentNode },
});
writeFileSync(here('src/generated.ts'), `/* eslint-disable */\n${types}`);
