import { constants } from 'node:zlib';
import { defineConfig } from 'vite';
import { compression, defineAlgorithm } from 'vite-plugin-compression2';

export default defineConfig({
  // Quality 11 would spend half a minute on GraphiQL's editor for a few percent.
  plugins: [compression({ algorithms: ['gzip', defineAlgorithm('brotliCompress', { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })] })],
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 3_000,
    rolldownOptions: {
      input: ['index.html', 'graphiql.html'],
      // React's libraries mark what runs on servers, which nothing here does.
      onLog: (level, log, handle) => log.code !== 'MODULE_LEVEL_DIRECTIVE' && handle(level, log),
      checks: { pluginTimings: false },
    },
  },
  // `npm run dev` beside a Careergraph on port 4000 shows changes as they are saved.
  server: { proxy: { '/graphql': 'http://127.0.0.1:4000' } },
});
