package dev.signalbox.gateway.exchange;

import dev.signalbox.analytics.record.FindingRecord;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** What everything of an answer goes through on its way out, where something looks at it. */
public interface AnswerFilter {
  /** What goes out of a whole body; never fails. */
  Future<Buffer> whole(Buffer body);

  /** Takes the next bytes of a body in pieces. */
  void chunk(Buffer bytes);

  /** Takes the end; runs {@code then} when all that goes out has. */
  void end(Runnable then);

  /** Whether more bytes should wait. */
  boolean isAsking();

  /** What was found in what has gone out. */
  List<FindingRecord> findings();
}
