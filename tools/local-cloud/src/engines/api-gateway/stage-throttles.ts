import { z } from 'zod';
import { TokenBucket } from './token-bucket.ts';

/** Limits of an account in a region, which apply where a stage sets none. */
const accountThrottle = { ratePerSecond: 10_000, burst: 5_000 } as const;

/** Settings of all methods of a stage (`*` and `/*`), or of one. */
export const MethodSetting = z.object({
  HttpMethod: z.string().default('*'),
  /** Begins with a slash; those of the path itself are written `~1`. */
  ResourcePath: z.string().default('/*'),
  ThrottlingRateLimit: z.coerce.number().min(0).optional(),
  ThrottlingBurstLimit: z.coerce.number().int().min(0).optional(),
});
type MethodSetting = z.infer<typeof MethodSetting>;

/** The throttles of a stage: a method with limits of its own does not share those of the others. */
export class StageThrottles {
  readonly #shared: TokenBucket;
  readonly #own: ReadonlyMap<string, TokenBucket>;

  /** @throws Error for settings of some methods that are neither all nor one */
  constructor(settings: readonly MethodSetting[]) {
    const isShared = ({ HttpMethod, ResourcePath }: MethodSetting) => HttpMethod === '*' && ResourcePath === '/*';
    const shared = settings.find(isShared);
    this.#shared = bucketOf(shared);
    const narrow = settings.filter((setting) => !isShared(setting));
    const partial = narrow.find(({ HttpMethod, ResourcePath }) => HttpMethod === '*' || ResourcePath === '/*');
    if (partial !== undefined) {
      throw new Error(
        `method settings for ${partial.HttpMethod} ${partial.ResourcePath} are not simulated; those for */* and for one method are`,
      );
    }
    this.#own = new Map(
      narrow
        .filter(
          ({ ThrottlingRateLimit, ThrottlingBurstLimit }) =>
            (ThrottlingRateLimit ?? ThrottlingBurstLimit) !== undefined,
        )
        .map((setting) => [
          `${setting.HttpMethod} ${setting.ResourcePath.slice(1).replaceAll('~1', '/')}`,
          bucketOf({ ...setting, ...limitsOf(shared), ...limitsOf(setting) }),
        ]),
    );
  }

  /** Takes a token for a request; false when it must be refused. */
  take({ method, resourcePath }: { readonly method: string; readonly resourcePath: string }): boolean {
    return (this.#own.get(`${method} ${resourcePath}`) ?? this.#shared).take();
  }
}

function bucketOf(setting: MethodSetting | undefined): TokenBucket {
  return new TokenBucket({
    ratePerSecond: setting?.ThrottlingRateLimit ?? accountThrottle.ratePerSecond,
    burst: setting?.ThrottlingBurstLimit ?? accountThrottle.burst,
  });
}

/** The limits that a setting has. */
function limitsOf(setting: MethodSetting | undefined): Partial<MethodSetting> {
  const { ThrottlingRateLimit, ThrottlingBurstLimit } = setting ?? {};
  return {
    ...(ThrottlingRateLimit === undefined ? {} : { ThrottlingRateLimit }),
    ...(ThrottlingBurstLimit === undefined ? {} : { ThrottlingBurstLimit }),
  };
}
