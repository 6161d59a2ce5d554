// Packs the programs of a zip into one compressed stream: they are so alike that together they take a fraction of the room.
// The stream: length of the index (32 bits), the index as JSON (name: [offset, length]), the programs.
//   node pack.mjs from.zip to.bin
import { readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import JSZip from 'jszip';

const [, , from, to] = process.argv;
const zip = await JSZip.loadAsync(readFileSync(from));
const index = {};
const parts = [];
let at = 0;
const kin = (name) => name.split('.').reverse().join('.');
for (const name of Object.keys(zip.files).sort((a, b) => (kin(a) < kin(b) ? -1 : 1))) {
  const content = await zip.file(name).async('uint8array');
  index[name.replace(/\.dex$/, '')] = [at, content.length];
  parts.push(content);
  at += content.length;
}
const head = Buffer.from(JSON.stringify(index));
const length = Buffer.alloc(4);
length.writeUInt32LE(head.length);
const whole = Buffer.concat([length, head, ...parts]);
const params = {
  [constants.BROTLI_PARAM_QUALITY]: 9,
  [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
  [constants.BROTLI_PARAM_SIZE_HINT]: whole.length,
};
writeFileSync(to, brotliCompressSync(whole, { params }));
