/**
 * Writes the memory of a started Python from what `recorder/host/pack.py` made of it; its form is told there.
 *
 * Laws: all that was left out is computed as CPython and its allocator would have; the build tries it each time. Plain loops, each in a
 * function of its own: this runs once, and before anything else can, so the browser must be able to compile a loop while it runs.
 */

const HEADER = 20;
const PARTS = 8;
const CODES = 0x80000000;
const [STRING, CODE, BYTES, KEYS, SET, NOTHING, SPARE] = [1, 2, 3, 4, 5, 6, 7];
const [IN_USE, ROWS] = [8, 16];
const [CODED, FROM_SELF] = [2, 3];
const LINEAR_PROBES = 9;

/** Bytes that stand before the text of a string, before the instructions of code, and before those of a row of bytes. */
const AHEAD = { [STRING]: 20, [CODE]: 128, [BYTES]: 16 };

/**
 * Dictionaries: the chunks of their tables, and what all of them hold, one after the other.
 * @typedef {{chunks: Uint32Array, keys: Uint32Array, values: Uint32Array, hashes: Uint32Array}} Tables
 */

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
  const of = pairs(part(3), count);
  const sizes = part(4), forms = part(5), packed = part(6), tails = part(7);

  writeOutside(bytes, outside, raw);
  const groups = described.length / 2;
  const starts = startsOf(of, groups), members = membersOf(of, starts);
  const lengths = lengthsOf(described, starts, members, sizes);
  const places = writeHeads(words, head[0] / 4, of, described, lengths);

  const columns = new Columns(forms, packed, places);
  let tail = 0;
  let sets = new Uint32Array(0), inSets = sets, counts = sets;
  /** @type {Tables} */
  let tables = { chunks: sets, keys: sets, values: sets, hashes: sets };
  for (let group = 0; group < groups; group++) {
    const kind = described[group * 2] & 7, width = described[group * 2 + 1];
    const chunks = members.subarray(starts[group], starts[group + 1]);
    if (kind === NOTHING || kind === SPARE) continue;
    if (described[group * 2] & ROWS) {
      writeRows(words, places, chunks, width, columns.read(chunks.length * width, chunks, width));
      continue;
    }
    for (let word = 0; word < width; word++) {
      if (kind !== STRING || word !== 3) writeColumn(words, places, chunks, word, columns.read(chunks.length, chunks, 1));
    }
    if (kind === KEYS) {
      const entries = entriesOf(words, places, chunks);
      const each = repeated(chunks, entries);
      const general = generalOf(bytes, places, chunks, entries);
      tables = { chunks, keys: columns.read(each.length, each, 1), values: columns.read(each.length, each, 1), hashes: columns.read(general, each, 1) };
    } else if (kind === SET) {
      sets = chunks;
      counts = columns.read(chunks.length, chunks, 1);
      const each = repeated(chunks, counts);
      inSets = columns.read(each.length, each, 1);
    } else if (kind) tail = writeEnds(bytes, words, places, chunks, kind, tails, tail);
  }
  writeTables(memory, bytes, words, places, tables);
  writeSets(words, places, lengths, sets, counts, inSets);

  const group = described.findIndex((flags, at) => !(at & 1) && (flags & 7) === SPARE) / 2;
  return group < 0 ? new Uint32Array(0) : members.subarray(starts[group], starts[group + 1]).map((number) => places[number] * 4);
}

/** Columns in the order in which they were written. */
class Columns {
  /** @param {Uint8Array} forms @param {Uint8Array} packed @param {Uint32Array} places of all chunks, in words */
  constructor(forms, packed, places) {
    this.forms = forms;
    this.packed = packed;
    this.places = places;
    this.form = 0;
    this.at = 0;
  }

  /** The next one. @param {number} length @param {Uint32Array} chunks whose each word is, or `every` words of each @param {number} every */
  read(length, chunks, every) {
    const how = this.forms[this.form++];
    const values = quads(this.packed, this.at, how ? length : 1);
    this.at += values.length * 4;
    if (!how) return new Uint32Array(length).fill(values[0]);
    if (how === CODED) addressesOf(values, this.places);
    else if (how === FROM_SELF) fromSelf(values, this.places, chunks, every);
    else if (how > FROM_SELF) fromLast(values, this.places);
    return values;
  }
}

