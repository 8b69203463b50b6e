import { tokenKeyOfEnvironment } from '@redoubt/lambda-kit';
import { changePortsOfEnvironment } from '../adapters/change-ports.ts';
import { processRoute } from '../process-route.ts';

export const handler = processRoute({ ...changePortsOfEnvironment(), tokenKey: tokenKeyOfEnvironment(process.env) });
