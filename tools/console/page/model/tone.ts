/** How a state is to be taken. Each has a word, a shape and a color: none is told by color alone. */
export type Tone = 'good' | 'warn' | 'bad' | 'quiet';

export interface Standing {
  readonly tone: Tone;
  readonly text: string;
}
