package dev.signalbox.gateway.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Where commands write, and whom they can ask.
 *
 * @param out what was asked for
 * @param err everything else
 * @param prompt shows a question and returns the answer; absent when nobody is there to answer
 */
public record Terminal(PrintWriter out, PrintWriter err, Optional<UnaryOperator<String>> prompt) {
  /** The standard streams of the process. */
  public static Terminal standard() {
    Optional<UnaryOperator<String>> prompt =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).map(Terminal::prompt);
    return new Terminal(
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        prompt);
  }

  private static UnaryOperator<String> prompt(Console console) {
    return question ->
        Optional.ofNullable(console.readLine("%s: ", question)).map(String::strip).orElse("");
  }

  /** The answer to {@code question}; empty when nobody is there, or says nothing. */
  Optional<String> ask(String question) {
    return prompt.map(asking -> asking.apply(question)).filter(answer -> !answer.isEmpty());
  }

  /** Writes a line of what was asked for. */
  void print(String line) {
    out.println(line);
    out.flush();
  }

  /** Writes a line of everything else, under the name of the program. */
  void complain(String line) {
    err.println("signalbox: " + line);
    err.flush();
  }
}
