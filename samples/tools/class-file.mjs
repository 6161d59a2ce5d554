// Reads just enough of a JVM class file for the platform tables: names, supertypes, flags, method names with their
// descriptors and the annotations kept in the file. For maintainers only; the product never reads class files.
// Layout: The Java Virtual Machine Specification, chapter 4.

export const ACC = {
  public: 1, private: 2, protected: 4, static: 8, final: 0x10, bridge: 0x40, interface: 0x200, abstract: 0x400,
  synthetic: 0x1000,
};

const PRIMITIVE_SIZE = { 3: 4, 4: 4, 5: 8, 6: 8, 7: 2, 8: 2, 9: 4, 10: 4, 11: 4, 12: 4, 15: 3, 16: 2, 17: 4, 18: 4, 19: 2, 20: 2 };

/** @param {Buffer} data @returns the class, or null when it is not a class file */
export function readClassFile(data) {
  if (data.length < 10 || data.readUInt32BE(0) !== 0xcafebabe) return null;
  const count = data.readUInt16BE(8);
  const at = new Array(count).fill(0);
  let pos = 10;
  for (let i = 1; i < count; i++) {
    const tag = data[pos];
    at[i] = pos;
    if (tag === 1) pos += 3 + data.readUInt16BE(pos + 1);
    else pos += 1 + PRIMITIVE_SIZE[tag];
    if (tag === 5 || tag === 6) i++;
  }
  const utf8 = (i) => data.toString('utf8', at[i] + 3, at[i] + 3 + data.readUInt16BE(at[i] + 1));
  const className = (i) => (i === 0 ? null : utf8(data.readUInt16BE(at[i] + 1)));
  const constant = (i) => (data[at[i]] === 3 ? data.readInt32BE(at[i] + 1) : data[at[i]] === 1 ? utf8(i) : null);

  const u2 = () => { const v = data.readUInt16BE(pos); pos += 2; return v; };
  const u4 = () => { const v = data.readUInt32BE(pos); pos += 4; return v; };

  function elementValue() {
    const tag = String.fromCharCode(data[pos++]);
    if (tag === 'e') return [utf8(u2()), utf8(u2())][1];
    if (tag === 'c') return utf8(u2());
    if (tag === '@') return annotation();
    if (tag === '[') return Array.from({ length: u2() }, elementValue);
    return constant(u2());
  }
  function annotation() {
    const type = utf8(u2());
    const values = {};
    for (let n = u2(); n > 0; n--) { const key = utf8(u2()); values[key] = elementValue(); }
    return { type, values };
  }
  function attributes() {
    const found = { annotations: [], inner: [] };
    for (let n = u2(); n > 0; n--) {
      const name = utf8(u2());
      const length = u4();
      const end = pos + length;
      if (name === 'RuntimeInvisibleAnnotations' || name === 'RuntimeVisibleAnnotations') {
        for (let k = u2(); k > 0; k--) found.annotations.push(annotation());
      } else if (name === 'InnerClasses') {
        for (let k = u2(); k > 0; k--) { const inner = className(u2()); u2(); u2(); found.inner.push([inner, u2()]); }
      }
      pos = end;
    }
    return found;
  }
  function members() {
    return Array.from({ length: u2() }, () => {
      const flags = u2();
      const name = utf8(u2());
      const descriptor = utf8(u2());
      return { flags, name, descriptor, annotations: attributes().annotations };
    });
  }
  let flags = u2();
  const name = className(u2());
  const superName = className(u2());
  const interfaces = Array.from({ length: u2() }, () => className(u2()));
  const fields = members();
  const methods = members();
  const own = attributes();
  const inner = own.inner.find(([n]) => n === name);
  if (inner) flags = (flags & ~7) | (inner[1] & 0x1f); // the access a nested class was written with
  return { name, superName, interfaces, flags, fields, methods, annotations: own.annotations };
}
