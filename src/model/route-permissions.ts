// What permissions a way of taking data needs, by API level. Leaves whether an app can hold them to judge/holding.ts.
import Type from 'typebox';

/** Permissions a route needs in a range of API levels; both lists present = both must hold; none = none needed. */
export const RoutePermissions = Type.Object(
  {
    from: Type.Integer(),
    to: Type.Optional(Type.Integer()),
    anyOf: Type.Optional(Type.Array(Type.String())),
    allOf: Type.Optional(Type.Array(Type.String())),
    basis: Type.Optional(Type.String()),
    conditional: Type.Optional(Type.Boolean()),
    target: Type.Optional(Type.Integer()), // asked only of apps that target this level or a later one
  },
  { additionalProperties: false },
);
