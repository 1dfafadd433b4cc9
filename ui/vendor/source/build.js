/* Bundles entry.js, without the descriptions that plotly.js carries for its reference pages, packs
   it with brotli, and puts the licences of all that is inside beside it. */
'use strict';
const fs = require('fs');
const path = require('path');
const zlib = require('zlib');
const acorn = require('acorn');
const walk = require('acorn-walk');
const esbuild = require('esbuild');

const version = require('plotly.js/package.json').version;
const name = path.join(__dirname, '..', `plotly-charts-${version}`);
const banner = `/*! plotly.js v${version}, only scatter and bar. Copyright Plotly, Inc. MIT licence; see the licences beside it. */`;

function isText(node) {
  switch (node.type) {
    case 'Literal':
    case 'TemplateLiteral': return true;
    case 'BinaryExpression': return isText(node.left) || isText(node.right);
    case 'CallExpression': return node.callee.type === 'MemberExpression' && node.callee.property.name === 'join';
    default: return false;
  }
}

function withoutDescriptions(text) {
  const found = [];
  walk.simple(acorn.parse(text, { ecmaVersion: 2022 }), {
    Property(node) {
      if ((node.key.name || node.key.value) === 'description' && isText(node.value)) { found.push(node.value); }
    }
  });
  return found.sort((one, other) => other.start - one.start)
    .reduce((left, node) => `${left.slice(0, node.start)}''${left.slice(node.end)}`, text);
}

const shorten = {
  name: 'without-descriptions',
  setup(build) {
    build.onLoad({ filter: /plotly\.js[\\/]src[\\/].*\.js$/ }, async file => ({
      contents: withoutDescriptions(await fs.promises.readFile(file.path, 'utf8')), loader: 'js'
    }));
  }
};

function packagesOf(inputs) {
  const used = Object.keys(inputs).filter(file => inputs[file].bytesInOutput > 0);
  const found = used.map(file => file.match(/^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//));
  return [...new Set(found.filter(Boolean).map(match => match[1]))].sort();
}

function licenceOf(folder) {
  const about = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const file = fs.readdirSync(folder).find(one => /^licen[cs]e/i.test(one));
  const text = file ? fs.readFileSync(path.join(folder, file), 'utf8').trim() : '';
  return `${about.name} ${about.version} (${about.license})\n\n${text}`;
}

async function main() {
  const made = await esbuild.build({
    entryPoints: [path.join(__dirname, 'entry.js')], absWorkingDir: __dirname, bundle: true,
    format: 'iife', globalName: 'Plotly', minify: true, target: 'es2020', legalComments: 'none',
    banner: { js: banner }, alias: { stream: 'stream-browserify' }, loader: { '.css': 'empty' },
    define: { global: 'window', 'define.amd': 'false', 'process.env.NODE_DEBUG': 'false' },
    plugins: [shorten], metafile: true, write: false
  });
  const script = Buffer.from(made.outputFiles[0].contents);
  const { constants } = zlib;
  const packed = zlib.brotliCompressSync(script, { params: {
    [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24,
    [constants.BROTLI_PARAM_SIZE_HINT]: script.length
  } });
  fs.writeFileSync(`${name}.min.js.br`, packed);
  const inside = packagesOf(made.metafile.outputs[Object.keys(made.metafile.outputs)[0]].inputs);
  const licences = inside.map(folder => licenceOf(path.resolve(__dirname, folder)));
  fs.writeFileSync(`${name}-LICENCES.txt`, `${licences.join('\n\n----\n\n')}\n`);
  console.log(`${script.length} bytes, ${packed.length} packed, ${inside.length} packages inside`);
}

main();
