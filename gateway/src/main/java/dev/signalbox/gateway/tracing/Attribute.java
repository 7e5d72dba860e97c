package dev.signalbox.gateway.tracing;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;

/**
 * The attributes of spans: those of <a
 * href="https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-spans/">Semantic conventions for
 * generative client AI spans</a> and of HTTP, read 2026-11, and our own.
 */
final class Attribute {
  static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");
  static final AttributeKey<String> PROVIDER = AttributeKey.stringKey("gen_ai.provider.name");
  static final AttributeKey<String> REQUEST_MODEL = AttributeKey.stringKey("gen_ai.request.model");
  static final AttributeKey<String> RESPONSE_MODEL =
      AttributeKey.stringKey("gen_ai.response.model");
  static final AttributeKey<String> CONVERSATION = AttributeKey.stringKey("gen_ai.conversation.id");
  static final AttributeKey<Long> MAX_TOKENS = AttributeKey.longKey("gen_ai.request.max_tokens");
  static final AttributeKey<Long> INPUT_TOKENS = AttributeKey.longKey("gen_ai.usage.input_tokens");
  static final AttributeKey<Long> OUTPUT_TOKENS =
      AttributeKey.longKey("gen_ai.usage.output_tokens");
  static final AttributeKey<Long> CACHE_READ_TOKENS =
      AttributeKey.longKey("gen_ai.usage.cache_read.input_tokens");
  static final AttributeKey<Long> CACHE_WRITE_TOKENS =
      AttributeKey.longKey("gen_ai.usage.cache_creation.input_tokens");
  static final AttributeKey<List<String>> FINISH_REASONS =
      AttributeKey.stringArrayKey("gen_ai.response.finish_reasons");

  static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
  static final AttributeKey<Long> RESENT = AttributeKey.longKey("http.request.resend_count");
  static final AttributeKey<String> SERVER = AttributeKey.stringKey("server.address");
  static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");
  static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

  static final AttributeKey<String> REQUEST_ID = AttributeKey.stringKey("signalbox.request_id");
  static final AttributeKey<String> ENDPOINT = AttributeKey.stringKey("signalbox.endpoint");
  static final AttributeKey<String> APP = AttributeKey.stringKey("signalbox.app");
  static final AttributeKey<String> KEY = AttributeKey.stringKey("signalbox.key");
  static final AttributeKey<String> PROJECT = AttributeKey.stringKey("signalbox.project");
  static final AttributeKey<String> SOURCE = AttributeKey.stringKey("signalbox.source");
  static final AttributeKey<String> TASK = AttributeKey.stringKey("signalbox.task");
  static final AttributeKey<String> PROFILE = AttributeKey.stringKey("signalbox.profile");
  static final AttributeKey<String> DECISION = AttributeKey.stringKey("signalbox.decision");
  static final AttributeKey<String> SERVED = AttributeKey.stringKey("signalbox.served");
  static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("signalbox.outcome");
  static final AttributeKey<Boolean> STREAM = AttributeKey.booleanKey("signalbox.stream");
  static final AttributeKey<Long> ATTEMPTS = AttributeKey.longKey("signalbox.attempts");
  static final AttributeKey<Long> LOSSES = AttributeKey.longKey("signalbox.losses");
  static final AttributeKey<Long> COST = AttributeKey.longKey("signalbox.cost_nanos");
  static final AttributeKey<Long> OWN_MICROS = AttributeKey.longKey("signalbox.gateway_us");
  static final AttributeKey<String> ASKED = AttributeKey.stringKey("signalbox.request.body");
  static final AttributeKey<String> ANSWERED = AttributeKey.stringKey("signalbox.answer.body");

  static final AttributeKey<String> DEPLOYED_AT = AttributeKey.stringKey("signalbox.provider");
  static final AttributeKey<String> MODEL = AttributeKey.stringKey("signalbox.model");
  static final AttributeKey<String> FAULT = AttributeKey.stringKey("signalbox.fault");
  static final AttributeKey<String> PHASE = AttributeKey.stringKey("signalbox.phase");
  static final AttributeKey<Boolean> HEDGE = AttributeKey.booleanKey("signalbox.hedge");
  static final AttributeKey<Boolean> CANCELLED = AttributeKey.booleanKey("signalbox.cancelled");
  static final AttributeKey<Long> FIRST_TOKEN = AttributeKey.longKey("signalbox.first_token_ms");

  static final AttributeKey<Long> IN = AttributeKey.longKey("signalbox.routing.in");
  static final AttributeKey<Long> KEPT = AttributeKey.longKey("signalbox.routing.kept");
  static final AttributeKey<Long> DROPPED = AttributeKey.longKey("signalbox.routing.dropped");
  static final AttributeKey<List<String>> REASONS =
      AttributeKey.stringArrayKey("signalbox.routing.reasons");
  static final AttributeKey<List<String>> PLAN =
      AttributeKey.stringArrayKey("signalbox.routing.plan");
  static final AttributeKey<String> LAYER = AttributeKey.stringKey("signalbox.routing.layer");
  static final AttributeKey<String> FROM = AttributeKey.stringKey("signalbox.failover.from");
  static final AttributeKey<String> TO = AttributeKey.stringKey("signalbox.failover.to");
  static final AttributeKey<List<String>> FINDINGS =
      AttributeKey.stringArrayKey("signalbox.guard.findings");

  private Attribute() {}
}
