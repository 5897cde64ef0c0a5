// Bundles the extension into dist/extension.js, and the page of the graph, which runs in a webview, into dist/graph;
// with --watch again after every change.
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import * as esbuild from 'esbuild';

const root = path.resolve(import.meta.dirname, '..');
const watch = process.argv.includes('--watch');

/** @type {esbuild.BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  minify: !watch,
  sourcemap: watch,
  legalComments: 'none', // the licences stand in THIRD_PARTY_NOTICES.txt
  metafile: true,
  logLevel: 'info',
};

/** @type {esbuild.BuildOptions[]} */
const bundles = [
  {
    ...common,
    entryPoints: ['src/extension.ts'],
    outfile: 'dist/extension.js',
    platform: 'node',
    format: 'cjs',
    target: 'node20', // the Node of the oldest VS Code in engines.vscode
    external: ['vscode'],
  },
  {
    ...common,
    entryPoints: ['src/graph/page/main.ts', 'src/graph/page/style.css'],
    outdir: 'dist/graph',
    platform: 'browser',
    format: 'iife',
    target: 'chrome122', // the Chromium of that VS Code
  },
];

if (watch) {
  for (const options of bundles) {
    await (await esbuild.context(options)).watch();
  }
} else {
  await fs.rm(path.join(root, 'dist'), { recursive: true, force: true });
  const built = await Promise.all(bundles.map((options) => esbuild.build(options)));
  const inputs = built.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  await fs.writeFile(path.join(root, 'dist/THIRD_PARTY_NOTICES.txt'), await notices(inputs));
}

/** The licence of every package of which the bundle holds a file. */
async function notices(inputs) {
  const folders = new Set(inputs.map((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0]));
  folders.delete(undefined);
  const texts = await Promise.all(
    [...folders].sort().map(async (folder) => {
      const { name, version, license } = JSON.parse(await fs.readFile(path.join(root, folder, 'package.json'), 'utf8'));
      const file = (await fs.readdir(path.join(root, folder))).find((entry) => /^licen[cs]e/i.test(entry));
      if (!file) {
        throw new Error(`${folder} has no licence file`);
      }
      const text = await fs.readFile(path.join(root, folder, file), 'utf8');
      return `${name} ${version} (${license})\n\n${text.replaceAll('\r\n', '\n').trim()}\n`;
    }),
  );
  return `dist/extension.js contains these packages.\n\n${texts.join(`\n${'-'.repeat(80)}\n\n`)}`;
}
