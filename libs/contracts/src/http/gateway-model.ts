import { z } from 'zod';

/** A JSON Schema of draft 4, the only kind that API Gateway takes as a model. */
export type GatewayModel = Record<string, unknown>;

/** The gateway's model of a schema, so that the gateway refuses what the handler would refuse. */
export function gatewayModel(schema: z.ZodType): GatewayModel {
  const { definitions, $ref, ...model } = z.toJSONSchema(schema, {
    target: 'draft-4',
    io: 'input',
    override: ({ jsonSchema }) => {
      // `example` belongs to OpenAPI; draft 4 does not know it.
      delete jsonSchema['example'];
      // Draft 4 has it, and API Gateway's notes say that it is not supported: the bound itself is left to the handler.
      delete jsonSchema['exclusiveMinimum'];
    },
  }) as GatewayModel;
  if (typeof $ref !== 'string') return model;
  // A schema with an id comes out as a reference into its own definitions; API Gateway wants the model itself.
  const named = (definitions as Record<string, GatewayModel>)[$ref.replace('#/definitions/', '')];
  return { $schema: model['$schema'], ...named };
}
