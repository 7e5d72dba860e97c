package dev.signalbox.gateway.log;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * What goes along with an event of the log and is more than one value; never changed afterwards.
 */
interface LogFields {
  /** Writes the fields into the object that {@code line} is in. */
  void writeTo(JsonGenerator line) throws IOException;
}
