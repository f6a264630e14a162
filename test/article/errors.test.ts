import { describe, expect, it } from 'vitest';
import { AppError, MESSAGE_CHARACTERS } from '../../src/article/errors.ts';

describe('the message of an error', () => {
  it('is kept whole up to its limit, and cut to it beyond', () => {
    const whole = 'x'.repeat(MESSAGE_CHARACTERS);
    expect(new AppError('invalid', whole).message).toBe(whole);
    const { message } = new AppError('invalid', `${whole}y`);
    expect(message).toBe(`${'x'.repeat(MESSAGE_CHARACTERS - 1)}…`);
  });

  it('is well-formed where a character of two halves is cut', () => {
    const { message } = new AppError('invalid', `x${'😀'.repeat(MESSAGE_CHARACTERS)}`);
    expect(message.isWellFormed()).toBe(true);
  });
});
