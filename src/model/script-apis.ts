// The schema of rules/script-apis: which calls and properties of scripts hand out which kind of data. Leaves what scripts
// are, and how their paths come about, to src/script.
import Type, { type Static } from 'typebox';
import { RoutePermissions } from './route-permissions.js';

const closed = { additionalProperties: false } as const;
const Confidence = Type.Union([Type.Literal('high'), Type.Literal('medium'), Type.Literal('low')]);
const Id = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' });

/**
 * What scripts may ask for, and the kind of data that is: one file per framework or family (rules/script-apis).
 * `call` and `read` are paths as src/script resolves them: "navigator.geolocation.getCurrentPosition",
 * "native:RNDeviceInfo.getAndroidId" (a module of React Native or Expo), "capacitor:Device.getId",
 * "plus.device.imei". `when` asks for a constant argument.
 */
export const ScriptApis = Type.Object(
  {
    id: Id,
    name: Type.String(),
    apis: Type.Array(
      Type.Object(
        {
          call: Type.Optional(Type.String()),
          read: Type.Optional(Type.String()),
          when: Type.Optional(Type.Object({ arg: Type.Integer(), is: Type.Array(Type.String()) }, closed)),
          kind: Id,
          plugin: Type.Optional(Type.String()), // the package that brings it
          confidence: Type.Optional(Confidence),
          from: Type.Optional(Type.Integer()), // API level since which it gives anything
          to: Type.Optional(Type.Integer()),
          permissions: Type.Optional(Type.Array(RoutePermissions)),
          note: Type.Optional(Type.String()),
          sources: Type.Optional(Type.Array(Type.String())),
        },
        closed,
      ),
    ),
  },
  closed,
);
export type ScriptApis = Static<typeof ScriptApis>;
export type ScriptApi = ScriptApis['apis'][number];