/** Numbers of chunks become addresses. @param {Uint32Array} values @param {Uint32Array} places */
function addressesOf(values, places) {
  const codes = places.length * 4;
  for (let at = 0; at < values.length; at++) {
    const code = values[at] - CODES;
    if (code >= 0 && code < codes) values[at] = places[code >>> 2] * 4 + (code & 3) * 8;
  }
}

/** Distances from the chunk itself become addresses. @param {Uint32Array} values @param {Uint32Array} places @param {Uint32Array} chunks @param {number} every */
function fromSelf(values, places, chunks, every) {
  for (let at = 0; at < values.length; at++) {
    const distance = values[at];
    if (!distance) continue;
    const code = chunks[(at / every) | 0] * 4 + (distance & 1 ? (distance - 1) / 2 : -distance / 2);
    values[at] = places[code >>> 2] * 4 + (code & 3) * 8;
  }
}

/** Distances from the address before become addresses. @param {Uint32Array} values @param {Uint32Array} places */
function fromLast(values, places) {
  for (let at = 0, code = 0; at < values.length; at++) {
    const distance = values[at];
    if (!distance) continue;
    code += distance & 1 ? (distance - 1) / 2 : -distance / 2;
    values[at] = places[code >>> 2] * 4 + (code & 3) * 8;
  }
}

/** All but the heap. @param {Uint8Array} bytes @param {number[]} runs zeros and bytes in turn @param {Uint8Array} raw */
function writeOutside(bytes, runs, raw) {
  for (let run = 0, to = 0, taken = 0; run < runs.length; run += 2) {
    to += runs[run];
    for (const end = taken + runs[run + 1]; taken < end; ) bytes[to++] = raw[taken++];
  }
}

/** Where each group's chunks begin among all. @param {Uint32Array} of @param {number} groups */
function startsOf(of, groups) {
  const starts = new Uint32Array(groups + 1);
  for (let number = 0; number < of.length; number++) starts[of[number] + 1]++;
  for (let group = 0; group < groups; group++) starts[group + 1] += starts[group];
  return starts;
}

/** All chunks, by group. @param {Uint32Array} of the group of each @param {Uint32Array} starts */
function membersOf(of, starts) {
  const members = new Uint32Array(of.length), next = starts.slice();
  for (let number = 0; number < of.length; number++) members[next[of[number]]++] = number;
  return members;
}

/** How large each chunk is, in words. @param {number[]} described @param {Uint32Array} starts @param {Uint32Array} members @param {Uint8Array} sizes */
function lengthsOf(described, starts, members, sizes) {
  const lengths = new Uint32Array(members.length);
  const own = quads(sizes, 0, sizes.length / 4);
  for (let group = 0, next = 0; group < starts.length - 1; group++) {
    const kind = described[group * 2] & 7;
    const isOwn = kind > 0 && kind !== NOTHING;
    for (let at = starts[group]; at < starts[group + 1]; at++) lengths[members[at]] = isOwn ? own[next++] : described[group * 2 + 1];
  }
  return lengths;
}

/**
 * Writes the allocator's word before each chunk.
 * @param {Uint32Array} words @param {number} at of the first, in words @param {Uint32Array} of @param {number[]} described @param {Uint32Array} lengths
 * @returns {Uint32Array} where each is, in words
 */
function writeHeads(words, at, of, described, lengths) {
  const places = new Uint32Array(of.length);
  for (let number = 0, before = 1; number < of.length; number++) {
    const inUse = described[of[number] * 2] & IN_USE ? 2 : 0;
    words[at + 1] = (lengths[number] * 4 + 4) | inUse | before;
    before = inUse >> 1;
    places[number] = at + 2;
    at += lengths[number] + 1;
  }
  return places;
}

/** @param {Uint32Array} words @param {Uint32Array} places @param {Uint32Array} chunks @param {number} width @param {Uint32Array} rows */
function writeRows(words, places, chunks, width, rows) {
  for (let place = 0, at = 0; place < chunks.length; place++) {
    for (let to = places[chunks[place]], end = to + width; to < end; ) words[to++] = rows[at++];
  }
}

