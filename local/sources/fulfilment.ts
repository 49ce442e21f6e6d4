// Fulfilment: each order's shipment is created, picked, dispatched and delivered, in this order. What takes
// days in a warehouse takes seconds here, so that a short run shows whole shipments.
import { rfc3339 } from './clock-text.ts';
import { cloudEvents, kind } from './cloud-events.ts';
import { centreId, skuId, staffId } from './identifiers.ts';
import { Pending, type Purchase } from './journal.ts';
import { oneOf } from './random.ts';
import type { Draft, MakeSimulator, Moment, Setting } from './simulator.ts';
import type { World } from './world.ts';

const CREATED = kind('fulfilment', 'shipment_created', 'fulfilment_shipment');
const PICKED = kind('fulfilment', 'picked', 'fulfilment_picked');
const DISPATCHED = kind('fulfilment', 'dispatched', 'fulfilment_dispatched');
const DELIVERED = kind('fulfilment', 'delivered', 'fulfilment_delivered');
const CARRIERS = ['parcel_post', 'van_fleet', 'courier', 'locker_network'] as const;
const OUTCOMES = ['handed_over', 'handed_over', 'safe_place', 'neighbour', 'locker', 'collected'] as const;
const METHODS = [
  ['standard', 4],
  ['next_day', 1],
  ['collect', 2],
] as const;
const DAY_MS = 86_400_000;

interface Shipment {
  id: string;
  number: number;
  orderId: string;
  centre: string;
  lines: Purchase['lines'];
}

const head = ({ id, orderId, centre }: Shipment): string =>
  `"shipmentId":"${id}","orderId":"${orderId}","fulfilmentCentreId":"${centre}"`;

function linesText(world: World, lines: Purchase['lines']): string {
  let number = 0;
  return lines
    .map(
      ({ sku, quantity }) => `{"lineNumber":${++number},"sku":"${skuId(world, sku)}","quantity":${quantity}}`,
    )
    .join(',');
}

function release({ world, rng, run, journal }: Setting, number: number): Shipment {
  const order = journal.unshipped.shift();
  const orderId = order?.id ?? `O${run}-X${number}`;
  const lines = order?.lines ?? [{ sku: world.popularSku(rng), quantity: 1, discountMinor: 0 }];
  return { id: `F${run}-${number}`, number, orderId, centre: centreId(rng.below(3)), lines };
}

export const makeFulfilment: MakeSimulator = setting => {
  const { world, rng } = setting;
  const events = cloudEvents('ship', setting.run);
  const toPick = new Pending<Shipment>();
  const toDispatch = new Pending<Shipment>();
  const toDeliver = new Pending<Shipment>();
  let count = 0;

  const at = (what: typeof CREATED, shipment: Shipment, rest: string, moment: Moment): Draft =>
    events.event(what, `/fulfilment/${shipment.centre}`, shipment.id, `{${head(shipment)},${rest}}`, moment);
  const create = (moment: Moment): Draft => {
    const shipment = release(setting, ++count);
    toPick.push(shipment);
    const [method, days] = oneOf(rng, METHODS);
    const rest = `"createdAt":"${rfc3339(moment.eventMs)}","promisedAt":"${rfc3339(moment.eventMs + days * DAY_MS)}","method":"${method}","lines":[${linesText(world, shipment.lines)}]`;
    return at(CREATED, shipment, rest, moment);
  };
  const pick = (shipment: Shipment, moment: Moment): Draft => {
    toDispatch.push(shipment);
    const short = rng.chance(0.03) ? 1 : 0;
    const rest = `"pickedAt":"${rfc3339(moment.eventMs)}","pickerId":"${staffId(rng.below(900))}","linesPicked":${shipment.lines.length - short},"linesShort":${short}`;
    return at(PICKED, shipment, rest, moment);
  };
  const dispatch = (shipment: Shipment, moment: Moment): Draft => {
    toDeliver.push(shipment);
    const tracking = `AY${String(1_000_000_000 + shipment.number).slice(1)}GB`;
    const rest = `"carrier":"${oneOf(rng, CARRIERS)}","trackingNumber":"${tracking}","dispatchedAt":"${rfc3339(moment.eventMs)}","parcels":${rng.chance(0.1) ? 2 : 1},"weightGrams":${200 + rng.below(9000)}`;
    return at(DISPATCHED, shipment, rest, moment);
  };
  const deliver = (shipment: Shipment, moment: Moment): Draft => {
    const rest = `"deliveredAt":"${rfc3339(moment.eventMs)}","outcome":"${oneOf(rng, OUTCOMES)}","attempts":${rng.chance(0.07) ? 2 : 1},"onTime":${rng.chance(0.96)}`;
    return at(DELIVERED, shipment, rest, moment);
  };
  const stages = [
    [toPick, pick],
    [toDispatch, dispatch],
    [toDeliver, deliver],
  ] as const;
  return {
    next: moment => {
      const first = rng.below(4);
      if (first === 3) return create(moment);
      for (let i = 0; i < 3; i++) {
        const [queue, step] = stages[(first + i) % 3] ?? stages[0];
        const shipment = queue.shift();
        if (shipment) return step(shipment, moment);
      }
      return create(moment);
    },
    renew: events.renew,
  };
};
