// The hash that feed ranges are cut from, against values that @azure/cosmos 4.9.3 computes.
import { describe, expect, it } from 'vitest';
import { effectivePartitionKey } from '../../../local/cosmos/effective-partition-key.ts';

describe('an effective partition key', () => {
  it.each([
    ['a', '3A5381E1114EB8D3FCC90795045B49B7'],
    ['hello world this is long', '0D8D1063AF9B562203D9D950849C1D98'],
    ['0123456789abcdef', '12B43BD0296E717C4AD0C391C6F495F4'],
    [12.5, '07DF764FB9F920170F575121799C6829'],
    [-3, '30478B3D0E0AD5DBC95C665464636106'],
    [true, '0E711127C5B5A8E4726AC6DD306A3E59'],
    [null, '378867E4430E67857ACE5C908374FE16'],
    [{}, '11622DAA78F835834610ABE56EFF5CB5'],
    ['ünï', '37D1742E5E4FEB586EBD12C0D62B2B66'],
  ])('of %j is the service’s', (value, expected) => {
    expect(effectivePartitionKey([value], false)).toBe(expected);
    expect(effectivePartitionKey([value, value], true)).toBe(expected + expected);
  });
});
