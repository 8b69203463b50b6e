import { synthesizeApp } from '@redoubt/cdk-kit';
import { notificationsInBothRegions } from './both-regions.ts';

await synthesizeApp((app, topology) => {
  notificationsInBothRegions(app, topology);
});
