import { synthesizeApp } from '@redoubt/cdk-kit';
import { merchantsInBothRegions } from './both-regions.ts';

await synthesizeApp((app, topology) => {
  merchantsInBothRegions(app, topology);
});
