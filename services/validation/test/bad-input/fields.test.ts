import { describeBodies, describeFields } from '@redoubt/lambda-kit/http-contract';
import { routes } from '../../src/api.ts';
import { anApi } from '../support/api-under-test.ts';
import { routeCases } from './field-table.ts';

describeFields({ routes, cases: routeCases, anApi });
describeBodies({ routes, cases: routeCases, anApi });
