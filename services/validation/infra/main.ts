import { synthesizeApp } from '@redoubt/cdk-kit';
import { ValidationStack } from './validation-stack.ts';

await synthesizeApp((app, topology) => {
  new ValidationStack(app, { topology, seat: 'primary' });
  new ValidationStack(app, { topology, seat: 'secondary' });
});
