// Little-endian byte writing for the builders of test inputs. Leaves formats to the builders.

export class Bytes {
  private parts: number[] = [];

  get length(): number {
    return this.parts.length;
  }
  u8(...values: number[]): this {
    for (const value of values) this.parts.push(value & 0xff);
    return this;
  }
  u16(...values: number[]): this {
    for (const value of values) this.u8(value, value >>> 8);
    return this;
  }
  u32(...values: number[]): this {
    for (const value of values) this.u8(value, value >>> 8, value >>> 16, value >>> 24);
    return this;
  }
  add(data: Uint8Array): this {
    for (const byte of data) this.parts.push(byte);
    return this;
  }
  zeros(count: number): this {
    for (let i = 0; i < count; i++) this.parts.push(0);
    return this;
  }
  align(to = 4): this {
    while (this.parts.length % to !== 0) this.parts.push(0);
    return this;
  }
  done(): Uint8Array {
    return Uint8Array.from(this.parts);
  }
}

export const concat = (...parts: Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

/** Overwrites words of a finished input: `patch(bytes, { 4: u32(9) })`, offsets from the start. */
export function patch(data: Uint8Array, words: Readonly<Record<number, Uint8Array>>): Uint8Array {
  const copy = data.slice();
  for (const [at, bytes] of Object.entries(words)) copy.set(bytes, Number(at));
  return copy;
}
export const u8 = (...values: number[]): Uint8Array => new Bytes().u8(...values).done();
export const u16 = (...values: number[]): Uint8Array => new Bytes().u16(...values).done();
export const u32 = (...values: number[]): Uint8Array => new Bytes().u32(...values).done();
