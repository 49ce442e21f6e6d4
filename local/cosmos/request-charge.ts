// Request units, estimated from document sizes along Microsoft's published figures: a point read of 1 KB is
// 1 RU and of 100 KB 10 RU; a write of 1 KB about 5.5 RU, of 4 KB 7, of 64 KB 48 (default indexing).
// Between those points the estimate is linear. The true charge also depends on the number of indexed properties.

const KB = 1024;

/** RU of a point read of a document of so many bytes. */
export function readCharge(bytes: number): number {
  return rounded(1 + (Math.max(0, bytes / KB - 1) * 9) / 99);
}

/** RU of a create, upsert, replace, patch or delete of a document of so many bytes. */
export function writeCharge(bytes: number): number {
  const kb = Math.max(1, bytes / KB);
  return rounded(kb <= 4 ? 5 + kb / 2 : 7 + ((kb - 4) * 41) / 60);
}

/** RU of one page of a query or feed: a base of 2.3, the documents looked at, and the bytes answered. */
export function queryCharge(documentsScanned: number, bytesAnswered: number): number {
  return rounded(2.3 + documentsScanned * 0.02 + bytesAnswered / KB / 10);
}

function rounded(charge: number): number {
  return Math.round(charge * 100) / 100;
}