/** @param {Uint32Array} words @param {Uint32Array} places @param {Uint32Array} chunks @param {number} word @param {Uint32Array} column */
function writeColumn(words, places, chunks, word, column) {
  for (let place = 0; place < chunks.length; place++) words[places[chunks[place]] + word] = column[place];
}

/** How many entries each table of a dictionary has. @param {Uint32Array} words @param {Uint32Array} places @param {Uint32Array} chunks */
function entriesOf(words, places, chunks) {
  return chunks.map((chunk) => words[places[chunk] + 4]);
}

/** How many entries have a hash of their own. @param {Uint8Array} bytes @param {Uint32Array} places @param {Uint32Array} chunks @param {Uint32Array} entries */
function generalOf(bytes, places, chunks, entries) {
  let general = 0;
  for (let place = 0; place < chunks.length; place++) if (!bytes[places[chunks[place]] * 4 + 6]) general += entries[place];
  return general;
}

/** Each chunk as often as it counts. @param {Uint32Array} chunks @param {Uint32Array} counts */
function repeated(chunks, counts) {
  let total = 0;
  for (let place = 0; place < counts.length; place++) total += counts[place];
  const all = new Uint32Array(total);
  for (let place = 0, at = 0; place < chunks.length; place++) for (const end = at + counts[place]; at < end; ) all[at++] = chunks[place];
  return all;
}

/**
 * Bytes that each string, code or row of bytes has behind its first words; and the hashes of strings.
 * @param {Uint8Array} bytes @param {Uint32Array} words @param {Uint32Array} places @param {Uint32Array} chunks @param {number} kind
 * @param {Uint8Array} tails @param {number} tail
 * @returns {number} where the next one's begin
 */
function writeEnds(bytes, words, places, chunks, kind, tails, tail) {
  for (let place = 0; place < chunks.length; place++) {
    const at = places[chunks[place]], length = words[at + 2], state = words[at + 4];
    const from = at * 4 + AHEAD[kind];
    const more = kind === STRING ? length * ((state >> 2) & 7) + (state & 64 ? 0 : 8) : kind === CODE ? length * 2 : length;
    for (let to = from; to < from + more; to++) bytes[to] = tails[tail++];
    if (kind === STRING) words[at + 3] = hashed(bytes, from + (state & 64 ? 0 : 8), from + more);
  }
  return tail;
}

/**
 * Where keys stand in tables of dictionaries, as `insertdict` puts them.
 * @param {ArrayBuffer} memory @param {Uint8Array} bytes @param {Uint32Array} words @param {Uint32Array} places @param {Tables} tables
 */
function writeTables(memory, bytes, words, places, { chunks, keys, values, hashes }) {
  for (let number = 0, entry = 0, general = 0; number < chunks.length; number++) {
    const table = places[chunks[number]], start = table * 4 + 20, log = bytes[start - 16], width = bytes[start - 15] - log;
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
}

/**
 * Where members stand in tables of sets, as `set_insert_clean` puts them.
 * @param {Uint32Array} words @param {Uint32Array} places @param {Uint32Array} lengths @param {Uint32Array} sets @param {Uint32Array} counts
 * @param {Uint32Array} members
 */
function writeSets(words, places, lengths, sets, counts, members) {
  for (let number = 0, member = 0; number < sets.length; number++) {
    const table = places[sets[number]], mask = 2 ** (31 - Math.clz32(lengths[sets[number]] / 2)) - 1;
    for (let row = 0; row < counts[number]; row++) {
      const key = members[member++], hash = words[key / 4 + 3], slot = table + vacant(words, table, mask, hash) * 2;
      words[slot] = key;
      words[slot + 1] = hash;
    }
  }
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

/** Numbers of four bytes, of which all lowest bytes come first, then all second ones. @param {Uint8Array} part @param {number} at @param {number} count */
function quads(part, at, count) {
  const values = new Uint32Array(count);
  const second = at + count, third = second + count, fourth = third + count;
  for (let number = 0; number < count; number++) {
    values[number] = part[at + number] | (part[second + number] << 8) | (part[third + number] << 16) | (part[fourth + number] << 24);
  }
  return values;
}

/** The same of two bytes. @param {Uint8Array} part @param {number} count */
function pairs(part, count) {
  const values = new Uint32Array(count);
  for (let number = 0; number < count; number++) values[number] = part[number] | (part[count + number] << 8);
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
