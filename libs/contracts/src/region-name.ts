import { z } from 'zod';

/** An AWS region name such as `us-east-1`. */
export const RegionName = z.string().regex(/^[a-z]{2}(-[a-z]+)+-[0-9]$/);
