// Compiles the unit tests and runs them with Node's own test runner.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import * as esbuild from 'esbuild';

const root = path.resolve(import.meta.dirname, '..');
const names = (await fs.readdir(path.join(root, 'test'))).filter((name) => name.endsWith('.test.ts'));
const outdir = path.join(root, 'dist/test');

await fs.rm(outdir, { recursive: true, force: true });
await esbuild.build({
  absWorkingDir: root,
  entryPoints: names.map((name) => `test/${name}`),
  outdir,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  sourcemap: 'inline',
});
const tests = names.map((name) => path.join(outdir, name.replace(/\.ts$/, '.js')));
const { status } = spawnSync(process.execPath, ['--enable-source-maps', '--test', ...tests], { stdio: 'inherit' });
process.exit(status ?? 1);
