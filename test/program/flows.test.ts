// Values on their way from a watched call to a watched sink, on small programs of our own, and values that do not get there.
import { describe, expect, test } from '@jest/globals';
import { loadWatchlist } from '../../src/catalogue/load.js';
import {
  component,
  manifestOf,
  readCode,
  watchMethods,
  SENDS_ID as WATCH,
  SINK,
  SOURCE,
} from '../support/code.js';
import type { ClassSpec, Instruction, MethodSpec } from '../support/dex.js';

const TAKE: Instruction[] = [
  ['const/4', 0, 0],
  ['invoke-virtual', [0], `${SOURCE}()Ljava/lang/String;`],
  ['move-result-object', 1],
];
const send = (register: number): Instruction => ['invoke-static', [register], `${SINK}(Ljava/lang/Object;)V`];
const END: Instruction = ['return-void'];
const cls = (...methods: MethodSpec[]): ClassSpec => ({ name: 'La/B;', methods });
const method = (name: string, code: readonly Instruction[], proto = '()V'): MethodSpec => ({
  name,
  proto,
  access: 'public static',
  code,
});
const flows = (...methods: MethodSpec[]): string[] => {
  const { facts } = readCode([[cls(...methods)]], { watch: WATCH });
  return facts.flows.map(
    (flow) =>
      `${facts.sites[flow.sourceSite]!.method} → ${facts.sites[flow.sinkSite]!.method} ${flow.steps.length}`,
  );
};

describe('a flow', () => {
  test('straight from the call into the sink, with both places', () => {
    const { facts } = readCode([[cls(method('m', [...TAKE, send(1), END]))]], { watch: WATCH });
    expect(facts.flows).toEqual([
      {
        source: SOURCE,
        sourceSite: 0,
        sourceOffset: 1,
        sink: SINK,
        sinkSite: 0,
        offset: 5,
        channel: 'network',
        host: null,
        transport: null,
        steps: [{ class: 'La/B;', method: 'm()V', offset: 5 }],
        cutSteps: 0,
      },
    ]);
  });

  test('through a string that is put together', () => {
    const code: Instruction[] = [
      ...TAKE,
      ['new-instance', 2, 'Ljava/lang/StringBuilder;'],
      ['invoke-direct', [2], 'Ljava/lang/StringBuilder;-><init>()V'],
      [
        'invoke-virtual',
        [2, 1],
        'Ljava/lang/StringBuilder;->append(Ljava/lang/String;)Ljava/lang/StringBuilder;',
      ],
      ['invoke-virtual', [2], 'Ljava/lang/StringBuilder;->toString()Ljava/lang/String;'],
      ['move-result-object', 3],
      send(3),
      END,
    ];
    expect(flows(method('m', code))).toEqual(['m()V → m()V 1']);
  });

  test('one call deeper, and one call higher', () => {
    const taken: Instruction[] = [...TAKE, ['return-object', 1]];
    const call: Instruction[] = [
      ['invoke-static', [], 'La/B;->take()Ljava/lang/String;'],
      ['move-result-object', 1],
      send(1),
      END,
    ];
    expect(flows(method('take', taken, '()Ljava/lang/String;'), method('m', call))).toEqual([
      'take()Ljava/lang/String; → m()V 2',
    ]);
    const handOn: Instruction[] = [...TAKE, ['invoke-static', [1], 'La/B;->post(Ljava/lang/String;)V'], END];
    expect(flows(method('m', handOn), method('post', [send(8), END], '(Ljava/lang/String;)V'))).toEqual([
      'm()V → post(Ljava/lang/String;)V 2',
    ]);
  });
});

describe('no flow', () => {
  test('out of a private method that gives something else', () => {
    const hide: MethodSpec = {
      name: 'hide',
      proto: '(Ljava/lang/String;)Ljava/lang/String;',
      access: 'private',
      code: [
        ['const-string', 0, 'hidden'],
        ['return-object', 0],
      ],
    };
    const code: Instruction[] = [
      ...TAKE,
      ['new-instance', 2, 'La/B;'],
      ['invoke-direct', [2, 1], 'La/B;->hide(Ljava/lang/String;)Ljava/lang/String;'],
      ['move-result-object', 3],
      send(3),
      END,
    ];
    expect(flows(method('m', code), hide)).toEqual([]);
  });

  test('when something else is sent', () => {
    expect(flows(method('m', [...TAKE, ['const-string', 2, 'x'], send(2), END]))).toEqual([]);
  });
  test('when the register is overwritten before', () => {
    expect(flows(method('m', [...TAKE, ['const-string', 1, 'x'], send(1), END]))).toEqual([]);
  });
  test('when source and sink only stand in the same class', () => {
    expect(flows(method('a', [...TAKE, END]), method('b', [['const/4', 1, 0], send(1), END]))).toEqual([]);
  });
});

