// Which spans are recorded: those of a trace that is, those that link to one, and a share of the others.

import { type Context, type Link, TraceFlags, trace } from '@opentelemetry/api';
import { type Sampler, SamplingDecision, TraceIdRatioBasedSampler } from '@opentelemetry/sdk-trace-base';

/** A parent of the host's that is not sampled is no refusal: the host knows no events, and samples its own requests. */
export function createSampler(share: number): Sampler {
  const ratio = new TraceIdRatioBasedSampler(share);
  const isSampled = (flags: number | undefined) => ((flags ?? 0) & TraceFlags.SAMPLED) !== 0;
  return {
    shouldSample: (context: Context, traceId: string, _name, _kind, _attributes, links: Link[]) => {
      const linked = links.some(link => isSampled(link.context.traceFlags));
      const parent = trace.getSpanContext(context);
      if (linked || (parent && isSampled(parent.traceFlags)))
        return { decision: SamplingDecision.RECORD_AND_SAMPLED };
      return parent && !parent.isRemote
        ? { decision: SamplingDecision.NOT_RECORD }
        : ratio.shouldSample(context, traceId);
    },
    toString: () => `LinkedOrRatio{${share}}`,
  };
}
