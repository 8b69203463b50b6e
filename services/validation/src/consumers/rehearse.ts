import { rehearseFunctions } from '@redoubt/lambda-kit';

export const handler = rehearseFunctions();
