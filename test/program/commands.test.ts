// Watched shell commands inside longer command lines.
import { describe, expect, test } from '@jest/globals';
import { matchCommands } from '../../src/program/commands.js';

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
