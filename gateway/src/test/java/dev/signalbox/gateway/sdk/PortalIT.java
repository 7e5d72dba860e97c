package dev.signalbox.gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program has its pages, and every file that they load by what they say. */
final class PortalIT {
  private static final Pattern BASE = Pattern.compile("<base href=\"(/portal/-/[0-9a-f]{24}/)\">");
  private static final Pattern NAMED =
      Pattern.compile(
          "(?:href|src)=\"([^\"/#][^\"]*\\.(?:js|css|svg|png))\""
              + "|\"\\./(vendor/[^\"]+\\.js)\""
              + "|(?:from|import)\\s*\\(?\\s*[\"'](\\.{1,2}/[^\"']+)[\"']");

  @TempDir Path folder;

  @Test
  void everyPageLoadsEveryFileItNames() {
    try (Gateway gateway = Gateway.demo(folder)) {
      for (String page : List.of("/", "/docs/api")) {
        String markup = Http.send(Http.Ask.get(gateway.at(page))).good().body();
        var base = BASE.matcher(markup);
        assertThat(base.find()).isTrue();

        Set<String> loaded = loaded(gateway, base.group(1), markup);

        assertThat(loaded).as(page).hasSizeGreaterThan(2);
      }
    }
  }

  /** What is named by {@code markup} and by what it names; fails where something is not there. */
  private static Set<String> loaded(Gateway gateway, String base, String markup) {
    Set<String> seen = new HashSet<>();
    Queue<String> open = new ArrayDeque<>(named(base, base, markup));
    while (!open.isEmpty()) {
      String path = open.remove();
      if (seen.add(path)) {
        Http.Reply reply = Http.send(Http.Ask.get(gateway.at(path))).good();
        assertThat(reply.header("cache-control").orElseThrow()).endsWith("immutable");
        if (path.endsWith(".js") && !path.contains("/swagger-ui/")) {
          open.addAll(named(base, path, reply.body()));
        }
      }
    }
    return seen;
  }

  /** Imports go from the file they stand in, what markup names from the base of the page. */
  private static List<String> named(String base, String from, String text) {
    return NAMED
        .matcher(text)
        .results()
        .map(
            found ->
                found.group(3) != null
                    ? URI.create(from).resolve(found.group(3))
                    : URI.create(base)
                        .resolve(found.group(1) == null ? found.group(2) : found.group(1)))
        .map(URI::getPath)
        .toList();
  }
}
