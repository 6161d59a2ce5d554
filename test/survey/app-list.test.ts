import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeList, readAppList } from '../../src/survey/app-list.js';
import { joinPackages, planSurvey } from '../../src/survey/plan.js';
import type { FoundApp } from '../../src/survey/plan.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const codes = (list: ReturnType<typeof readAppList>) => list.problems.map((p) => [p.line, p.code]);

describe('reading', () => {
  test('quotes, blanks, line ends, empty lines, and the line of each row', () => {
    const list = readAppList(
      utf8('file,type,"my, note"\r\n"a ""b"".apk",news,"two\nlines"\r\n\r\n c.apk , ,x\rd.apk'),
    );
    expect(list.rows.map((r) => [r.line, r.file, r.type, r.columns])).toEqual([
      [2, 'a "b".apk', 'news', { 'my, note': 'two\nlines' }],
      [5, 'c.apk', null, { 'my, note': 'x' }],
      [6, 'd.apk', null, { 'my, note': '' }],
    ]);
    expect(list.columns).toEqual(['my, note']);
    expect(list.problems).toEqual([]);
  });

  test.each([
    [';', 'file;type\na.apk;news'],
    ['tab', 'file\ttype\na.apk\tnews'],
    ['Chinese headings', '安装包,应用类型\na.apk,news'],
    ['BOM', '\ufeffFile Name,App Type\na.apk,news'],
  ])('%s', (_name, text) => {
    expect(readAppList(utf8(text)).rows).toMatchObject([{ line: 2, file: 'a.apk', type: 'news' }]);
  });

  test('encodings: UTF-16 with a mark, GB18030, and what is none', () => {
    const text = 'file,type\n甲.apk,新闻资讯类';
    const utf16 = new Uint8Array([0xff, 0xfe, ...new Uint8Array(Buffer.from(text, 'utf16le'))]);
    expect(readAppList(utf16).rows[0]).toMatchObject({ file: '甲.apk', type: '新闻资讯类' });
    const gb = Buffer.from('66696c652c747970650abcd72e61706b2cd0c2cec5d7cad1b6c0e0', 'hex');
    expect(decodeList(gb)).toEqual({ text, encoding: 'gb18030' });
    expect(codes(readAppList(gb))).toEqual([[null, 'survey/list-read-as']]);
    expect(codes(readAppList(new Uint8Array([0xff, 0xff, 0x00])))).toEqual([[null, 'survey/list-encoding']]);
  });

  test('what is wrong is named with its line', () => {
    const list = readAppList(
      utf8('file,hash,type\n,,news\na.apk,xyz,news\nb.apk,,news,more,still\n"c.apk,,'),
    );
    expect(codes(list)).toEqual([
      [2, 'survey/list-no-key'],
      [3, 'survey/list-bad-hash'],
      [4, 'survey/list-extra-cells'],
      [5, 'survey/list-open-quote'],
    ]);
    expect(codes(readAppList(utf8('name,type\na,b')))).toEqual([[1, 'survey/list-heading']]);
    expect(codes(readAppList(utf8('')))).toEqual([[1, 'survey/list-heading']]);
  });

  test('two columns of one name keep both; a name that means something to objects is only a name', () => {
    const list = readAppList(utf8('file,x,x,__proto__,\na,1,2,3,4'));
    expect(list.columns).toEqual(['x', 'x*', '__proto__', 'column 5']);
    expect(Object.entries(list.rows[0]!.columns)).toEqual([
      ['x', '1'],
      ['x*', '2'],
      ['__proto__', '3'],
      ['column 5', '4'],
    ]);
  });

  test('any bytes give rows and problems, never an exception; every line is a line', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const list = readAppList(new Uint8Array([...utf8('file,type\n'), ...bytes]));
        for (const row of list.rows) expect(row.line).toBeGreaterThan(1);
      }),
    );
  });
});

describe('planning', () => {
  const hash = (c: string): string => c.repeat(64);
  const found = (id: string, c = id[0]!): FoundApp => ({
    id,
    files: [id],
    sha256: hash(c.toLowerCase()),
    sizeBytes: 1,
  });
  const type = (said: string) =>
    said === 'news' || said === 'ebook' ? { type: said } : { unknown: said, near: null };
  const plan = (apps: FoundApp[], csv: string) => planSurvey(apps, readAppList(utf8(csv)), type);
  const summary = (p: ReturnType<typeof plan>) => p.entries.map((e) => [e.id, e.type, e.line]);

  test('a file by path, by base name, without case, with backslashes, in another normal form', () => {
    const apps = [found('x/A.apk', 'a'), found('b.apk'), found('y/é.apk', 'c'), found('y/d.apk', 'd')];
    const p = plan(apps, 'file,type\nX\\a.APK,news\nb.apk,ebook\ny/e\u0301.apk,news\nd.apk,news');
    expect(summary(p)).toEqual([
      ['b.apk', 'ebook', 3],
      ['x/A.apk', 'news', 2],
      ['y/d.apk', 'news', 5],
      ['y/é.apk', 'news', 4],
    ]);
    expect(p.problems).toEqual([]);
  });

  test('a base name that several files have is no guess; a twin is one app', () => {
    const p = plan(
      [found('x/a.apk', 'a'), found('y/a.apk', 'b'), found('z/copy.apk', 'a')],
      'file,type\na.apk,news\nz/copy.apk,ebook',
    );
    expect(summary(p)).toEqual([
      ['x/a.apk', 'ebook', 3],
      ['y/a.apk', null, null],
    ]);
    expect(p.entries[0]!.sameContent).toEqual(['z/copy.apk']);
    expect(p.problems.map((q) => [q.line, q.code])).toEqual([[2, 'survey/list-ambiguous']]);
  });

  test('by hash; a wrong hash beside a file is said; a row said twice or otherwise is said', () => {
    const p = plan(
      [found('a.apk'), found('b.apk')],
      `file,sha256,type\n,${hash('A')},news\nb.apk,${hash('e')},ebook\nb.apk,,ebook\na.apk,,ebook\n,${hash('f')},news`,
    );
    expect(summary(p)).toEqual([
      ['a.apk', 'news', 2],
      ['b.apk', 'ebook', 3],
    ]);
    expect(p.problems.map((q) => [q.line, q.code])).toEqual([
      [3, 'survey/list-other-hash'],
      [4, 'survey/list-duplicate'],
      [5, 'survey/list-conflict'],
      [6, 'survey/list-missing-hash'],
    ]);
  });

  test('by package, once it is known', () => {
    const p = plan([found('a.apk')], 'package,type,store\ncom.a,news,S\ncom.b,news,T\ncom.a,ebook,U');
    expect(p.packageTypes).toEqual({ 'com.a': 'news', 'com.b': 'news' });
    const report = { app: { package: 'com.a' } } as never;
    const joined = joinPackages(p, [
      { schema: 'overreach-result/1', id: 'a.apk', basis: '', outcome: { state: 'done', report } },
    ]);
    expect(joined.entries[0]).toMatchObject({ type: 'news', line: 2, columns: { store: 'S' } });
    expect(joined.problems.map((q) => [q.line, q.code])).toEqual([
      [4, 'survey/list-duplicate'],
      [3, 'survey/list-missing-package'],
    ]);
  });
});
