import type { PublicAnswer, ReferenceView } from '../../src/reference-wire.ts';
import { demoMerchantId } from '../../src/wire.ts';
import { asServedHere, type ReferenceDocument, takesKey } from '../model/reference-document.ts';
import { command } from '../store/connect.ts';
import { barrierFree } from './barrier-free.ts';

/** Name of the merchants' scheme in the published documents. */
const keyScheme = 'accessKey';
/** Statuses whose answers have no body. */
const bodiless: ReadonlySet<number> = new Set([204, 205, 304]);

/**
 * Shows a document by Swagger UI, in a tree of its own: its style and ours do not meet.
 *
 * @throws Error when a file of it does not come
 */
export async function mountReference(
  host: HTMLElement,
  {
    document: published,
    view: { publicApi, key },
  }: { readonly document: ReferenceDocument; readonly view: ReferenceView },
): Promise<void> {
  await loadScript();
  const spec = asServedHere(published, { publicApi, merchantId: demoMerchantId });
  const domNode = document.createElement('div');
  const tree = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  tree.replaceChildren(styleLink('/reference.css'), domNode);
  const ui = window.SwaggerUIBundle?.({
    domNode,
    spec,
    docExpansion: 'list',
    defaultModelsExpandDepth: -1,
    // Would ask a validator on the internet.
    validatorUrl: null,
    syntaxHighlight: false,
    requestInterceptor: (request) => Object.assign(request, { userFetch: viaConsole }),
    layout: 'ReferenceLayout',
    plugins: [onlyWithKey(spec), barrierFree],
    onComplete: () => {
      // Called before the constructor has returned.
      queueMicrotask(() => key !== undefined && ui?.preauthorizeApiKey(keyScheme, key));
    },
  });
}

let script: Promise<void> | undefined;

function loadScript(): Promise<void> {
  script ??= new Promise<void>((resolve, reject) => {
    const element = document.createElement('script');
    element.src = '/vendor/swagger-ui-bundle.js';
    element.onload = () => resolve();
    element.onerror = () => {
      script = undefined;
      element.remove();
      reject(new Error('the reference could not be loaded'));
    };
    document.head.append(element);
  });
  return script;
}

function styleLink(href: string): HTMLLinkElement {
  return Object.assign(document.createElement('link'), { rel: 'stylesheet', href });
}

/** Sends a request through the console: no browser knows the public name. */
async function viaConsole(url: string, { method = 'GET', headers = {}, body }: SwaggerSent): Promise<Response> {
  const { pathname, search } = new URL(url);
  const answer = await command<PublicAnswer>('call', {
    method,
    path: `${pathname}${search}`,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    ...(body === undefined || body === null ? {} : { body: String(body) }),
  });
  return new Response(bodiless.has(answer.status) ? null : answer.body, {
    status: answer.status,
    headers: answer.headers,
  });
}

type Allowed = (state: unknown, path: string, method: string) => boolean;

/** Lets operations that operators sign be read, and not be tried. */
function onlyWithKey(spec: ReferenceDocument): object {
  const allowTryItOutFor =
    (original: Allowed): Allowed =>
    (state, path, method) =>
      takesKey(spec, path, method) && original(state, path, method);
  return { statePlugins: { spec: { wrapSelectors: { allowTryItOutFor } } } };
}
