import { synthesizeApp } from '@redoubt/cdk-kit';
import { buildPlatform } from '../src/platform.ts';

await synthesizeApp(buildPlatform);
