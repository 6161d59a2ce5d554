#!/usr/bin/env node
// What the shell starts: a script that any Node can read. Says in one line that a Node is too old, answers --version, and
// hands on to start.cts.
const own = require('../../package.json') as { version: string; engines: { node: string } };
const argv = process.argv.slice(2);

/** "22.8.0" against another, by number. */
function isOlder(version: string, than: string): boolean {
  const a = version.split('.').map(Number);
  const b = than.split('.').map(Number);
  for (let i = 0; i < 3; i++) if (a[i] !== b[i]) return (a[i] || 0) < (b[i] || 0);
  return false;
}

const least = own.engines.node.replace('>=', '');
if (isOlder(process.versions.node, least)) {
  const zh = /^zh/i.test(process.env['LC_ALL'] || process.env['LC_MESSAGES'] || process.env['LANG'] || '');
  process.stderr.write(
    zh
      ? 'overreach: Node ' + process.versions.node + ' 版本过旧，需要 ' + least + ' 或更高版本\n'
      : 'overreach: Node ' + process.versions.node + ' is too old, ' + least + ' or later is needed\n',
  );
  process.exitCode = 2;
} else if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
  process.stdout.write(own.version + '\n');
} else {
  // Apart, since a Node that is too old cannot even read it.
  require('./start.cjs');
}
