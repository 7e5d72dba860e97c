package dev.signalbox.gateway.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.signalbox.analytics.record.AttemptRecord;
import dev.signalbox.analytics.record.Bill;
import dev.signalbox.analytics.record.RequestRecord;
import dev.signalbox.gateway.wire.json.StrictJson;
import java.math.BigDecimal;

/** A request's record as JSON of our own API. */
final class RecordJson {
  private static final int NANO_DECIMALS = 9;

  private RecordJson() {}

  static ObjectNode of(RequestRecord record) {
    ObjectNode json = StrictJson.object();
    json.put("id", record.id());
    json.put("at", record.at().toString());
    json.put("endpoint", record.from().endpoint());
    json.put("key", record.from().key());
    json.put("project", record.from().project());
    json.put("source", record.from().source());
    json.put("requested_model", record.asked().model());
    json.put("served", record.served());
    json.put("answered_model", record.answering().map(AttemptRecord::answeredModel).orElse(""));
    json.put("decision", record.asked().decision());
    json.put("stream", record.asked().stream());
    json.put("status", record.ending().status());
    json.put("outcome", record.ending().outcome());
    record
        .usage()
        .ifPresentOrElse(
            usage ->
                json.putObject("usage")
                    .put("input_tokens", usage.input())
                    .put("cache_read_tokens", usage.cacheRead())
                    .put("cache_write_tokens", usage.cacheWrite())
                    .put("output_tokens", usage.output())
                    .put("reasoning_tokens", usage.reasoning())
                    .put("consistent", record.usageConsistent()),
            () -> json.putNull("usage"));
    ArrayNode losses = json.putArray("losses");
    record.losses().forEach(losses::add);
    ArrayNode attempts = json.putArray("attempts");
    record.attempts().forEach(attempt -> attempts.add(attempt(attempt)));
    json.put("millis", record.timing().millis());
    json.put("first_byte_millis", record.timing().firstByteMillis());
    return json;
  }

  private static ObjectNode attempt(AttemptRecord attempt) {
    ObjectNode json = StrictJson.object();
    Bill bill = attempt.bill();
    if (bill.priced()) {
      json.put("cost_nanos", bill.nanos())
          .put("cost_usd", BigDecimal.valueOf(bill.nanos(), NANO_DECIMALS))
          .put("priced_as", bill.pricedAs());
    } else {
      json.putNull("cost_nanos");
    }
    return json.put("provider", attempt.provider())
        .put("model", attempt.model())
        .put("answered_model", attempt.answeredModel())
        .put("status", attempt.status())
        .put("outcome", attempt.outcome())
        .put("fault", attempt.fault())
        .put("phase", attempt.phase())
        .put("key", attempt.key())
        .put("hedge", attempt.hedge())
        .put("charge", attempt.bill().charge().id())
        .put("first_token_millis", attempt.firstTokenMillis())
        .put("millis", attempt.millis());
  }
}
