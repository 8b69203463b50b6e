import { describeBodies, describeFields } from '@redoubt/lambda-kit/http-contract';
import { afterAll } from 'vitest';
import { routes } from '../../src/api.ts';
import { anAccessTable } from '../support/a-table.ts';
import { anApi } from '../support/api-under-test.ts';
import { routeCases } from './field-table.ts';

const access = await anAccessTable();
afterAll(() => access[Symbol.asyncDispose]());

async function anEmptyApi() {
  await access.clear();
  return await anApi(access, 'acme');
}

describeFields({ routes, cases: routeCases, anApi: anEmptyApi });
describeBodies({ routes, cases: routeCases, anApi: anEmptyApi });
