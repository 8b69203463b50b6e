import { processRoute } from '../booking/process-route.ts';
import { wireProcess } from '../wiring.ts';

export const handler = processRoute(wireProcess());
