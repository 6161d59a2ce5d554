// docs/gradle/overreach.gradle with a real Gradle, on a stand-in project whose assembleRelease puts a sample where Android's
// would put the app. Skipped, and said so, where no Gradle is installed.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { temporaryFolder } from './support/package-files.js';

const folder = temporaryFolder();
const here = spawnSync('gradle', ['--version']).error === undefined;

if (!here)
  test.skip('gradle is not installed: its task is not run (Debian: apt-get install gradle)', () => {});
else
  test('the task runs after assembleRelease, and the build fails where the gate fails', () => {
    const put = (name: string, text: string): void => writeFileSync(join(folder.path, name), text);
    mkdirSync(join(folder.path, 'app/src/main'), { recursive: true });
    copyFileSync('docs/gradle/overreach.gradle', join(folder.path, 'app/overreach.gradle'));
    put('settings.gradle', "include ':app'\n");
    put('app/src/main/AndroidManifest.xml', '<manifest/>\n');
    put(
      'app/build.gradle',
      `task assembleRelease(type: Copy) { from '${resolve('samples/screenshot-keeper/app.apk')}'; into "$buildDir/outputs/apk/release" }\napply from: 'overreach.gradle'\n`,
    );
    const run = (args: string) =>
      spawnSync(
        'gradle',
        [
          '--offline',
          '--no-daemon',
          '-q',
          `-Poverreach.command=node ${resolve('dist/cli/bin.js')}`,
          `-Poverreach.args=${args}`,
          'app:overreachRelease',
        ],
        {
          cwd: folder.path,
          encoding: 'utf8',
          env: { ...process.env, GRADLE_USER_HOME: join(folder.path, 'home') },
        },
      );
    const passed = run('--lang en --fail-on 100 --format json=out.json');
    expect([passed.status, passed.stdout]).toEqual([0, '']);
    expect(readFileSync(join(folder.path, 'out.json'), 'utf8')).toContain('"passed": true');
    const failed = run('--lang en --fail-on suspected');
    expect(failed.status).toBe(1);
    expect(failed.stdout).toContain('Gate failed');
    expect(failed.stderr).toContain("Execution failed for task ':app:overreachRelease'");
  });