describe('what is worked out on another thread', () => {
  const models = (
    [
      ['java.util.concurrent.ExecutorService', 'submit', 'Argument[0].Answer[call] -> ReturnValue.Element'],
      ['java.util.concurrent.Future', 'get', 'Argument[this].Element -> ReturnValue'],
      ['java.util.Optional', 'ifPresent', 'Argument[this].Element -> Argument[0].Parameter[accept 0]'],
      ['java.util.Optional', 'of', 'Argument[0] -> ReturnValue.Element'],
    ] as const
  ).map(([name, call, flow]) => ({
    id: `${name}#${call}`,
    class: `L${name.replaceAll('.', '/')};`,
    name: call,
    descriptor: null,
    flows: [flow],
  }));
  const worker = (name: string, code: readonly Instruction[]): ClassSpec => ({
    name,
    interfaces: ['Ljava/util/concurrent/Callable;'],
    methods: [{ name: 'call', proto: '()Ljava/lang/Object;', access: 'public', code }],
  });
  const asked = (future: number): string[] => {
    const submit = (cls: string, to: number): Instruction[] => [
      ['new-instance', 2, cls],
      ['invoke-direct', [2], 'Ljava/lang/Object;-><init>()V'],
      [
        'invoke-interface',
        [0, 2],
        'Ljava/util/concurrent/ExecutorService;->submit(Ljava/util/concurrent/Callable;)Ljava/util/concurrent/Future;',
      ],
      ['move-result-object', to],
    ];
    const { facts } = readCode(
      [
        [
          cls(
            method('m', [
              ['invoke-static', [], 'La/B;->pool()Ljava/util/concurrent/ExecutorService;'],
              ['move-result-object', 0],
              ...submit('La/Taker;', 3),
              ...submit('La/Clock;', 4),
              ['invoke-interface', [future], 'Ljava/util/concurrent/Future;->get()Ljava/lang/Object;'],
              ['move-result-object', 5],
              send(5),
              END,
            ]),
          ),
          worker('La/Taker;', [...TAKE, ['return-object', 1]]),
          worker('La/Clock;', [
            ['const-string', 1, 'noon'],
            ['return-object', 1],
          ]),
        ],
      ],
      { watch: { ...WATCH, models } },
    );
    return facts.flows.map((flow) => flow.steps.map((step) => step.method.replace(/\(.*/, '')).join(' '));
  };
  test('comes out of its own future, and not of another', () => {
    expect(asked(3)).toEqual(['call m']);
    expect(asked(4)).toEqual([]);
  });
  test('what a call-back is given by a model reaches it, whatever its class is known to override', () => {
    const { facts } = readCode(
      [
        [
          cls(
            method('m', [
              ...TAKE,
              ['invoke-static', [1], 'Ljava/util/Optional;->of(Ljava/lang/Object;)Ljava/util/Optional;'],
              ['move-result-object', 1],
              ['new-instance', 2, 'La/Teller;'],
              ['invoke-direct', [2], 'Ljava/lang/Object;-><init>()V'],
              ['invoke-virtual', [1, 2], 'Ljava/util/Optional;->ifPresent(Ljava/util/function/Consumer;)V'],
              END,
            ]),
          ),
          {
            name: 'La/Teller;',
            interfaces: ['Ljava/util/function/Consumer;'],
            methods: [
              { name: 'accept', proto: '(Ljava/lang/Object;)V', access: 'public', code: [send(9), END] },
            ],
          },
        ],
      ],
      { watch: { ...WATCH, models } },
    );
    expect(facts.flows.map(({ steps }) => steps.map((one) => `${one.method} ${one.offset}`))).toEqual([
      ['m()V 14', 'accept(Ljava/lang/Object;)V 0'],
    ]);
  });
});

describe('one writer that two calls use', () => {
  const WRITE = 'Ljava/io/FileOutputStream;->write';
  const writer = method(
    'save',
    [
      ['new-instance', 0, 'Ljava/io/FileOutputStream;'],
      ['invoke-direct', [0, 8], 'Ljava/io/FileOutputStream;-><init>(Ljava/lang/String;)V'],
      ['invoke-virtual', [0, 9], `${WRITE}(Ljava/lang/Object;)V`],
      END,
    ],
    '(Ljava/lang/String;Ljava/lang/Object;)V',
  );
  const save: Instruction = ['invoke-static', [2, 1], 'La/B;->save(Ljava/lang/String;Ljava/lang/Object;)V'];
  const channels = (taken: string, other: string): string[] => {
    const code: Instruction[] = [
      ...TAKE,
      ['const-string', 2, taken],
      save,
      ['const-string', 1, 'hello'],
      ['const-string', 2, other],
      save,
      END,
    ];
    const sinks = [{ id: WRITE, args: [0], channel: 'own-file' as const }];
    const watch = { ...WATCH, methods: watchMethods([SOURCE, WRITE]), sinks };
    return readCode([[cls(method('m', code), writer)]], { watch }).facts.flows.map(({ channel }) => channel);
  };
  test('leads where the call leads that brought the data', () => {
    expect(channels('/sdcard/list', '/data/list')).toEqual(['shared-storage']);
    expect(channels('/data/list', '/sdcard/list')).toEqual(['own-file']);
  });
});

describe('a message to a bound service', () => {
  const SEND = 'Landroid/os/Messenger;->send';
  const sent = (aim: Instruction[]): number => {
    const watch = {
      ...WATCH,
      methods: watchMethods([SOURCE, SEND]),
      sinks: [{ id: SEND, args: [0], channel: 'app' as const }],
    };
    const link: ClassSpec = {
      name: 'La/Link;',
      interfaces: ['Landroid/content/ServiceConnection;'],
      methods: [
        {
          name: 'onServiceConnected',
          proto: '(Landroid/content/ComponentName;Landroid/os/IBinder;)V',
          access: 'public',
          code: [
            ...TAKE,
            ['new-instance', 2, 'Landroid/os/Messenger;'],
            ['invoke-direct', [2, 10], 'Landroid/os/Messenger;-><init>(Landroid/os/IBinder;)V'],
            ['invoke-virtual', [2, 1], `${SEND}(Ljava/lang/Object;)V`],
            END,
          ],
        },
      ],
    };
    const bind = method(
      'm',
      [
        ['new-instance', 1, 'Landroid/content/Intent;'],
        ...aim,
        ['new-instance', 2, 'La/Link;'],
        ['invoke-direct', [2], 'Ljava/lang/Object;-><init>()V'],
        ['const/4', 3, 1],
        [
          'invoke-virtual',
          [8, 1, 2, 3],
          'Landroid/content/Context;->bindService(Landroid/content/Intent;Landroid/content/ServiceConnection;I)Z',
        ],
        END,
      ],
      '(Landroid/content/Context;)V',
    );
    return readCode([[cls(bind), link, { name: 'La/Relay;', methods: [] }]], { watch }).facts.flows.length;
  };
  test('stays in the app when the service is its own, and leaves it else', () => {
    const own: Instruction[] = [
      ['const-class', 0, 'La/Relay;'],
      [
        'invoke-direct',
        [1, 8, 0],
        'Landroid/content/Intent;-><init>(Landroid/content/Context;Ljava/lang/Class;)V',
      ],
    ];
    const foreign: Instruction[] = [
      ['const-string', 0, 'org.other.RELAY'],
      ['invoke-direct', [1, 0], 'Landroid/content/Intent;-><init>(Ljava/lang/String;)V'],
    ];
    expect([sent(own), sent(foreign)]).toEqual([0, 1]);
  });
});

describe('where a stream leads', () => {
  const WRITE = 'Ljava/io/OutputStream;->write';
  const watch = {
    methods: watchMethods([SOURCE, WRITE]),
    sources: [SOURCE],
    sinks: [{ id: WRITE, args: [0], channel: 'own-file' as const }],
  };
  const channelOf = (socket: string): string[] => {
    const code: Instruction[] = [
      ...TAKE,
      ['invoke-virtual', [1], 'Ljava/lang/String;->getBytes()[B'],
      ['move-result-object', 1],
      ['invoke-virtual', [4], `${socket}->getOutputStream()Ljava/io/OutputStream;`],
      ['move-result-object', 2],
      ['invoke-virtual', [2, 1], `${WRITE}([B)V`],
      END,
    ];
    const { facts } = readCode([[cls(method('m', code, `(${socket})V`))]], { watch });
    return facts.flows.map(({ channel }) => channel);
  };

  test('a socket is the network, one of Bluetooth a device nearby', () => {
    expect(channelOf('Ljava/net/Socket;')).toEqual(['network']);
    expect(channelOf('Landroid/bluetooth/BluetoothSocket;')).toEqual(['nearby']);
  });

  const socketTo = (address: readonly Instruction[], of: string): string[] => {
    const code: Instruction[] = [
      ...TAKE,
      ['invoke-virtual', [1], 'Ljava/lang/String;->getBytes()[B'],
      ['move-result-object', 1],
      ...address,
      ['new-instance', 4, 'Ljava/net/Socket;'],
      ['invoke-direct', [4, 3, 0], `Ljava/net/Socket;-><init>(${of}I)V`],
      ['invoke-virtual', [4], 'Ljava/net/Socket;->getOutputStream()Ljava/io/OutputStream;'],
      ['move-result-object', 2],
      ['invoke-virtual', [2, 1], `${WRITE}([B)V`],
      END,
    ];
    const { facts } = readCode([[cls(method('m', code, '(Ljava/lang/String;)V'))]], { watch });
    return facts.flows.map(({ channel }) => channel);
  };

  test('the loopback and a local socket stay on the device', () => {
    const STRING = 'Ljava/lang/String;';
    const INET = 'Ljava/net/InetAddress;';
    const byName = (name: Instruction): Instruction[] => [
      name,
      ['invoke-static', [3], `${INET}->getByName(${STRING})${INET}`],
      ['move-result-object', 3],
    ];
    expect(socketTo([['const-string', 3, '127.0.0.1']], STRING)).toEqual(['device']);
    expect(socketTo([['const-string', 3, '127.example']], STRING)).toEqual(['network']);
    expect(socketTo(byName(['const-string', 3, 'localhost']), INET)).toEqual(['device']);
    expect(socketTo(byName(['const-string', 3, 'a.example']), INET)).toEqual(['network']);
    expect(socketTo(byName(['move-object', 3, 8]), INET)).toEqual(['network']);
    expect(
      socketTo(
        [
          ['invoke-static', [], `${INET}->getLoopbackAddress()${INET}`],
          ['move-result-object', 3],
        ],
        INET,
      ),
    ).toEqual(['device']);
    expect(channelOf('Landroid/net/LocalSocket;')).toEqual(['device']);
  });

  test('a file opened by a descriptor is a file, whatever named it', () => {
    const code: Instruction[] = [
      ...TAKE,
      ['invoke-virtual', [1], 'Ljava/lang/String;->getBytes()[B'],
      ['move-result-object', 1],
      ['const-string', 3, 'name'],
      [
        'invoke-virtual',
        [8, 3],
        'Ljava/net/URLConnection;->getHeaderField(Ljava/lang/String;)Ljava/lang/String;',
      ],
      ['move-result-object', 3],
      ['new-instance', 4, 'Ljava/io/FileInputStream;'],
      ['invoke-direct', [4, 3], 'Ljava/io/FileInputStream;-><init>(Ljava/lang/String;)V'],
      ['invoke-virtual', [4], 'Ljava/io/FileInputStream;->getFD()Ljava/io/FileDescriptor;'],
      ['move-result-object', 3],
      ['new-instance', 2, 'Ljava/io/FileOutputStream;'],
      ['invoke-direct', [2, 3], 'Ljava/io/FileOutputStream;-><init>(Ljava/io/FileDescriptor;)V'],
      ['invoke-virtual', [2, 1], `${WRITE}([B)V`],
      END,
    ];
    const { facts } = readCode([[cls(method('m', code, '(Ljava/net/URLConnection;)V'))]], { watch });
    expect(facts.flows.map(({ channel }) => channel)).toEqual(['own-file']);
  });
});

describe('what is handed over', () => {
  const STRING = 'Ljava/lang/String;';
  const INTENT = 'Landroid/content/Intent;';
  const PUT: Instruction[] = [
    ['const-string', 4, 'id'],
    ['invoke-virtual', [2, 4, 1], `${INTENT}->putExtra(${STRING}${STRING})${INTENT}`],
  ];
  const app = (id: string, argument: number) => ({
    ...WATCH,
    models: loadWatchlist().models ?? [],
    methods: watchMethods([SOURCE, id]),
    sinks: [{ id, args: [argument], channel: 'app' as const }],
  });

  test('to the screen that asked stays in the app where no screen below is open to others', () => {
    const base: ClassSpec = {
      name: 'La/Base;',
      super: 'Landroid/app/Activity;',
      methods: [
        {
          name: 'done',
          proto: '()V',
          access: 'public',
          code: [
            ...TAKE,
            ['new-instance', 2, INTENT],
            ['invoke-direct', [2], `${INTENT}-><init>()V`],
            ...PUT,
            ['const/4', 3, -1],
            ['invoke-virtual', [8, 3, 2], `La/Base;->setResult(I${INTENT})V`],
            END,
          ],
        },
      ],
    };
    const screen: ClassSpec = { name: 'La/Screen;', super: 'La/Base;', methods: [] };
    const sent = (exported: boolean): number =>
      readCode([[base, screen]], {
        watch: app('Landroid/app/Activity;->setResult', 1),
        manifest: manifestOf([component('activity', 'a.Screen', { exported })]),
      }).facts.flows.length;
    expect([sent(false), sent(true)]).toEqual([0, 1]);
  });
});
