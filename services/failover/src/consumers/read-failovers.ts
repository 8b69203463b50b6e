import { ReadFailoversRequest } from '@redoubt/contracts';
import { taskHandler } from '@redoubt/lambda-kit';
import { readFailovers } from '../ordering/read-failovers.ts';
import { wireRecords, wireState } from '../wiring.ts';

const dependencies = { state: wireState(), records: wireRecords() };

export const handler = taskHandler({
  input: ReadFailoversRequest,
  handle: (request) => readFailovers(dependencies, request),
});
