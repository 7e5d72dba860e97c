package dev.signalbox.gateway.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.signalbox.analytics.budget.Budgets;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.analytics.record.TokenCounts;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What the log tells of a request that is over: who asked whom for what, and what came of it; no
 * prompt, no answer, no secret, and not what went wrong in the words of a provider.
 */
record RequestLine(RequestRecord record) implements LogFields {
  /** Most characters of a name that a client may make up. */
  private static final int LONGEST_NAME = 256;

  private static final int NANO_DIGITS = 9;
  private static final JsonFactory JSON = new JsonFactory();

  @Override
  public void writeTo(JsonGenerator line) throws IOException {
    RequestRecord.From from = record.from();
    line.writeStringField("id", record.id());
    name("key", from.key(), line);
    name("app", from.app(), line);
    name("project", from.project(), line);
    name("source", from.source(), line);
    line.writeStringField("endpoint", from.endpoint());
    writeAnswer(line);
    line.writeNumberField("attempts", record.attempts().size());
    writeUse(line);
    line.writeNumberField("duration_ms", record.timing().millis());
    if (record.timing().firstByteMillis() >= 0) {
      line.writeNumberField("ttft_ms", record.timing().firstByteMillis());
    }
    line.writeNumberField("gateway_us", record.timing().gatewayMicros());
  }

  private void writeAnswer(JsonGenerator line) throws IOException {
    RequestRecord.Asked asked = record.asked();
    name("model", asked.model(), line);
    name("served", record.served(), line);
    name("provider", record.served().split("/", 2)[0], line);
    name("profile", asked.profile(), line);
    name("decision", asked.decision(), line);
    line.writeBooleanField("stream", asked.stream());
    line.writeNumberField("status", record.ending().status());
    line.writeStringField("outcome", record.ending().outcome());
    line.writeStringField("result", record.result().id());
    name("fault", record.errorClass(), line);
  }

  private void writeUse(JsonGenerator line) throws IOException {
    Optional<TokenCounts> usage = record.usage();
    if (usage.isPresent()) {
      TokenCounts tokens = usage.get();
      line.writeNumberField("input_tokens", tokens.input());
      line.writeNumberField("cached_tokens", tokens.cacheRead());
      line.writeNumberField("cache_write_tokens", tokens.cacheWrite());
      line.writeNumberField("output_tokens", tokens.output());
      line.writeNumberField("reasoning_tokens", tokens.reasoning());
    }
    Budgets.Spent spent = Budgets.Spent.of(record.attempts());
    if (spent.unpriced()) {
      line.writeNullField("cost_usd");
    } else {
      line.writeNumberField("cost_usd", BigDecimal.valueOf(spent.nanos(), NANO_DIGITS));
    }
  }

  private static void name(String key, String value, JsonGenerator line) throws IOException {
    if (!value.isEmpty()) {
      line.writeStringField(
          key, value.length() <= LONGEST_NAME ? value : value.substring(0, LONGEST_NAME) + "...");
    }
  }

  /** The same as text for people. */
  @Override
  public String toString() {
    StringWriter text = new StringWriter();
    try (JsonGenerator line = JSON.createGenerator(text)) {
      line.writeStartObject();
      writeTo(line);
      line.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nothing is written but memory
    }
    return text.toString();
  }
}
