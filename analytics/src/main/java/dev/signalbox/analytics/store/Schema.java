package dev.signalbox.analytics.store;

import dev.signalbox.engine.digest.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jooq.SQLDialect;

/**
 * What a database is to be like: the scripts that make it so.
 *
 * @param folders where they are among the resources
 * @param scripts the oldest first; the last one gives the schema its number
 * @param repeated scripts of views, applied anew whenever they are others
 */
record Schema(
    Area area,
    SQLDialect dialect,
    List<String> folders,
    List<Script> scripts,
    List<String> repeated) {
  Schema {
    folders = List.copyOf(folders);
    scripts = List.copyOf(scripts);
    repeated = List.copyOf(repeated);
  }

  /** That of {@code area} as this program knows it. */
  static Schema of(Area area, SQLDialect dialect) {
    List<String> folders = new ArrayList<>();
    folders.add("db/" + area.folder());
    if (!area.viewScripts().isEmpty()) {
      folders.add("db/views/" + (dialect == SQLDialect.POSTGRES ? "postgresql" : "sqlite"));
    }
    return new Schema(area, dialect, folders, area.scripts(), area.viewScripts());
  }

  /** Number of the last script. */
  int version() {
    return scripts.size();
  }

  /** The lowest number that a program must know to go on with a database that is like this. */
  int least() {
    return scripts.stream().mapToInt(Script::least).max().orElse(0);
  }

  /** A digest of all scripts. */
  String fingerprint() {
    var all = new StringBuilder();
    for (Script script : scripts) {
      all.append(text(script.name()));
    }
    repeated.forEach(script -> all.append(text(script)));
    return Sha256.hex(all.toString());
  }

  private String text(String script) {
    for (String folder : folders) {
      try (InputStream in = Schema.class.getResourceAsStream("/" + folder + "/" + script)) {
        if (in != null) {
          return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    throw new IllegalStateException("the script " + script + " is missing");
  }
}
