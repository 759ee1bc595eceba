// Compares two PNG files by pixelmatch: node pixelmatch_files.mjs CHECKOUT LEFT RIGHT
//
// pixelmatch's own command reads files with pngjs. This decoder of 8-bit RGB, over node's zlib, does less: it checks no
// checksums and knows no other form. Prints JSON: the pixels that differ, and milliseconds of pixelmatch alone.

import {readFileSync} from 'node:fs';
import {inflateSync} from 'node:zlib';
import {pathToFileURL} from 'node:url';

function chunks(file) {
    const found = {data: []};
    for (let place = 8; place < file.length;) {
        const count = file.readUInt32BE(place);
        const type = file.toString('latin1', place + 4, place + 8);
        const bytes = file.subarray(place + 8, place + 8 + count);
        if (type === 'IHDR') found.header = bytes;
        if (type === 'IDAT') found.data.push(bytes);
        place += count + 12;
    }
    return found;
}

function paeth(left, above, corner) {
    const byLeft = Math.abs(above - corner), byAbove = Math.abs(left - corner);
    const byCorner = Math.abs(left + above - 2 * corner);
    if (byLeft <= byAbove && byLeft <= byCorner) return left;
    return byAbove <= byCorner ? above : corner;
}

function unfilter(filter, rows, start, rowBytes, above) {
    const end = start + rowBytes;
    if (filter === 1) {
        for (let i = start + 3; i < end; i++) rows[i] += rows[i - 3];
    } else if (filter === 2) {
        for (let i = start; i < end; i++) rows[i] += above < 0 ? 0 : rows[i + above - start];
    } else if (filter === 3) {
        for (let i = start; i < end; i++) {
            rows[i] += (i < start + 3 ? 0 : rows[i - 3]) + (above < 0 ? 0 : rows[i + above - start]) >> 1;
        }
    } else if (filter === 4) {
        for (let i = start; i < end; i++) {
            const left = i < start + 3 ? 0 : rows[i - 3];
            const over = above < 0 ? 0 : rows[i + above - start];
            rows[i] += paeth(left, over, i < start + 3 || above < 0 ? 0 : rows[i + above - start - 3]);
        }
    }
}

function read(path) {
    const {header, data} = chunks(readFileSync(path));
    const width = header.readUInt32BE(0), height = header.readUInt32BE(4);
    if (header[8] !== 8 || header[9] !== 2 || header[12] !== 0) throw new Error(`${path}: not plain RGB`);
    const rows = inflateSync(Buffer.concat(data)), rowBytes = width * 3;
    const pixels = new Uint32Array(width * height);
    for (let y = 0, at = 0; y < height; y++) {
        const start = y * (rowBytes + 1) + 1;
        unfilter(rows[start - 1], rows, start, rowBytes, y > 0 ? start - rowBytes - 1 : -1);
        for (let i = start; i < start + rowBytes; i += 3) {
            pixels[at++] = rows[i] | rows[i + 1] << 8 | rows[i + 2] << 16 | 255 << 24;
        }
    }
    return {width, height, rgba: new Uint8ClampedArray(pixels.buffer)};
}

const [, , checkout, left, right] = process.argv;
const {default: pixelmatch} = await import(pathToFileURL(`${checkout}/index.js`));
const [one, other] = [read(left), read(right)];
const start = performance.now();
const differing = pixelmatch(one.rgba, other.rgba, null, one.width, one.height);
console.log(JSON.stringify({differing, milliseconds: performance.now() - start}));
