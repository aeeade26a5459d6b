/**
 * Writes the memory of a started Python from what `recorder/host/pack.py` made of it; its form is told there.
 *
 * Laws: all that was left out is computed as CPython and its allocator would have; the build tries it each time. Plain loops: this
 * runs once, and before anything else can.
 */

const HEADER = 20;
const PARTS = 8;
const CODES = 0x80000000;
const [STRING, CODE, BYTES, KEYS, SET, NOTHING, SPARE] = [1, 2, 3, 4, 5, 6, 7];
const [IN_USE, ROWS] = [8, 16];
const [CODED, FROM_SELF] = [2, 3];
const LINEAR_PROBES = 9;

/**
 * @param {Uint8Array} file
 * @param {ArrayBuffer} memory all zeros
 * @returns {Uint32Array} what is to be given back to the allocator
 */
export function unpack(file, memory) {
  const bytes = new Uint8Array(memory), words = new Uint32Array(memory);
  const head = new Uint32Array(file.slice(HEADER, HEADER + 8 + PARTS * 4).buffer);
  const count = head[1];
  let from = HEADER + 8 + PARTS * 4;
  const part = (/** @type {number} */ number) => file.subarray(from, (from += head[2 + number]));
  const outside = numbers(part(0)), raw = part(1), described = numbers(part(2));
  const of = planes(part(3), 0, count, 2);
  const sizes = part(4), forms = part(5), columns = part(6), tails = part(7);

  // All but the heap.
  for (let run = 0, to = 0, taken = 0; run < outside.length; run += 2) {
    to += outside[run];
    bytes.set(raw.subarray(taken, taken + outside[run + 1]), to);
    taken += outside[run + 1];
    to += outside[run + 1];
  }

  // The chunks: which of them each group has, how large each is (in words), where it is (in words).
  const groups = described.length / 2;
  const starts = new Uint32Array(groups + 1), filled = new Uint32Array(groups);
  for (let number = 0; number < count; number++) starts[of[number] + 1]++;
  for (let group = 0; group < groups; group++) starts[group + 1] += starts[group];
  const members = new Uint32Array(count);
  for (let number = 0; number < count; number++) members[starts[of[number]] + filled[of[number]]++] = number;
  const lengths = new Uint32Array(count), places = new Uint32Array(count);
  const own = planes(sizes, 0, sizes.length / 4, 4);
  for (let group = 0, next = 0; group < groups; group++) {
    const kind = described[group * 2] & 7;
    const isOwn = kind > 0 && kind !== NOTHING;
    for (let at = starts[group]; at < starts[group + 1]; at++) lengths[members[at]] = isOwn ? own[next++] : described[group * 2 + 1];
  }
  for (let number = 0, at = head[0] / 4, before = 1; number < count; number++) {
    const inUse = described[of[number] * 2] & IN_USE ? 2 : 0;
    words[at + 1] = (lengths[number] * 4 + 4) | inUse | before;
    before = inUse >> 1;
    places[number] = at + 2;
    at += lengths[number] + 1;
  }

  let form = 0, column = 0, tail = 0;
  /** Reads a column; `chunks`: whose each word is, or `every` words of each. @param {number} length @param {Uint32Array} chunks @param {number} every */
  function read(length, chunks, every) {
    const how = forms[form++];
    if (!how) return new Uint32Array(length).fill(planes(columns, (column += 4) - 4, 1, 4)[0]);
    const values = planes(columns, column, length, 4);
    column += length * 4;
    if (how < CODED) return values;
    for (let place = 0, last = 0; place < length; place++) {
      let code = values[place];
      if (how === CODED) {
        if (code < CODES || code - CODES >= count * 4) continue;
        code -= CODES;
      } else {
        if (!code) continue;
        const origin = how === FROM_SELF ? chunks[(place / every) | 0] * 4 : last;
        last = code = origin + (code & 1 ? (code - 1) / 2 : -code / 2);
      }
      values[place] = places[code >>> 2] * 4 + (code & 3) * 8;
    }
    return values;
  }

  /** @param {Uint32Array} chunks @param {number} total @param {(chunk: number, place: number) => number} howMany each chunk that often */
  function repeated(chunks, total, howMany) {
    const all = new Uint32Array(total);
    for (let place = 0, at = 0; place < chunks.length; at += howMany(chunks[place], place++)) all.fill(chunks[place], at, at + howMany(chunks[place], place));
    return all;
  }

  /** Bytes that each string, code or row of bytes has behind its first words. @param {Uint32Array} chunks @param {number} kind */
  function ends(chunks, kind) {
    for (let place = 0; place < chunks.length; place++) {
      const at = places[chunks[place]], length = words[at + 2], state = words[at + 4];
      const to = at * 4 + (kind === STRING ? 20 : kind === CODE ? 128 : 16);
      const more = kind === STRING ? length * ((state >> 2) & 7) + (state & 64 ? 0 : 8) : kind === CODE ? length * 2 : length;
      for (let next = to; next < to + more; next++) bytes[next] = tails[tail++];
      if (kind === STRING) words[at + 3] = hashed(bytes, to + (state & 64 ? 0 : 8), to + more);
    }
  }

  let hasTables = new Uint32Array(0), hasSets = hasTables, keys = hasTables, values = hasTables, hashes = hasTables, inSets = hasTables, sums = hasTables;
  for (let group = 0; group < groups; group++) {
    const kind = described[group * 2] & 7, width = described[group * 2 + 1];
    const chunks = members.subarray(starts[group], starts[group + 1]);
    if (kind === NOTHING || kind === SPARE) continue;
    if (described[group * 2] & ROWS) {
      const rows = read(chunks.length * width, chunks, width);
      for (let place = 0; place < chunks.length; place++) words.set(rows.subarray(place * width, place * width + width), places[chunks[place]]);
      continue;
    }
    for (let word = 0; word < width; word++) {
      if (kind === STRING && word === 3) continue;
      const one = read(chunks.length, chunks, 1);
      for (let place = 0; place < chunks.length; place++) words[places[chunks[place]] + word] = one[place];
    }
    if (kind === KEYS) {
      const entries = (/** @type {number} */ chunk) => words[places[chunk] + 4];
      let total = 0, general = 0;
      for (const chunk of chunks) {
        total += entries(chunk);
        if (!bytes[places[chunk] * 4 + 6]) general += entries(chunk);
      }
      const each = repeated(chunks, total, entries);
      hasTables = chunks;
      keys = read(total, each, 1);
      values = read(total, each, 1);
      hashes = read(general, each, 1);
    } else if (kind === SET) {
      hasSets = chunks;
      const counts = (sums = read(chunks.length, chunks, 1));
      const total = counts.reduce((sum, one) => sum + one, 0);
      inSets = read(total, repeated(chunks, total, (_, place) => counts[place]), 1);
    } else if (kind) ends(chunks, kind);
  }

  // Where keys stand in tables of dictionaries, as `insertdict` puts them.
  for (let entry = 0, general = 0, number = 0; number < hasTables.length; number++) {
    const table = places[hasTables[number]], start = table * 4 + 20, log = bytes[start - 16], width = bytes[start - 15] - log;
    const isGeneral = !bytes[start - 14], mask = (1 << log) - 1, stride = isGeneral ? 3 : 2;
    const slots = width ? (width > 1 ? new Int32Array(memory, start, mask + 1) : new Int16Array(memory, start, mask + 1)) : new Int8Array(memory, start, mask + 1);
    slots.fill(-1);
    let at = (start + ((mask + 1) << width)) / 4;
    for (let row = 0; row < words[table + 4]; row++, entry++, at += stride) {
      const key = keys[entry];
      if (isGeneral) words[at] = hashes[general++];
      words[at + stride - 2] = key;
      words[at + stride - 1] = values[entry];
      if (!key) continue;
      const hash = isGeneral ? words[at] : words[key / 4 + 3];
      let slot = hash & mask;
      for (let perturb = hash; slots[slot] >= 0; ) slot = (slot * 5 + (perturb >>>= 5) + 1) & mask;
      slots[slot] = row;
    }
  }

  // And members of sets, as `set_insert_clean` does.
  for (let member = 0, number = 0; number < hasSets.length; number++) {
    const table = places[hasSets[number]], mask = 2 ** (31 - Math.clz32(lengths[hasSets[number]] / 2)) - 1;
    for (let row = 0; row < sums[number]; row++) {
      const key = inSets[member++], hash = words[key / 4 + 3], slot = table + vacant(words, table, mask, hash) * 2;
      words[slot] = key;
      words[slot + 1] = hash;
    }
  }

  const group = described.findIndex((flags, at) => !(at & 1) && (flags & 7) === SPARE) / 2;
  return group < 0 ? new Uint32Array(0) : members.subarray(starts[group], starts[group + 1]).map((number) => places[number] * 4);
}

