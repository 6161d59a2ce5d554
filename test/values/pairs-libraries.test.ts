// The pairs of pairs.test.ts that carry libraries with them: coroutines, OkHttp, Retrofit, RxJava.
import { expect, test } from '@jest/globals';
import { isLarge, judgePairs, knownWrong, readPairs, writeWrong, wrongOf } from './judge-pairs.js';

test('pairs with libraries are told apart, but for those that are known', async () => {
  const wrong = wrongOf(await judgePairs(isLarge));
  if (process.env['PAIRS'] === 'write') writeWrong(isLarge, wrong);
  const names = new Set(
    readPairs()
      .filter(isLarge)
      .map(({ name }) => name),
  );
  expect(wrong).toEqual(knownWrong().filter((one) => names.has(one.split(' ')[0]!)));
});
