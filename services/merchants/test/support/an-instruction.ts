import { uuidOf } from '@redoubt/contracts';
import type { Instruction } from '../../src/domain/merchant.ts';
import { operator } from './handler-environment.ts';

export const noon = new Date('2026-11-29T12:00:00.000Z');

/** An instruction of an operator at noon; the name stands for its idempotency key. */
export function anInstruction(name: string, over: Partial<Instruction> = {}): Instruction {
  return { commandId: uuidOf('test', name), fingerprint: 'f'.repeat(64), by: operator, at: noon, ...over };
}

/** Some milliseconds after noon. */
export function afterNoon(ms: number): Date {
  return new Date(noon.getTime() + ms);
}
