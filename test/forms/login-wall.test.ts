// When a form seems required at start: no screen is reached but through it and nothing on it says that it may be left.
import { describe, expect, test } from '@jest/globals';
import { loadCatalogue } from '../../src/catalogue/load.js';
import { emptyResources } from '../../src/checks/empty-facts.js';
import { UNKNOWN_TYPE, createView } from '../../src/judge/view.js';
import { walls } from '../../src/judge/login-wall.js';
import { facts } from '../support/judging.js';

const catalogue = loadCatalogue();
const SCREENS = ['Splash', 'Login', 'Home'];
const LAYOUT = 'res/layout/login.xml';

function seems(starts: readonly string[], said: string[] = ['Sign in'], cls = 'La/Login;'): boolean {
  const app = facts({
    components: SCREENS.map((name) => ({ name: `a.${name}`, isLauncher: name === 'Splash' })),
    code: {
      screenStarts: starts.map((pair) => {
        const [from, to] = pair.split(' ');
        return { from: `La/${from};`, to: `La/${to};` };
      }),
    },
  });
  app.resources = {
    state: 'complete',
    value: { ...emptyResources(), formTexts: [{ layout: LAYOUT, texts: said }] },
  };
  return createView(app, catalogue, UNKNOWN_TYPE).get(walls).seemsRequired(cls, LAYOUT);
}

describe('a form seems required at start', () => {
  test('where every other screen lies behind it', () => {
    expect(seems(['Splash Login', 'Login Home'])).toBe(true);
    expect(seems(['Splash Login', 'Login Home'], ['Sign in'], 'La/Login$1;')).toBe(true);
  });
  test('but not where another screen can be reached without it', () => {
    expect(seems(['Splash Login', 'Login Home', 'Splash Home'])).toBe(false);
  });
  test('nor where it can be left', () => {
    expect(seems(['Splash Login', 'Login Home'], ['Sign in', 'Skip for now'])).toBe(false);
    expect(seems(['Splash Login', 'Login Home'], ['登录', '游客模式'])).toBe(false);
  });
  test('nor where a class that is no screen starts screens, or nothing lies behind', () => {
    expect(seems(['Splash Login', 'Login Home', 'Router Home'])).toBe(false);
    expect(seems(['Splash Login'])).toBe(false);
  });
});
