// One page of an answer: rows as JSON texts, at most so many and at most 4 MB of them.

const LARGEST_PAGE = 4 * 1024 * 1024;

export type Page = { rows: string[]; bytes: number; scanned: number; continuation?: string };

export class PageBuilder {
  readonly rows: string[] = [];
  bytes = 0;
  private readonly most: number;

  constructor(mostRows: number) {
    this.most = mostRows;
  }

  get full(): boolean {
    return this.rows.length >= this.most || this.bytes >= LARGEST_PAGE;
  }

  add(row: string): void {
    this.rows.push(row);
    this.bytes += row.length;
  }

  page(scanned: number, continuation?: string): Page {
    return { rows: this.rows, bytes: this.bytes, scanned, continuation };
  }
}
