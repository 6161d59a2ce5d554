// Makes many packages of a few: copies that differ in the archive's comment alone, so that each has a hash of its own.
//   node test/bench/fleet-copies.js <out> <count> <package or folder…>
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [out, count, ...sources] = process.argv.slice(2);
const packages = sources.flatMap((source) =>
  statSync(source).isFile()
    ? [source]
    : readdirSync(source, { recursive: true })
        .filter((name) => name.endsWith('.apk'))
        .sort()
        .map((name) => join(source, name)),
);
mkdirSync(out, { recursive: true });
for (let i = 0; i < Number(count); i++) {
  const bytes = readFileSync(packages[i % packages.length]);
  const end = bytes.length - 22; // end of central directory without a comment; others are copied once only
  const plain = end >= 0 && bytes.readUInt32LE(end) === 0x06054b50;
  const round = Math.floor(i / packages.length);
  if (round > 0 && !plain) continue;
  const comment = Buffer.from(`copy ${String(round).padStart(6, '0')}`);
  if (round > 0) bytes.writeUInt16LE(comment.length, end + 20);
  writeFileSync(
    join(out, `app-${String(i).padStart(5, '0')}.apk`),
    round > 0 ? Buffer.concat([bytes, comment]) : bytes,
  );
}
