// The apps that were given to the page, in order. Leaves showing to main.ts.
import type { Text } from '../model/catalogue.js';
import type { AppReport } from '../model/report.js';

export class App {
  state: 'waiting' | 'reading' | 'done' | 'failed' = 'waiting';
  report: AppReport | null = null;
  failure: Text | null = null;
  chosen = false;
  readonly files: readonly File[];

  constructor(files: readonly File[]) {
    this.files = files;
  }
  get name(): string {
    return this.files[0]?.name ?? '';
  }
  reset(): void {
    this.state = 'waiting';
    this.failure = null;
  }
  done(report: AppReport): void {
    this.state = 'done';
    this.report = report;
  }
  fail(why: Text): void {
    this.state = 'failed';
    this.report = null;
    this.failure = why;
  }
}

export class AppList {
  apps: App[] = [];

  add(files: readonly File[]): App {
    const app = new App(files);
    this.apps.push(app);
    return app;
  }
  next(): App | null {
    return this.apps.find((app) => app.state === 'waiting') ?? null;
  }
  clear(): void {
    this.apps = [];
  }
}
