import { synthesizeApp } from '@redoubt/cdk-kit';
import { transactionsInBothRegions } from './both-regions.ts';

await synthesizeApp((app, topology) => {
  transactionsInBothRegions(app, topology);
});
