// Where a manifest of the sources is said to lie.
import { expect, test } from '@jest/globals';
import { pathInWork } from '../../src/cli/source-manifest.js';

test('a file of the sources is told as the working folder sees it', () => {
  const work = process.cwd();
  expect(pathInWork(`${work}/app/AndroidManifest.xml`, work)).toBe('app/AndroidManifest.xml');
  expect(pathInWork('./app/../app/AndroidManifest.xml', work)).toBe('app/AndroidManifest.xml');
  expect(pathInWork('app\\AndroidManifest.xml', work)).toBe('app/AndroidManifest.xml');
  expect(pathInWork('/elsewhere/AndroidManifest.xml', work)).toBe('/elsewhere/AndroidManifest.xml');
});
