package dev.signalbox.gateway.sdk;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A curl command as it stands in a guide. Run by curl itself where there is one, else by a client
 * that understands the options that our guides use.
 */
public record CurlLine(List<String> words) {
  private static final Pattern ORIGIN = Pattern.compile("^https?://[^/]+");
  private static final Optional<Path> CURL = onPath("curl");

  /** Reads a command as a shell does: words in either quotes or none, lines joined by {@code \}. */
  public static CurlLine of(String command) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean within = false;
    boolean escaped = false;
    char quote = 0;
    for (char c : command.replace("\\\n", " ").toCharArray()) {
      if (escaped) {
        word.append("\"\\$".indexOf(c) < 0 ? "\\" : "").append(c);
        escaped = false;
      } else if (quote == '"' && c == '\\') {
        escaped = true;
      } else if (quote == 0 && Character.isWhitespace(c)) {
        if (within) {
          words.add(word.toString());
          word.setLength(0);
        }
        within = false;
      } else if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
        within = true;
      } else if (c == quote) {
        quote = 0;
      } else {
        word.append(c);
        within = true;
      }
    }
    if (quote != 0) {
      throw new IllegalArgumentException("a quote is left open: " + command);
    }
    if (within) {
      words.add(word.toString());
    }
    if (!words.getFirst().equals("curl")) {
      throw new IllegalArgumentException("no curl command: " + command);
    }
    return new CurlLine(List.copyOf(words));
  }

  /** The same to another host and port. */
  public CurlLine to(URI address) {
    return new CurlLine(
        words.stream().map(word -> ORIGIN.matcher(word).replaceFirst(address.toString())).toList());
  }

  /** Sends it. */
  public Http.Reply run() {
    return CURL.map(this::byCurl).orElseGet(() -> Http.send(ask()));
  }

  /**
   * What it asks for, by the options {@code -X}, {@code -H}, {@code -d} and those without value.
   */
  public Http.Ask ask() {
    String method = "";
    String address = "";
    Map<String, String> headers = new LinkedHashMap<>();
    Optional<String> body = Optional.empty();
    Iterator<String> rest = words.subList(1, words.size()).iterator();
    while (rest.hasNext()) {
      String word = rest.next();
      switch (word) {
        case "-X" -> method = rest.next();
        case "-d" -> body = Optional.of(rest.next());
        case "-H" -> {
          String[] header = rest.next().split(":", 2);
          headers.put(header[0].strip(), header[1].strip());
        }
        case "-N", "--no-buffer", "-s", "-i" -> {}
        default -> address = word;
      }
    }
    String standard = body.isPresent() ? "POST" : "GET";
    return new Http.Ask(method.isEmpty() ? standard : method, address, headers, body);
  }

  private Http.Reply byCurl(Path curl) {
    List<String> command = new ArrayList<>(words);
    command.set(0, curl.toString());
    command.addAll(List.of("-sS", "-i", "--noproxy", "*", "--max-time", "30"));
    try {
      Process process = new ProcessBuilder(command).start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        throw new AssertionError("curl ended with %d: %s".formatted(code, err));
      }
      return reply(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static Http.Reply reply(String text) {
    int end = text.indexOf("\r\n\r\n");
    String[] head = text.substring(0, end).split("\r\n", -1);
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line : List.of(head).subList(1, head.length)) {
      String[] header = line.split(":", 2);
      headers.put(header[0].toLowerCase(Locale.ROOT), header[1].strip());
    }
    return new Http.Reply(
        Integer.parseInt(head[0].split(" ", 3)[1]), headers, text.substring(end + 4));
  }

  private static Optional<Path> onPath(String program) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(path)
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
