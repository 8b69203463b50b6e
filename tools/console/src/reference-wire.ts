/** Answer of `GET /api/reference`. */
export interface ReferenceView {
  readonly publicApi: string;
  /** Key of the demo merchant; absent before it is made. */
  readonly key?: string;
}

/** Body of the command `call`: a request to the public API. */
export interface PublicCall {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Answer of the command `call`. */
export interface PublicAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