/** Numbers of seven bits a byte, the lowest first. @param {Uint8Array} part */
function numbers(part) {
  const found = [];
  for (let at = 0, value = 0, shift = 0; at < part.length; at++) {
    value |= (part[at] & 127) << shift;
    shift += 7;
    if (part[at] < 128) found.push(value), (value = shift = 0);
  }
  return found;
}

/** Numbers of which all lowest bytes come first, then all second ones. @param {Uint8Array} part @param {number} at @param {number} count @param {number} width */
function planes(part, at, count, width) {
  const values = new Uint32Array(count);
  for (let plane = 0; plane < width; plane++) for (let number = 0; number < count; number++) values[number] |= part[at++] << (8 * plane);
  return values;
}

/** The place of a new member. @param {Uint32Array} words @param {number} table @param {number} mask @param {number} hash */
function vacant(words, table, mask, hash) {
  for (let slot = hash & mask, perturb = hash; ; slot = (slot * 5 + 1 + (perturb >>>= 5)) & mask) {
    const last = slot + LINEAR_PROBES <= mask ? slot + LINEAR_PROBES : slot;
    for (let near = slot; near <= last; near++) if (!words[table + near * 2]) return near;
  }
}

/** How a CPython of 32 bits hashes characters, where `PYTHONHASHSEED` is 0. @param {Uint8Array} bytes @param {number} at @param {number} end */
function hashed(bytes, at, end) {
  const length = end - at;
  if (!length) return 0;
  let hash = bytes[at] << 7;
  for (const whole = at + (((length - 1) / 4) | 0) * 4; at < whole; at += 4)
    hash = Math.imul(hash, 1_000_003) ^ (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24));
  for (; at < end; at++) hash = Math.imul(hash, 1_000_003) ^ bytes[at];
  hash ^= length;
  return (hash === -1 ? -2 : hash) >>> 0;
}
