// How often each operation was done, and what it was charged: GET /_local/operations.

export class OperationCounts {
  private readonly counts = new Map<string, number>();
  private charge = 0;

  count(operation: string): void {
    this.counts.set(operation, (this.counts.get(operation) ?? 0) + 1);
  }

  charged(requestUnits: number): void {
    this.charge += requestUnits;
  }

  toJSON(): Record<string, number> {
    return { ...Object.fromEntries(this.counts), requestCharge: Math.round(this.charge * 100) / 100 };
  }
}
