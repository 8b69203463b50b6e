import { describeAccess } from '@redoubt/lambda-kit/http-contract';
import { routes } from '../../src/api.ts';
import { routeCases } from '../bad-input/field-table.ts';
import { anApi } from '../support/api-under-test.ts';

describeAccess({ routes, cases: routeCases, anApi });
