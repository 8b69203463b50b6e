import { synthesizeApp } from '@redoubt/cdk-kit';
import { validationInBothRegions } from './both-regions.ts';

await synthesizeApp((app, topology) => {
  validationInBothRegions(app, topology);
});
