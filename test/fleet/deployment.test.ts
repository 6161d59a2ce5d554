// The files for a first try in containers and for Kubernetes: what they name is there, and their command lines are ours.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { COMMANDS } from '../../src/cli/commands/index.js';
import { parseArgs } from '../../src/cli/parse.js';

interface Service {
  image?: string;
  build?: { context: string; target: string };
  entrypoint?: string[];
  environment?: Record<string, string>;
  volumes?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
  deploy?: { replicas: number };
  profiles?: string[];
}
const compose = parse(readFileSync('docs/fleet/compose.yaml', 'utf8')) as {
  services: Record<string, Service>;
  volumes: Record<string, object>;
};
interface Container {
  image: string;
  command: string[];
  env: { name: string; valueFrom: { secretKeyRef: { name: string; key: string } } }[];
  securityContext: Record<string, unknown>;
  volumeMounts: { name: string; mountPath: string }[];
}
const job = parse(readFileSync('docs/fleet/job.yaml', 'utf8')) as {
  apiVersion: string;
  kind: string;
  spec: {
    completions: number;
    parallelism: number;
    template: {
      spec: { restartPolicy: string; containers: Container[]; volumes: { name: string; emptyDir: object }[] };
    };
  };
};
const dockerfile = readFileSync('Dockerfile', 'utf8');
const fleet = COMMANDS.find(({ name }) => name === 'fleet')!;

/** The command lines of ours in a shell text, its variables filled in. @param dollar how the file writes one */
const linesOf = (shell: string, dollar: string, env: Record<string, string>): string[][] =>
  shell.split(' && ').map((line) =>
    line
      .replace(/^exec /, '')
      .split(' ')
      .map((word) => {
        const name = word.startsWith(`"${dollar}`) ? word.slice(dollar.length + 1, -1) : null;
        if (name !== null && env[name] === undefined) throw new Error(`${name} is not set`);
        return name === null ? word : env[name]!;
      }),
  );

async function isOurs([program, command, ...argv]: string[]): Promise<void> {
  expect([program, command]).toEqual(['overreach', 'fleet']);
  const args = await parseArgs(argv, fleet, 'en');
  expect(['init', 'add', 'work', 'status', 'judge', 'report']).toContain(args.paths[0]);
  expect(args.paths[1]).toMatch(/^postgres:\/\/\w+:?\w*@\w+\/\w+$/);
}

describe('docs/fleet/compose.yaml', () => {
  const services = Object.entries(compose.services);
  const ours = services.filter(([, { build }]) => build !== undefined);

  test('builds what the Dockerfile has, and waits for what is there', () => {
    expect(services.map(([name]) => name)).toEqual(['database', 'add', 'worker', 'status']);
    for (const [name, service] of services) {
      expect([name, (service.image === undefined) !== (service.build === undefined)]).toEqual([name, true]);
      if (service.build !== undefined)
        expect(dockerfile).toMatch(new RegExp(`^FROM \\S+ AS ${service.build.target}$`, 'm'));
      for (const on of Object.keys(service.depends_on ?? {})) expect(compose.services).toHaveProperty(on);
    }
    expect(compose.services['worker']!.deploy!.replicas).toBe(2);
    // A service that is waited for until it is healthy says how it is.
    expect(compose.services['add']!.depends_on!['database']!.condition).toBe('service_healthy');
    expect(compose.services['database']!.healthcheck!.test[0]).toBe('CMD');
  });

  test('runs command lines of ours, on the database and the folder that are there', async () => {
    const {
      POSTGRES_USER: user,
      POSTGRES_PASSWORD: password,
      POSTGRES_DB: db,
    } = compose.services['database']!.environment!;
    for (const [, { entrypoint, environment }] of ours) {
      expect(entrypoint!.slice(0, 2)).toEqual(['sh', '-c']);
      expect(environment!['DB']).toBe(`postgres://${user}:${password}@database/${db}`);
      for (const line of linesOf(entrypoint![2]!, '$$', environment!)) await isOurs(line);
    }
  });

  test('mounts the packages at one path for adding and for workers, read only', () => {
    const mounts = [compose.services['add']!, compose.services['worker']!].map(({ volumes }) => volumes);
    expect(mounts).toEqual([['${APKS:-./apks}:/apks:ro'], ['${APKS:-./apks}:/apks:ro']]);
    expect(compose.services['add']!.entrypoint![2]).toMatch(/ \/apks$/);
    const [named] = compose.services['database']!.volumes!;
    expect(compose.volumes).toHaveProperty(named!.split(':')[0]!);
  });
});

describe('docs/fleet/job.yaml', () => {
  const { containers, volumes, restartPolicy } = job.spec.template.spec;
  const [container] = containers;

  test('is a job of workers that end when nothing is left', async () => {
    expect([job.apiVersion, job.kind, restartPolicy]).toEqual(['batch/v1', 'Job', 'OnFailure']);
    expect(job.spec.completions).toBe(job.spec.parallelism);
    expect(container!.command.slice(0, 2)).toEqual(['sh', '-c']);
    const env = Object.fromEntries(container!.env.map(({ name }) => [name, 'postgres://me@host/apps']));
    for (const line of linesOf(container!.command[2]!, '$', env)) await isOurs(line);
    expect(container!.command[2]).not.toContain('--stay');
  });

  test('keeps the address in a secret, runs as nobody in particular, and writes where it may', () => {
    expect(container!.env.map(({ valueFrom }) => Object.keys(valueFrom))).toEqual([['secretKeyRef']]);
    // The image names its user by name, which Kubernetes cannot tell from root.
    expect(container!.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000 });
    expect(volumes.map(({ name }) => name)).toEqual(container!.volumeMounts.map(({ name }) => name));
    expect(container!.volumeMounts.map(({ mountPath }) => mountPath)).toEqual(['/tmp']);
  });
});

test('the image of workers has the driver and the queue that are tested here, and the command on its path', () => {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { version: string }>;
  };
  for (const name of ['pg', 'pg-boss'])
    expect(dockerfile).toContain(` ${name}@${lock.packages[`node_modules/${name}`]!.version}`);
  const stage = /^FROM base AS fleet\n([^]*?)\n\n/m.exec(dockerfile)![1];
  expect(stage).toContain('COPY --from=build-fleet /src/node_modules');
  expect(dockerfile).toMatch(
    /ln -s \/opt\/overreach\/dist\/bundle\/overreach\.cjs \/usr\/local\/bin\/overreach/,
  );
});
