// Watched shell commands inside longer command lines.
import { describe, expect, test } from '@jest/globals';
import { commandLine, matchCommands } from '../../src/program/commands.js';

const watched = new Map(
  ['screencap', 'screencap -p', 'pm list packages', 'logcat', 'ro.serialno', '/proc/cpuinfo'].map(
    (text) => [text, [`string:${text}`]] as const,
  ),
);
describe('commands in a line', () => {
  test.each([
    ['screencap -p /sdcard/a.png', ['string:screencap -p']],
    ['su -c screencap -p /sdcard/a.png', ['string:screencap -p']],
    ['/system/bin/screencap /sdcard/a.png', ['string:screencap']],
    ['cd /sdcard && pm list packages -f | grep bank', ['string:pm list packages']],
    ['getprop ro.serialno', ['string:ro.serialno']],
    ['su -c "cat /proc/meminfo /proc/cpuinfo"', ['string:/proc/cpuinfo']],
    ['sh -c "logcat -d"; screencap x', ['string:logcat', 'string:screencap']],
  ])('%s', (line, found) => {
    expect(matchCommands(watched, line)).toEqual(found);
  });
  test.each([
    ['screencap -p'], // watched itself: the exact match speaks for it
    ['the logcat of the device'],
    ['please run pm list packages'],
    ['screencapture'],
    ['echo ro.serialno'],
    ['getprop ro.serialnot'],
    ['/sdcard/logcat'],
    ['logcat '.repeat(100)],
    [''],
  ])('not in "%s"', (line) => {
    expect(matchCommands(watched, line)).toEqual([]);
  });
});

test('a command below a watched address, options in any order, is that command', () => {
  const rows = new Map([['content query --uri content://notes', ['string:notes']]]);
  for (const line of [
    'content query --uri content://notes/all/7',
    'content --user 0 query --projection body --uri content://notes/all',
  ]) {
    expect(matchCommands(rows, line)).toEqual(['string:notes']);
  }
  expect(matchCommands(rows, 'content query --uri content://notesandmore')).toEqual([]);
  expect(matchCommands(rows, 'content delete --uri content://notes')).toEqual([]);
});

test('a list of words is one line', () => {
  expect(commandLine(['pm', 'list', 'packages'])).toBe('pm list packages');
  expect(commandLine(['/system/bin/sh', '-c', 'logcat -d'])).toBe('logcat -d');
});
