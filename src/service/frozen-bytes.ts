/** How much memory does a frozen state take? The bytes of its arrays. */
import type { Frozen } from './frozen.ts';

export function bytesOfFrozen({ segment, terms, cards }: Frozen): number {
  return segment.byteLength + bytesOfArrays(terms) + bytesOfArrays(cards);
}

function bytesOfArrays(parts: object): number {
  let bytes = 0;
  for (const part of Object.values(parts)) if (ArrayBuffer.isView(part)) bytes += part.byteLength;
  return bytes;
}
