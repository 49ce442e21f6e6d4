// Customer master (PostgreSQL): pseudonyms with segments and consents; registrations, visits, consent changes
// and erasures. No personal data is made up here.
import { changeLog, type Op } from './change-log.ts';
import { rfc3339 } from './clock-text.ts';
import { postgres } from './dialects.ts';
import { customerId } from './identifiers.ts';
import type { MakeSimulator } from './simulator.ts';
import { transactional } from './transactions.ts';
import { CUSTOMERS } from './world.ts';

const AREAS = [
  'AB',
  'B',
  'BS',
  'CF',
  'E',
  'EH',
  'G',
  'L',
  'LS',
  'M',
  'N',
  'NE',
  'NG',
  'SE',
  'SW',
  'YO',
] as const;
const EPOCH_MS = Date.UTC(2012, 0, 1);
const HOUR_MS = 3_600_000;

function segment(visits: number): string {
  if (visits === 0) return 'lapsed';
  if (visits < 3) return 'new';
  return visits < 8 ? 'occasional' : visits < 20 ? 'regular' : 'loyal';
}

export const makeCustomers: MakeSimulator = ({ world, rng, startMs }) => {
  const log = changeLog('customers', postgres('customers', startMs, rng));
  // 0: not yet published, 1: live, 2: erased.
  const seen = new Uint8Array(CUSTOMERS);
  const visits = new Uint16Array(CUSTOMERS);
  const consents = new Uint8Array(CUSTOMERS);
  const updatedMs = new Float64Array(CUSTOMERS);

  const text = (customer: number): string => {
    const flags = consents[customer] ?? 0;
    const count = visits[customer] ?? 0;
    // The registration is a function of the number: within ten years from 2012.
    const created = EPOCH_MS + ((Math.imul(customer + 1, 2_654_435_761) >>> 0) % 87_600) * HOUR_MS;
    return `{"customer_id":"${customerId(customer)}","postcode_area":"${AREAS[customer % AREAS.length]}","segment":"${segment(count)}","consent_email":${(flags & 1) > 0},"consent_sms":${(flags & 2) > 0},"consent_profiling":${(flags & 4) > 0},"visits_90_days":${count},"created_at":"${rfc3339(created)}","updated_at":"${rfc3339(updatedMs[customer] ?? 0)}"}`;
  };
  const touch = (customer: number) => {
    const dice = rng.next();
    if (dice < 0.2) consents[customer] = (consents[customer] ?? 0) ^ (1 << rng.below(3));
    else visits[customer] = Math.min(9_999, (visits[customer] ?? 0) + 1);
  };
  return transactional(log, { customer: ['customer_id'] }, () => [
    moment => {
      const customer = world.customer(rng);
      const live = seen[customer] === 1;
      const before = live ? text(customer) : null;
      const op: Op = live ? (rng.chance(0.005) ? 'd' : 'u') : seen[customer] === 0 ? 'r' : 'c';
      seen[customer] = op === 'd' ? 2 : 1;
      if (!live) {
        visits[customer] = rng.below(25);
        consents[customer] = rng.below(8);
      }
      if (op !== 'd') {
        if (live) touch(customer);
        updatedMs[customer] = moment.eventMs;
      }
      const after = op === 'd' ? null : text(customer);
      return log.change('customer', customerId(customer), op, before, after, moment);
    },
  ]);
};
