import { httpHandler, jsonAnswer, ProblemError } from '@redoubt/lambda-kit';
import { wireRegion, wireState } from '../wiring.ts';

const region = wireRegion();
const state = wireState();

/** Says to health checks that this region is the active one: 200 if the region state says so now, and 404 if it does not. */
export const handler = httpHandler({
  access: 'public',
  idempotencyKey: 'ignored',
  admits: 'any-region',
  handle: async () => {
    const { activeRegion, epoch } = await state.read();
    if (activeRegion === region) return jsonAnswer(200, { region, epoch });
    throw new ProblemError('not_found', `${region} is not active under epoch ${epoch}`);
  },
});
