/** How does a request appear in a trace? As one span of the kind "server", child of the sender's `traceparent`. */
import type { Context } from 'hono';
import { headerOf } from '../node-request.ts';

export interface RunningSpan {
  end(method: string, route: string, status: number): void;
}

export interface Tracer {
  start(c: Context): RunningSpan;
  stop(): Promise<void>;
}

/** Loads OpenTelemetry and sends to `endpoint` (OTLP over HTTP). Without traces nothing of it is ever loaded. */
export async function startTracing(endpoint: string, version: string): Promise<Tracer> {
  const [{ SpanKind, SpanStatusCode, ROOT_CONTEXT, trace, TraceFlags }, sdk, { OTLPTraceExporter }] =
    await Promise.all([
      import('@opentelemetry/api'),
      import('@opentelemetry/sdk-trace-base'),
      import('@opentelemetry/exporter-trace-otlp-http'),
    ]);
  const { resourceFromAttributes } = await import('@opentelemetry/resources');
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces` });
  const provider = new sdk.BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'kindred', 'service.version': version }),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.AlwaysOnSampler() }),
    spanProcessors: [new sdk.BatchSpanProcessor(exporter)],
  });
  const tracer = provider.getTracer('kindred', version);

  const parentOf = (c: Context) => {
    const [, traceId, spanId, flags] = TRACEPARENT.exec(headerOf(c, 'traceparent') ?? '') ?? [];
    if (traceId === undefined || spanId === undefined || flags === undefined) return ROOT_CONTEXT;
    const traceFlags = Number.parseInt(flags, 16) & TraceFlags.SAMPLED;
    return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
  };

  return {
    start(c) {
      const span = tracer.startSpan('request', { kind: SpanKind.SERVER }, parentOf(c));
      return {
        end(method, route, status) {
          span.updateName(`${method} ${route}`);
          span.setAttributes({
            'http.request.method': method,
            'http.route': route,
            'http.response.status_code': status,
          });
          if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
          span.end();
        },
      };
    },
    stop: () => provider.shutdown(),
  };
}

/** W3C Trace Context, version 00. */
const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/;
