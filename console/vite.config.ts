// Builds the console into console/dist: files with hashed names, and of each a copy for brotli and for gzip, so that
// nothing is compressed while somebody waits. No inline script, no inline style: the policy forbids both.

import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

const folder = import.meta.dirname;
const dist = join(folder, 'dist');

/** Where the function serves it: host.json's prefix, and the route of functions/console.ts. */
export const base = '/api/console/';

function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    closeBundle() {
      for (const file of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
        const path = join(dist, file);
        if (!/\.(js|css|html|svg)$/.test(file) || !statSync(path).isFile()) continue;
        const content = readFileSync(path);
        const quality = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
        writeFileSync(`${path}.br`, brotliCompressSync(content, { params: quality }));
        writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  root: folder,
  base,
  logLevel: 'warn',
  plugins: [compressed()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: dist,
    emptyOutDir: true,
    target: 'es2023',
    // A file inlined as data: would need a policy that allows it.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 4_000,
    reportCompressedSize: false,
    // Compressing is what takes its time.
    rolldownOptions: { checks: { pluginTimings: false } },
  },
});
