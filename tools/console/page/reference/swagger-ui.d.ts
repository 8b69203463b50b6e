/** As much of Swagger UI as the page uses. */
interface SwaggerRequest {
  readonly loadSpec?: boolean;
  userFetch?: (url: string, request: SwaggerSent) => Promise<Response>;
}

interface SwaggerSent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

interface SwaggerUi {
  preauthorizeApiKey(scheme: string, key: string): void;
}

interface Window {
  /** Defined by the script `/vendor/swagger-ui-bundle.js`. */
  SwaggerUIBundle?: (options: {
    readonly domNode: HTMLElement;
    readonly spec: object;
    readonly docExpansion: 'list';
    readonly defaultModelsExpandDepth: number;
    readonly validatorUrl: null;
    readonly syntaxHighlight: false;
    readonly requestInterceptor: (request: SwaggerRequest) => SwaggerRequest;
    readonly layout: string;
    readonly plugins: readonly unknown[];
    readonly onComplete: () => void;
  }) => SwaggerUi;
}
