// Writes src/generated.ts: a typed document for each query in queries.graphql, from the service's SDL.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { codegen } from '@graphql-codegen/core';
import * as typedDocumentNode from '@graphql-codegen/typed-document-node';
import * as operations from '@graphql-codegen/typescript-operations';
import { buildSchema, parse } from 'graphql';

const here = (path) => new URL(path, import.meta.url);
const types = await codegen({
  filename: 'generated.ts',
  schema: undefined,
  schemaAst: buildSchema(readFileSync(here('../../schema/api.graphql'), 'utf8')),
  documents: [{ location: 'queries.graphql', document: parse(readFileSync(here('queries.graphql'), 'utf8')) }],
  config: {
    documentMode: 'string',
    enumsAsTypes: true,
    skipTypename: true,
    useTypeImports: true,
    scalars: { Date: 'string', DateTime: 'string', URL: 'string' },
  },
  plugins: [{ operations: {} }, { typedDocumentNode: {} }],
  pluginMap: { operations, typedDocumentNode },
});
mkdirSync(here('src/'), { recursive: true });
writeFileSync(here('src/generated.ts'), types);
