/** Epoch and region under which a command is applied. */
export interface Authority {
  readonly epoch: number;
  readonly originRegion: string;
}
