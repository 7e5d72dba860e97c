package dev.signalbox.analytics.capture;

import dev.signalbox.analytics.schema.tables.records.CapturesRecord;
import dev.signalbox.analytics.store.Batch;
import dev.signalbox.analytics.store.Fact;
import java.time.Instant;
import java.util.List;

/**
 * What was captured at one stage. Secrets are taken out where it is written, on the writer's
 * thread.
 *
 * @param request number of the request
 * @param attempt number of the attempt it belongs to, from 1; 0 on the client's side
 * @param totalBytes how much there was; more than {@code body} holds where it was cut
 * @param unmapped fields that were not carried over from the stage before, {@code field:kind}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record CaptureFact(
    long request,
    Stage stage,
    int attempt,
    Instant at,
    String contentType,
    long totalBytes,
    List<String> unmapped,
    byte[] body,
    Masking masking)
    implements Fact {
  public CaptureFact {
    unmapped = List.copyOf(unmapped);
  }

  @Override
  public void addTo(Batch batch) {
    boolean cut = totalBytes > body.length;
    Masking.Masked masked = cut ? masking.maskedCut(body) : masking.masked(body);
    CapturesRecord row = new CapturesRecord();
    row.setRequest(request);
    row.setStage(stage.id());
    row.setNumber(attempt);
    row.setAtMs(at.toEpochMilli());
    row.setContentType(contentType);
    row.setBytes(totalBytes);
    row.setTruncated((short) (cut ? 1 : 0));
    row.setRedactions(masked.count());
    row.setUnmapped(String.join("\n", unmapped));
    row.setBody(masked.bytes());
    batch.insert(row);
  }
}
