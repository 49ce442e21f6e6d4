// A sale of the source `pos`, as its schema wants it: the attributes of its CloudEvent, and its data.

/** The `n`th sale; the same `n` is the same event. */
export function saleOf(n: number) {
  const soldAt = '2026-01-02T03:04:05.678Z';
  const line = {
    ...{ lineNumber: 1, sku: 'FRE-100008', quantity: n, unitPriceMinor: 250, discountMinor: 0 },
    amountMinor: n * 250,
  };
  const data = {
    saleId: `S0121-01-${String(n).padStart(6, '0')}`,
    storeId: '0121',
    tillId: '0121-01',
    soldAt,
    currency: 'GBP',
    lines: [line],
    totalMinor: n * 250,
  };
  const attributes = {
    specversion: '1.0',
    id: `kafka-${n}`,
    source: '/pos/store/0121/till/01',
    type: 'uk.assay.pos.sale',
    time: soldAt,
  };
  return { attributes, data, structured: { ...attributes, data } };
}
