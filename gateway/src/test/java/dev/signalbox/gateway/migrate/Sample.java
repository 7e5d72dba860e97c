package dev.signalbox.gateway.migrate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A file of another gateway, with what is to be made of it and the secrets that it holds. */
public enum Sample {
  LITELLM("litellm.yaml", SourceKind.LITELLM, "sk-shop-master-0001", "sk-ant-literal-0123456789"),
  ROSETTA("rosetta.jsonc", SourceKind.ROSETTA, "office-key-0001", "literal-google-key-1", "unused"),
  POLYGLOT("polyglot.yaml", SourceKind.POLYGLOT, "not-needed"),
  TABLES(
      "llm-gateway-tables.toml",
      SourceKind.LLM_GATEWAY,
      "sk-gateway-001",
      "sk-gateway-old",
      "sk-your-openai-key",
      "sk-ant-your-anthropic-key"),
  LISTS(
      "llm-gateway-lists.toml",
      SourceKind.LLM_GATEWAY,
      "sk-ant-literal",
      "my-team-key",
      "sk-ant-alpha");

  private final String file;
  private final SourceKind kind;
  private final String secrets;

  Sample(String file, SourceKind kind, String... secrets) {
    this.file = file;
    this.kind = kind;
    this.secrets = String.join(" ", secrets);
  }

  String file() {
    return file;
  }

  SourceKind kind() {
    return kind;
  }

  List<String> secrets() {
    return List.of(secrets.split(" ", -1));
  }

  /** The file as it is. */
  public String text() {
    return resource(file);
  }

  /** The file of ours that is to be made. */
  String expected() {
    return resource(file.replaceAll("\\.[a-z]+$", "") + ".expected.toml");
  }

  /** What is made of it, whose it is being found out. */
  public Migration imported() {
    return imported(text());
  }

  /** What is made of {@code text} under its name. */
  public Migration imported(String text) {
    return Migration.of(new Migration.Source(file, text, Optional.empty(), Set.of()));
  }

  private static String resource(String name) {
    try (InputStream stream = Sample.class.getResourceAsStream("/migrate/" + name)) {
      if (stream == null) {
        throw new AssertionError(name + " is not there");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
